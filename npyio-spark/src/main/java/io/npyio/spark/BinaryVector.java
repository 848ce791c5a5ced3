package io.npyio.spark;

import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;

/** NumPy's S, without the zeros at its end, and V. */
final class BinaryVector extends BlockVector {
  private final byte[] bytes;
  private final int base;
  private final int stride;
  private final int length;
  private final boolean isPadded;

  BinaryVector(byte[] bytes, int base, int stride, int length, boolean isPadded) {
    super(DataTypes.BinaryType);
    this.bytes = bytes;
    this.base = base;
    this.stride = stride;
    this.length = length;
    this.isPadded = isPadded;
  }

  @Override
  public byte[] getBinary(int index) {
    int from = base + index * stride;
    int end = from + length;
    while (isPadded && end > from && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(bytes, from, end);
  }
}
