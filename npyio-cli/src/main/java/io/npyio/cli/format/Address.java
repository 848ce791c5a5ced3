package io.npyio.cli.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user calls a file: a path, or {@code archive.npz:member}.
 *
 * @param path of the file, or of the archive
 * @param member of the archive, or null
 */
record Address(Path path, @Nullable String member) {
  private static final String MARK = ".npz:";

  /** Takes a file apart; one that is there under the whole name is that. */
  static Address of(String file) throws IOException {
    int colon = colon(file);
    if (colon < 0 || exists(file)) {
      return new Address(Path.of(file), null);
    }
    if (colon == file.length() - 1) {
      throw new IOException("names no member after the colon");
    }
    return new Address(Path.of(file.substring(0, colon)), file.substring(colon + 1));
  }

  /** An archive that is there. */
  static Address ofSource(String file) throws IOException {
    Address address = of(file);
    if (address.member != null && !Files.exists(address.path)) {
      throw new NoSuchFileException(file);
    }
    return address;
  }

  /** The colon behind the longest archive that is there, or else the first; -1 without one. */
  private static int colon(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    int first = lower.indexOf(MARK);
    int last = lower.lastIndexOf(MARK);
    while (last > first && !exists(file.substring(0, last + MARK.length() - 1))) {
      last = lower.lastIndexOf(MARK, last - 1);
    }
    return last < 0 ? -1 : last + MARK.length() - 1;
  }

  private static boolean exists(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException notHere) {
      return false;
    }
  }
}
