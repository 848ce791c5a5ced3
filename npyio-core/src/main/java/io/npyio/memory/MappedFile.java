package io.npyio.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that is mapped, which another program may cut short.
 *
 * <p>An access behind the new end is a fault of the operating system, which costs microseconds and
 * which the JVM reports later, while a loop goes on to the next element. So a loop asks every now
 * and then how long the file is, before it goes on. It asks by the path, because an open channel
 * would keep a file descriptor for each mapping. Where another file has taken the path, the length
 * is not known, and the mapping is as whole as it was.
 */
final class MappedFile {
  /** Asking costs two microseconds. */
  private static final long INTERVAL_NANOS = 10_000_000;

  /** A loop over less is over before the clock has been looked at. */
  private static final long MIN_BYTES = 1 << 12;

  private final Path path;
  private final Object key;
  private final long end;
  private volatile long lastAsked = System.nanoTime();

  private MappedFile(Path path, Object key, long end) {
    this.path = path;
    this.key = key;
    this.end = end;
  }

  /**
   * A file that has just been opened, and a range of it.
   *
   * @return null if the range is too small to be asked for, or files have no identity here, as on
   *     Windows, where a mapped file cannot be cut
   */
  static @Nullable MappedFile of(Path path, FileChannel channel, long position, long size)
      throws IOException {
    if (size < MIN_BYTES) {
      return null;
    }
    BasicFileAttributes file = attributes(path);
    if (file == null || file.fileKey() == null || file.size() != channel.size()) {
      return null;
    }
    return new MappedFile(path, file.fileKey(), position + size);
  }

  private static @Nullable BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException gone) {
      return null;
    }
  }

  /**
   * Asks how long the file is, unless that was asked a moment ago.
   *
   * @throws InternalError if the file has become shorter than the mapping, as the JVM throws it
   */
  void requireWhole() {
    long now = System.nanoTime();
    if (now - lastAsked >= INTERVAL_NANOS) {
      requireLength();
      lastAsked = now; // not before: other threads must not go on meanwhile
    }
  }

  /** Asks how long the file is. */
  void requireLength() {
    BasicFileAttributes file = attributes(path);
    if (file != null && key.equals(file.fileKey()) && file.size() < end) {
      throw new InternalError(
          "%s: the file was cut short while it was mapped: the array ends at byte %d but the file now at byte %d"
              .formatted(path.getFileName(), end, file.size()));
    }
  }
}
