package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.nio.ByteOrder;

/** Compares datetimes or timedeltas in the finer of their units. */
final class TimeComparison extends ElementComparison {
  private final DType.Temporal common;
  private final boolean equalNat;
  private final long[] a;
  private final long[] b;

  TimeComparison(DType.Temporal first, DType.Temporal second, boolean equalNat, int capacity) {
    super(equalNat);
    this.common = common(first, second);
    this.equalNat = equalNat;
    this.a = new long[capacity];
    this.b = new long[capacity];
  }

  static boolean areComparable(DType.Temporal a, DType.Temporal b) {
    boolean areBothCounts =
        (a.unit() == DateTimeUnit.GENERIC) == (b.unit() == DateTimeUnit.GENERIC);
    return a.isDelta() == b.isDelta() && areBothCounts;
  }

  private static DType.Temporal common(DType.Temporal a, DType.Temporal b) {
    boolean isOneUnit = a.unit() == b.unit() && a.count() == b.count();
    int count = isOneUnit ? a.count() : 1;
    DateTimeUnit finer = a.unit().compareTo(b.unit()) > 0 ? a.unit() : b.unit();
    return new DType.Temporal(a.isDelta(), count, finer, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  void read(NdArray first, NdArray second) {
    read(first, common, a);
    read(second, common, b);
  }

  /** Reads the counts of two single times in the finer of their units. */
  static void readBoth(NdArray a, NdArray b, long[] to) {
    DType.Temporal common = common((DType.Temporal) a.dtype(), (DType.Temporal) b.dtype());
    long[] one = new long[1];
    read(b, common, one);
    read(a, common, to);
    to[1] = one[0];
  }

  private static void read(NdArray block, DType.Temporal common, long[] to) {
    boolean isCommon = DType.equalsIgnoringByteOrder(block.dtype(), common);
    Numbers.read(isCommon ? block : block.astype(common), to);
  }

  @Override
  int next(int from, int n) {
    for (int i = from; i < n; i++) {
      if (a[i] != b[i] || (a[i] == DType.Temporal.NAT && !equalNat)) {
        return i;
      }
    }
    return n;
  }

  @Override
  long distance(int i) {
    boolean isTime = a[i] != DType.Temporal.NAT && b[i] != DType.Temporal.NAT;
    return isTime ? IntegerComparison.distance(a[i], b[i]) : 0;
  }

  /** A time has no magnitude to compare a distance with. */
  @Override
  double proportion(int i) {
    return 0;
  }
}
