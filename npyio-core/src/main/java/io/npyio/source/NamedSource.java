package io.npyio.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A source under another name.
 *
 * @param source of the bytes
 * @param name in messages
 */
record NamedSource(ByteSource source, String name) implements ByteSource {

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    try {
      source.readFully(position, target);
    } catch (EOFException end) {
      throw Reading.tooShort(name, target);
    }
  }

  @Override
  public void readFully(List<Part> parts) throws IOException {
    source.readFully(parts);
  }

  @Override
  public ByteBuffer readLast(int count) throws IOException {
    return source.readLast(count);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
