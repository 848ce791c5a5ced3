package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import io.npyio.file.NpyHeader;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A raw file as if it began with the header that describes it. */
final class HeadedSource implements ByteSource {
  private final ByteSource raw;
  private final ByteBuffer header;
  private final long offset;

  HeadedSource(ByteSource raw, ArrayLayout layout, long offset) {
    this.raw = raw;
    this.header = ByteBuffer.wrap(NpyHeader.encode(layout));
    this.offset = offset;
  }

  @Override
  public String name() {
    return raw.name();
  }

  @Override
  public long size() throws IOException {
    return header.limit() + raw.size() - offset;
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    if (position < header.limit()) {
      int count = (int) Math.min(target.remaining(), header.limit() - position);
      target.put(header.slice((int) position, count));
      position += count;
    }
    if (target.hasRemaining()) {
      raw.readFully(position - header.limit() + offset, target);
    }
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
