package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArchiveMember;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.NpySequence;
import io.npyio.cli.format.ShardsFile;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.text.Plural;
import io.npyio.cli.format.text.TableDoubt;
import io.npyio.cli.scan.Inspection;
import io.npyio.cli.transfer.ShardFault;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import io.npyio.source.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Checks whole files, as {@code npyio verify} does. */
final class FileCheck {
  private static final String FINE = "ok";

  private final Console console;
  private final SourceOptions source;

  FileCheck(Console console, SourceOptions source) {
    this.console = console;
    this.source = source;
  }

  /** Whether the file is wrong, rather than the request or the access to it. */
  static boolean isFault(@Nullable Throwable problem) {
    return problem instanceof NpyFormatException
        || problem instanceof Inspection.Fault
        || problem instanceof BadMembers
        || problem instanceof BadText
        || (problem instanceof ShardFault fault && isFault(fault.problem()));
  }

  /** Members of an archive are bad. */
  private static final class BadMembers extends IOException {
    private static final long serialVersionUID = 1L;

    BadMembers(List<String> problems) {
      super(String.join("; ", problems));
    }
  }

  /** A text file cannot be read. */
  private static final class BadText extends IOException {
    private static final long serialVersionUID = 1L;

    BadText(Exception problem) {
      super(ErrorMessages.reason(problem), problem);
    }
  }

  /** Reads and checks a file; returns what there is to say of it, or fails. */
  String of(String name) throws IOException {
    ArrayFile file = source.oneOfMany(name);
    if (file instanceof ShardsFile shards) {
      return checkShards(name, shards);
    }
    return switch (file.kind()) {
      case CSV, TSV, TXT, JSON, JSONL -> checkText(name, file);
      case NPY, NPZ, RAW -> checkBytes(name, file);
    };
  }

  /** Checks that files make up an array, and then each of them. */
  private String checkShards(String name, ShardsFile shards) throws IOException {
    ShardsFile.Contents contents = shards.contents();
    SourceSpec spec = source.spec().as(FileKind.NPY);
    try (Progress progress = new Progress(console, name, contents.layout().nbytes())) {
      for (Path file : contents.paths()) {
        try {
          ArrayFile shard = ArrayFiles.source(file.toString(), spec);
          check(shard, (ArrayInfo) shard.info(), progress);
        } catch (NpyFormatException | Inspection.Fault problem) {
          throw ShardFault.in(String.valueOf(file.getFileName()), problem);
        }
      }
    }
    return FINE + ", " + Plural.of(contents.paths().size(), "shard");
  }

  private String checkText(String name, ArrayFile file) throws IOException {
    try {
      source.open(name, file, null).close();
      return FINE;
    } catch (TableDoubt soundText) {
      return FINE;
    } catch (FileSystemException trouble) {
      throw trouble;
    } catch (IOException | RuntimeException problem) {
      throw new BadText(problem);
    }
  }

  private String checkBytes(String name, ArrayFile file) throws IOException {
    if (file instanceof ArchiveFile archive && archive.isWhole()) {
      return checkArchive(name, archive);
    }
    ArrayInfo info = (ArrayInfo) file.info();
    try (ByteSource bytes = file.source();
        Progress progress = new Progress(console, name, bytes.size())) {
      return info.following() == 0
          ? check(file, info, progress)
          : checkSequence(file, bytes, progress);
    }
  }

  /** Checks a file with several arrays, or with something behind its array. */
  private String checkSequence(ArrayFile file, ByteSource bytes, LongConsumer progress)
      throws IOException {
    NpySequence arrays = NpySequence.of(bytes, source.spec().limits());
    for (NpySequence.Item item : arrays.items()) {
      try (InputStream stream = new BufferedInputStream(file.bytes())) {
        long unused = Inspection.read(item.header().layout(), item.dataOffset(), stream, progress);
      }
    }
    long rest = bytes.size() - arrays.end();
    if (rest > 0) {
      throw Inspection.following(arrays.end(), rest);
    }
    return FINE + ", " + arrays.items().size() + " arrays";
  }

  private String checkArchive(String name, ArchiveFile file) throws IOException {
    try (Npz archive = file.archive()) {
      ArchiveInfo info = ArchiveInfo.of(archive);
      try (Progress progress = new Progress(console, name, ArchiveInfo.size(archive))) {
        return check(archive, info, progress);
      }
    }
  }

  private static String check(ArraySource source, ArrayInfo array, LongConsumer progress)
      throws IOException {
    if (array.layout().dtype().hasObjects()) {
      return checkObjects(source);
    }
    try (InputStream bytes = source.bytes()) {
      if (array.kind() == FileKind.RAW) {
        // the options may describe just a part of the file
        long unused = Inspection.read(array.layout(), array.dataOffset(), bytes, progress);
      } else {
        Inspection.readAll(array.layout(), array.dataOffset(), bytes, progress);
      }
      return FINE;
    }
  }

  /** Objects that core cannot read may still be valid. */
  private static String checkObjects(ArraySource source) throws IOException {
    try {
      source.objects();
      return FINE;
    } catch (NpyFormatException problem) {
      if (problem.isUnsupported()) {
        return "not checked: " + ErrorMessages.reason(problem);
      }
      throw problem;
    }
  }

  private static String check(Npz archive, ArchiveInfo info, LongConsumer progress)
      throws IOException {
    String result = FINE;
    List<String> problems = new ArrayList<>();
    for (ArchiveInfo.Member member : info.members()) {
      try {
        String one = check(archive, member, progress);
        if (result.equals(FINE) && !one.equals(FINE)) {
          result = member.name() + " " + one;
        }
      } catch (NpyFormatException | Inspection.Fault problem) {
        String name = member.isShadowed() ? "shadowed " + member.name() : member.name();
        problems.add(name + ": " + ErrorMessages.reason(problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadMembers(problems);
    }
    return result.equals(FINE) ? FINE + shadowed(info.shadowed()) : result;
  }

  private static String shadowed(long count) {
    if (count == 0) {
      return "";
    }
    return count == 1
        ? ", 1 member shadowed by a later one of its name"
        : ", %d members shadowed by later ones of their names".formatted(count);
  }

  private static String check(Npz archive, ArchiveInfo.Member member, LongConsumer progress)
      throws IOException {
    if (member.fault() != null) {
      throw member.fault();
    }
    if (member.entry().compression() == Npz.Compression.OTHER) {
      return "not checked: its compression is not supported";
    }
    ArchiveMember source = member.in(archive);
    ArrayInfo array = member.array();
    if (array != null) {
      return check(source, array, progress);
    }
    try (InputStream bytes = source.bytes()) {
      long unused = Inspection.rest(bytes, progress);
      return FINE;
    }
  }
}
