package io.npyio.source;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a buffer. */
final class BufferSource implements ByteSource {
  private final String name;
  private final ByteBuffer bytes;

  BufferSource(String name, ByteBuffer bytes) {
    this.name = name;
    this.bytes = bytes.slice();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    Reading.requireRange(position, target);
    int from = (int) Math.min(position, bytes.limit());
    target.put(bytes.slice(from, Math.min(target.remaining(), bytes.limit() - from)));
    if (target.hasRemaining()) {
      throw Reading.tooShort(name, target);
    }
  }

  @Override
  public void close() {}
}
