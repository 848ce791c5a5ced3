package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The fields of a file, read where they lie, a piece of the file at a time. */
final class ZipBytes {
  private final String source;
  private final FileChannel channel;
  private final int piece;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long start;

  /**
   * Fields of a file.
   *
   * @param piece the least that is read at a time
   */
  ZipBytes(String source, FileChannel channel, int piece) {
    this.source = source;
    this.channel = channel;
    this.piece = piece;
  }

  String source() {
    return source;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** Some bytes from a position on, as little-endian fields that nobody else changes. */
  ByteBuffer at(long position, int count, String what) throws IOException {
    if (position < start || position + count > start + window.limit()) {
      fill(position, Math.max(count, piece));
    }
    int found = window.limit() - (int) (position - start);
    if (found < count) {
      int missing = count - found;
      throw new NpyFormatException(
          source,
          position + found,
          "the file ends here but %s needs %d more %s"
              .formatted(what, missing, missing == 1 ? "byte" : "bytes"));
    }
    return window.slice((int) (position - start), count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        break;
      }
    }
    window = bytes.flip();
    start = position;
  }

  NpyFormatException problem(long position, String problem) {
    return problem(position, problem, null);
  }

  NpyFormatException problem(long position, String problem, @Nullable String hint) {
    return new NpyFormatException(source, position, problem, hint);
  }
}
