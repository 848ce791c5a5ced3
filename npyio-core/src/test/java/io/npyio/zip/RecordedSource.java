package io.npyio.zip;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A source that is not a file and tells of each range that is read, with zeros before its bytes.
 */
final class RecordedSource implements ByteSource {
  private final long zeros;
  private final byte[] bytes;
  private final List<String> reads = new ArrayList<>();

  private RecordedSource(long zeros, byte[] bytes) {
    this.zeros = zeros;
    this.bytes = bytes;
  }

  RecordedSource(byte[] bytes) {
    this(0, bytes);
  }

  /** Of zeros only. */
  RecordedSource(long length) {
    this(length, new byte[0]);
  }

  /** The end of a long file, which is zeros before. */
  static RecordedSource endingWith(long length, byte[] last) {
    return new RecordedSource(length - last.length, last);
  }

  /** Bytes of which those next to each other differ. */
  static byte[] counted(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The ranges that were read since the last call, each as its first byte and their number. */
  List<String> reads() {
    List<String> taken = List.copyOf(reads);
    reads.clear();
    return taken;
  }

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public long size() {
    return zeros + bytes.length;
  }

  @Override
  public void readFully(long position, ByteBuffer target) throws IOException {
    reads.add(position + "+" + target.remaining());
    long skipped = Math.min(target.remaining(), Math.max(0, zeros - position));
    target.position(target.position() + (int) skipped);
    if (target.hasRemaining()) {
      ByteSource.of(bytes).readFully(position + skipped - zeros, target);
    }
  }

  @Override
  public void close() {}
}
