package io.npyio.cli.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file on the command line: a path, or {@code archive.npz:member}.
 *
 * @param path of the file, or of the archive
 * @param member of the archive, or null
 */
record FileName(Path path, @Nullable String member) {
  private static final String MARK = ".npz:";

  /** Splits a name, unless a file with the whole name exists. */
  static FileName of(String file) throws IOException {
    if (WebAddress.isOne(file)) {
      throw WebAddress.readOnly();
    }
    int colon = colon(file);
    if (colon < 0 || exists(file)) {
      return new FileName(Path.of(file), null);
    }
    if (colon == file.length() - 1) {
      throw new IOException("names no member after the colon");
    }
    return new FileName(Path.of(file.substring(0, colon)), file.substring(colon + 1));
  }

  /** As {@link #of}, but an archive must exist. */
  static FileName ofSource(String file) throws IOException {
    FileName name = of(file);
    if (name.member != null && !Files.exists(name.path)) {
      throw new NoSuchFileException(file);
    }
    return name;
  }

  /** The colon after the longest path of an existing archive, or else the first; -1 for none. */
  private static int colon(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    int first = lower.indexOf(MARK);
    int last = lower.lastIndexOf(MARK);
    while (last > first && !exists(file.substring(0, last + MARK.length() - 1))) {
      last = lower.lastIndexOf(MARK, last - 1);
    }
    return last < 0 ? -1 : last + MARK.length() - 1;
  }

  /** Whether a file has this whole name. */
  static boolean exists(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException notHere) {
      return false;
    }
  }
}
