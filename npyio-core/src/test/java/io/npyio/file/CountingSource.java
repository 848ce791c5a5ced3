package io.npyio.file;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An array of bytes as a source that is not a file, and remembers which ranges were read. */
final class CountingSource implements ByteSource {
  private final ByteSource bytes;
  final List<String> reads = new ArrayList<>();
  boolean isClosed;

  CountingSource(byte[] bytes) {
    this.bytes = ByteSource.of(bytes);
  }

  /** The ranges that were read since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(reads);
    reads.clear();
    return taken;
  }

  @Override
  public String name() {
    return "remote";
  }

  @Override
  public long size() throws IOException {
    return bytes.size();
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    reads.add(position + "+" + target.remaining());
    bytes.readFully(position, target);
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
