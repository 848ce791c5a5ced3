package io.npyio.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a pickle, read in order and without reading ahead. */
final class PickleInput {
  private final InputStream stream;
  private final long end;
  private final Allowance allowance;
  private long position;

  /**
   * @param start the position of the next byte
   * @param end the position behind the last byte, or {@link Long#MAX_VALUE} if unknown
   */
  PickleInput(InputStream stream, long start, long end, Allowance allowance) {
    this.stream = stream;
    this.position = start;
    this.end = end;
    this.allowance = allowance;
  }

  long position() {
    return position;
  }

  int readByte() throws IOException {
    int value = stream.read();
    if (value < 0) {
      throw ends(1);
    }
    position++;
    return value;
  }

  int readShort() throws IOException {
    return readByte() | readByte() << 8;
  }

  int readInt() throws IOException {
    return readShort() | readShort() << 16;
  }

  long readUnsignedInt() throws IOException {
    return readInt() & 0xFFFF_FFFFL;
  }

  /** A length of eight bytes. */
  long readLong() throws IOException {
    return readUnsignedInt() | (long) readInt() << 32;
  }

  double readDouble() throws IOException {
    // the only big-endian number in pickles
    return ByteBuffer.wrap(exactly(Double.BYTES)).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** Reads a number of bytes, which must be available: the length is checked before allocating. */
  byte[] readBytes(long count) throws IOException {
    requireLength(count);
    allowance.allocate(position, count + Allowance.OBJECT_BYTES);
    if (count > Allowance.MAX_ARRAY_LENGTH) {
      throw new PickleException(position, count + " bytes are more than a Java array holds");
    }
    return exactly((int) count);
  }

  /** Refuses a length that reaches past the end. */
  void requireLength(long count) throws PickleException {
    if (count < 0) {
      throw new PickleException(
          position, "a length of " + Long.toUnsignedString(count) + " bytes is not possible");
    }
    if (count > end - position) {
      throw ends(count - (end - position));
    }
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = stream.readNBytes(count);
    position += bytes.length;
    if (bytes.length < count) {
      throw ends(count - bytes.length);
    }
    return bytes;
  }

  /** Reads up to a line feed, and the line feed itself. */
  byte[] readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    long start = position;
    for (int next = readByte(); next != '\n'; next = readByte()) {
      line.write(next);
      allowance.require(start, line.size());
    }
    allowance.allocate(start, line.size() + Allowance.OBJECT_BYTES);
    return line.toByteArray();
  }

  private PickleException ends(long missing) {
    return new PickleException(
        Math.min(position, end),
        "the pickle ends here but needs at least %d more %s"
            .formatted(missing, missing == 1 ? "byte" : "bytes"));
  }
}
