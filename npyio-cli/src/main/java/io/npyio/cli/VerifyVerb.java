package io.npyio.cli;

import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.FileInfo;
import io.npyio.cli.format.Place;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.scan.Inspection;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio verify}: whether files are whole. */
final class VerifyVerb extends Verb {
  private static final String FINE = "ok";

  /** By which words core says that it has not read all objects, right as they may be. */
  private static final List<String> UNREAD =
      List.of("is not among what npyio reads", "bytes of memory that are allowed");

  private final PositionalParamSpec files;
  private final SourceOptions source;

  VerifyVerb(Console console) {
    super(
        console,
        "verify",
        "Reads all of each file and checks it: header, length, the CRCs of archives, that nothing"
            + " follows the data, that booleans are 0 or 1 and text is Unicode. One line a file: ok, or"
            + " bad and why. Exit status: 0 all are ok, 1 one is bad, 2 trouble. Pickles are read, but"
            + " nothing in them is run.");
    files = parameters(0, "FILE", "Any kind of file; archive.npz:name is one array of an archive.");
    source = new SourceOptions(this);
    examples("npyio verify *.npy run.npz", "npyio verify data.dat --dtype float32 --shape 3,3");
  }

  @Override
  public Integer call() throws Exception {
    List<String> paths = files.getValue();
    int worst = DONE;
    for (String file : paths) {
      try {
        print(file, Failure.in(file, () -> check(file)));
      } catch (Failure failure) {
        if (isBad(failure.getCause())) {
          print(file, "bad: " + Complaints.reason(failure));
          worst = Math.max(worst, NO);
        } else {
          worst = Math.max(worst, complain(failure));
        }
      }
    }
    return worst;
  }

  /**
   * The answer is there for the reader of a pipe before the next file is read, which may be long.
   */
  private void print(String file, String answer) throws IOException {
    console().println(Complaints.printable(file + ": " + answer));
    console().out().flush();
  }

  /** Whether it is the file that is wrong, and not what was asked or the way to it. */
  private static boolean isBad(@Nullable Throwable problem) {
    return problem instanceof NpyFormatException
        || problem instanceof Inspection.Fault
        || problem instanceof BadMember
        || problem instanceof BadText;
  }

  /** Something is wrong with a member of an archive. */
  private static final class BadMember extends IOException {
    private static final long serialVersionUID = 1L;

    BadMember(String name, IOException problem) {
      super(name + ": " + Complaints.reason(new Failure("", problem)), problem);
    }
  }

  /** A file of text cannot be read. */
  private static final class BadText extends IOException {
    private static final long serialVersionUID = 1L;

    BadText(Exception problem) {
      super(Complaints.reason(new Failure("", problem)), problem);
    }
  }

  private String check(String file) throws IOException {
    Place place = source.place(file);
    if (place.isText()) {
      return checkText(file, place);
    }
    FileInfo info = place.info(place.isRaw() ? source.raw() : RawSpec.NOTHING);
    try (Progress progress = new Progress(console(), file, size(place, info))) {
      return info instanceof ArchiveInfo archive
          ? check(place, archive, progress)
          : check(place, (ArrayInfo) info, progress);
    }
  }

  /** How many bytes are read: of an archive what its members come to. */
  private static long size(Place place, FileInfo info) throws IOException {
    return info instanceof ArchiveInfo archive
        ? archive.members().stream().mapToLong(member -> member.entry().size()).sum()
        : Files.size(place.path());
  }

  private String checkText(String file, Place place) throws IOException {
    try {
      source.open(file, place, RawSpec.NOTHING, null).close();
      return FINE;
    } catch (FileSystemException trouble) {
      throw trouble;
    } catch (IOException | RuntimeException problem) {
      throw new BadText(problem);
    }
  }

  private static String check(Place place, ArrayInfo array, LongConsumer progress)
      throws IOException {
    if (array.layout().dtype().hasObjects()) {
      return checkObjects(place);
    }
    try (InputStream bytes = place.bytes()) {
      if (place.isRaw()) {
        // the options may say that it is a part of the file
        long unused = Inspection.read(array.layout(), array.dataOffset(), bytes, progress);
      } else {
        Inspection.readAll(array.layout(), array.dataOffset(), bytes, progress);
      }
      return FINE;
    }
  }

  /** What core does not read may still be right. */
  private static String checkObjects(Place place) throws IOException {
    try {
      place.objects();
      return FINE;
    } catch (NpyFormatException problem) {
      String reason = Complaints.reason(new Failure("", problem));
      if (UNREAD.stream().anyMatch(reason::contains)) {
        return "not checked: " + reason;
      }
      throw problem;
    }
  }

  private static String check(Place place, ArchiveInfo archive, LongConsumer progress)
      throws IOException {
    String result = FINE;
    for (ArchiveInfo.Member member : archive.members()) {
      try {
        String one = check(place.member(member.entry().name()), member, progress);
        if (result.equals(FINE) && !one.equals(FINE)) {
          result = member.name() + " " + one;
        }
      } catch (NpyFormatException | Inspection.Fault problem) {
        throw new BadMember(member.name(), problem);
      }
    }
    return result;
  }

  private static String check(Place place, ArchiveInfo.Member member, LongConsumer progress)
      throws IOException {
    if (member.entry().compression() == Npz.Compression.OTHER) {
      return "not checked: its compression is not read";
    }
    ArrayInfo array = member.array();
    if (array != null) {
      return check(place, array, progress);
    }
    try (InputStream bytes = place.bytes()) {
      long unused = Inspection.rest(bytes, progress);
      return FINE;
    }
  }
}
