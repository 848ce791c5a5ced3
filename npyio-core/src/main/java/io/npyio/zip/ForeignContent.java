package io.npyio.zip;

import io.npyio.source.Decompressor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The content of a member that a {@link Decompressor} reads. */
final class ForeignContent implements Closeable {
  private static final int PIECE_BYTES = 1 << 14;

  private final InputStream content;
  private final byte[] piece = new byte[PIECE_BYTES];

  private ForeignContent(InputStream content) {
    this.content = content;
  }

  /** The decompressor for a method; null if there is none. */
  static @Nullable Decompressor decompressor(int method) {
    for (Decompressor each : ServiceLoader.load(Decompressor.class)) {
      if (each.method() == method) {
        return each;
      }
    }
    return null;
  }

  static ForeignContent open(Decompressor decompressor, InputStream compressed, long size)
      throws IOException {
    return new ForeignContent(decompressor.open(compressed, size));
  }

  /** Reads some bytes; none only at the end of the content. */
  int read(ByteBuffer to) throws IOException {
    int count = content.read(piece, 0, Math.min(piece.length, to.remaining()));
    if (count > 0) {
      to.put(piece, 0, count);
    }
    return Math.max(count, 0);
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException atEnd) {
      // all that was wanted has been read
    }
  }
}
