package io.npyio.cli.format;

import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.Replacement;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import io.npyio.file.ReadOptions;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Unpacks the members of an archive into a folder, and never outside it: all names are checked
 * before the first byte is written.
 */
public final class Unpacking {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Npz archive;
  private final Path folder;

  private Unpacking(Npz archive, Path folder) {
    this.archive = archive;
    this.folder = folder;
  }

  /** What happens if a file already exists. */
  public enum IfExists {
    /** It is replaced. */
    REPLACE,
    /** Nothing is unpacked. */
    REFUSE
  }

  /**
   * Writes every member to a file.
   *
   * @param progress is given the bytes of each block written
   */
  public static void run(Path path, Path folder, IfExists ifExists, LongConsumer progress)
      throws IOException {
    try (Npz archive = Npz.open(path)) {
      var unpacking = new Unpacking(archive, folder);
      Map<String, Path> files = unpacking.files(ifExists);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        unpacking.write(file.getKey(), file.getValue(), progress);
      }
    }
  }

  /**
   * Writes each array of a {@code .npy} file with several to a file: {@code 0.npy}, {@code 1.npy}.
   *
   * @param progress is given the bytes of each block written
   */
  public static void runSequence(
      Path path, ReadOptions limits, Path folder, IfExists ifExists, LongConsumer progress)
      throws IOException {
    NpySequence arrays = NpySequence.of(path, limits);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < arrays.items().size(); i++) {
      Path file = folder.resolve(i + ".npy");
      requireNoLink(file, i + ".npy");
      if (ifExists == IfExists.REFUSE) {
        requireFree(file);
      }
      files.add(file);
    }
    makeFolder(folder.toAbsolutePath());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      for (int i = 0; i < files.size(); i++) {
        boolean isLast = i == files.size() - 1;
        NpySequence.Item item = arrays.items().get(i);
        long bytes = (isLast ? arrays.end() : item.end()) - item.start();
        Replacement.of(
            files.get(i), channel -> copy(in, bytes, Channels.newOutputStream(channel), progress));
      }
    }
  }

  private static void copy(InputStream from, long bytes, OutputStream to, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = bytes; left > 0; ) {
      int count = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("the file ends %d bytes before its last array".formatted(left));
      }
      to.write(buffer, 0, count);
      progress.accept(count);
      left -= count;
    }
  }

  /** {@return the sum of the sizes that the directory of an archive states} */
  public static long size(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      return ArchiveInfo.size(archive);
    }
  }

  /** The file of each member; a name that several members share counts once. */
  private Map<String, Path> files(IfExists ifExists) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Npz.Member member : archive.members()) {
      Path file = file(member.memberName());
      if (ifExists == IfExists.REFUSE && !isFolder(member.memberName())) {
        requireFree(file);
      }
      files.put(member.memberName(), file);
    }
    return files;
  }

  private static boolean isFolder(String member) {
    return member.endsWith("/");
  }

  private Path file(String member) throws IOException {
    String name = isFolder(member) ? member.substring(0, member.length() - 1) : member;
    Path file = folder;
    for (String segment : name.split("/", -1)) {
      if (!isPlain(segment)) {
        throw new IOException(
            "the member '" + member + "' names no file inside the folder; nothing was unpacked");
      }
      file = resolved(file, segment, member);
      requireNoLink(file, member);
    }
    return file;
  }

  /** Whether a segment names an entry of a folder on every operating system. */
  private static boolean isPlain(String segment) {
    boolean isDrive = segment.length() > 1 && segment.charAt(1) == ':';
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && !isDrive
        && segment.indexOf('\\') < 0;
  }

  private static Path resolved(Path parent, String segment, String member) throws IOException {
    try {
      return parent.resolve(segment);
    } catch (InvalidPathException notHere) {
      throw new IOException(
          "the member '" + member + "' is not a possible file name here; nothing was unpacked",
          notHere);
    }
  }

  private static void requireNoLink(Path file, String member) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException(
          "the member '%s' would be written through the symbolic link %s; nothing was unpacked"
              .formatted(member, file));
    }
  }

  private static void requireFree(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " already exists; --force replaces it; nothing was unpacked");
    }
  }

  private void write(String member, Path file, LongConsumer progress) throws IOException {
    if (isFolder(member)) {
      makeFolder(file);
      return;
    }
    Path parent = file.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, but the member '" + member + "' is a file");
    }
    try (InputStream content = archive.stream(member)) {
      Replacement.of(
          file,
          channel ->
              content.transferTo(CountingStreams.of(Channels.newOutputStream(channel), progress)));
    } catch (NpyFormatException damaged) {
      throw damaged;
    } catch (IOException problem) {
      throw new WriteFailure(file.toString(), problem);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException isFile) {
      throw new IOException(folder + " is not a folder", isFile);
    } catch (NoSuchFileException noPlace) {
      var problem = new IOException("no folder can be created here", noPlace);
      throw new WriteFailure(folder.toString(), problem);
    } catch (IOException problem) {
      throw new WriteFailure(folder.toString(), problem);
    }
  }
}
