package io.npyio.zip;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of an archive by their position, through a window that holds the bytes read last.
 */
final class ZipFields {
  private final ByteSource source;
  private final int minBytes;
  private final long length;
  private ByteBuffer window;
  private long start;

  /**
   * Makes a reader that has read nothing yet.
   *
   * @param minBytes the least that is read at a time, as far as the source has as many
   */
  ZipFields(ByteSource source, int minBytes) throws IOException {
    this(source, minBytes, ByteBuffer.allocate(0));
  }

  private ZipFields(ByteSource source, int minBytes, ByteBuffer last) throws IOException {
    this.source = source;
    this.minBytes = minBytes;
    this.length = source.size();
    this.window = last;
    this.start = length - last.limit();
  }

  /** Makes a reader that has read the last bytes, which may also have told the size. */
  static ZipFields ofEnd(ByteSource source, int count, int minBytes) throws IOException {
    return new ZipFields(source, minBytes, source.readLast(count));
  }

  long length() {
    return length;
  }

  /** The bytes from a position on, as little-endian fields; complains if the file ends before. */
  ByteBuffer at(long position, int count, String what) throws IOException {
    if (position < start || position + count > start + window.limit()) {
      fill(position, Math.max(count, minBytes));
    }
    int found = window.limit() - (int) (position - start);
    if (found < count) {
      int missing = count - found;
      throw problem(
          position + found,
          "the file ends here but %s needs %d more %s"
              .formatted(what, missing, missing == 1 ? "byte" : "bytes"));
    }
    return window.slice((int) (position - start), count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(long position, int count) throws IOException {
    long available = Math.max(0, length - position);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, available));
    source.readFully(position, bytes);
    window = bytes.flip();
    start = position;
  }

  /** The bytes of the window from a position on, none if it lies outside. */
  ByteBuffer buffered(long position) {
    boolean isInside = position >= start && position <= start + window.limit();
    int from = isInside ? (int) (position - start) : window.limit();
    return window.slice(from, window.limit() - from);
  }

  ZipProblem problem(long position, String problem) {
    return problem(position, problem, null);
  }

  ZipProblem problem(long position, String problem, @Nullable String hint) {
    return new ZipProblem(source.name(), position, problem, hint);
  }
}
