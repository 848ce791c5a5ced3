package io.npyio.cli.format;

import io.npyio.file.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The members of an archive as files of a folder, and never outside it: all names are looked at
 * before the first byte is written.
 */
public final class Unpacking {
  private static final int BYTES = 1 << 16;

  private final Npz archive;
  private final Path folder;

  private Unpacking(Npz archive, Path folder) {
    this.archive = archive;
    this.folder = folder;
  }

  /**
   * Writes every member to a file.
   *
   * @param replaces whether files that are there are replaced
   * @param progress is given the bytes of each piece written
   */
  public static void run(Path path, Path folder, boolean replaces, LongConsumer progress)
      throws IOException {
    try (Npz archive = Npz.open(path)) {
      var unpacking = new Unpacking(archive, folder);
      Map<String, Path> files = unpacking.files(replaces);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        unpacking.write(file.getKey(), file.getValue(), progress);
      }
    }
  }

  /** {@return how many bytes the members of an archive say that they have} */
  public static long size(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      return archive.members().stream().mapToLong(Npz.Member::size).sum();
    }
  }

  /** The file of each member, of several of one name once. */
  private Map<String, Path> files(boolean replaces) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Npz.Member member : archive.members()) {
      Path file = file(member.memberName());
      requireFree(file, replaces || isFolder(member.memberName()));
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
    for (String part : name.split("/", -1)) {
      if (!isPlain(part)) {
        throw new IOException(
            "the member '" + member + "' names no file inside the folder; nothing was unpacked");
      }
      file = resolved(file, part, member);
      requireNoLink(file, member);
    }
    return file;
  }

  /** Whether it is the name of something in a folder, on every system. */
  private static boolean isPlain(String part) {
    boolean isDrive = part.length() > 1 && part.charAt(1) == ':';
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && !isDrive
        && part.indexOf('\\') < 0;
  }

  private static Path resolved(Path parent, String part, String member) throws IOException {
    try {
      return parent.resolve(part);
    } catch (InvalidPathException notHere) {
      throw new IOException(
          "the member '" + member + "' names no file that can be here; nothing was unpacked",
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

  private static void requireFree(Path file, boolean replaces) throws IOException {
    if (!replaces && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " exists already; --force replaces it; nothing was unpacked");
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
      throw new IOException(file + " is a folder, and the member '" + member + "' is none");
    }
    try (InputStream content = archive.stream(member)) {
      Replacement.of(file, channel -> copy(content, Channels.newOutputStream(channel), progress));
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException isFile) {
      throw new IOException(folder + " is no folder", isFile);
    }
  }

  private static void copy(InputStream from, OutputStream to, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[BYTES];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      to.write(buffer, 0, count);
      progress.accept(count);
    }
  }
}
