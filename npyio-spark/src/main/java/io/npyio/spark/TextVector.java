package io.npyio.spark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** NumPy's U: code points of 4 bytes, padded with zeros. */
final class TextVector extends BlockVector {
  private static final int REPLACEMENT = 0xFFFD;

  private final ByteBuffer bytes;
  private final int base;
  private final int stride;
  private final int length;

  TextVector(byte[] bytes, int base, int stride, int length, ByteOrder order) {
    super(DataTypes.StringType);
    this.bytes = ByteBuffer.wrap(bytes).order(order);
    this.base = base;
    this.stride = stride;
    this.length = length;
  }

  @Override
  public UTF8String getUTF8String(int index) {
    int from = base + index * stride;
    int end = length;
    while (end > 0 && bytes.getInt(from + Integer.BYTES * (end - 1)) == 0) {
      end--;
    }
    ByteBuffer utf8 = ByteBuffer.allocate(Integer.BYTES * end);
    for (int i = 0; i < end; i++) {
      put(bytes.getInt(from + Integer.BYTES * i), utf8);
    }
    return UTF8String.fromBytes(Arrays.copyOf(utf8.array(), utf8.position()));
  }

  /** Half of a pair of surrogates is not a character either. */
  private static void put(int unit, ByteBuffer utf8) {
    boolean isCharacter =
        Character.isValidCodePoint(unit) && Character.getType(unit) != Character.SURROGATE;
    int point = isCharacter ? unit : REPLACEMENT;
    if (point < 0x80) {
      utf8.put((byte) point);
    } else if (point < 0x800) {
      utf8.put((byte) (0xC0 | point >> 6)).put(tail(point));
    } else if (point < 0x10000) {
      utf8.put((byte) (0xE0 | point >> 12)).put(tail(point >> 6)).put(tail(point));
    } else {
      utf8.put((byte) (0xF0 | point >> 18)).put(tail(point >> 12)).put(tail(point >> 6));
      utf8.put(tail(point));
    }
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | bits & 0x3F);
  }
}
