package io.npyio.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A mark of the state of a file: a file whose stamp is another has changed.
 *
 * @param text letters, digits, {@code -} and {@code .} only, so that it stands in an address as it
 *     is
 */
public record Stamp(String text) {
  /** As the record. */
  public Stamp {
    if (!text.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException(
          "the stamp '" + text + "' has characters other than letters, digits, '-' and '.'");
    }
  }

  /**
   * The stamp of a file by its time, its length and its identity, which a replaced file does not
   * keep.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  public static Stamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(
        "%x-%x-%x"
            .formatted(
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                attributes.size(),
                Objects.hashCode(attributes.fileKey())));
  }
}
