package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.memory.Memory;
import java.nio.ByteOrder;

/** Copies elements of one dtype as bytes, without interpreting them. */
public final class ByteCopy {
  /** Elements of more units than this are copied one by one rather than unit by unit. */
  private static final int MAX_UNITS = 4;

  /** A copy of fewer bytes does not ask for the length of a mapped file. */
  private static final int MIN_WATCHED_BYTES = 1 << 12;

  private ByteCopy() {}

  /** Copies elements of one dtype, in units as wide as the item size allows. */
  public static void copy(Strided source, Strided target) {
    int itemSize = source.dtype().itemSize();
    if (itemSize == 0 || source.isEmpty()) {
      return;
    }
    long bytes = source.size() * itemSize;
    if (source.isContiguous(Order.C) && target.isContiguous(Order.C)) {
      copyInBulk(source, target, bytes);
      return;
    }
    int width = Math.min(Integer.lowestOneBit(itemSize), Long.BYTES);
    boolean isWide = itemSize / width > MAX_UNITS;
    Memory to = target.memory();
    Object block = unitBlock(width, NumberCast.block(source.size(), width));
    StridedWalk.walk(
        source,
        target,
        StridedWalk.Access.READ,
        (from, p, stride, q, otherStride, n) -> {
          if (stride == itemSize && otherStride == itemSize) {
            from.copyTo(p, to, q, (long) n * itemSize);
          } else if (isWide) {
            for (int i = 0; i < n; i++) {
              from.copyTo(p + i * stride, to, q + i * otherStride, itemSize);
            }
          } else {
            for (int unit = 0; unit < itemSize; unit += width) {
              copyUnits(from, p + unit, stride, to, q + unit, otherStride, width, n, block);
            }
          }
        });
  }

  private static void copyInBulk(Strided source, Strided target, long bytes) {
    Memory from = source.memory();
    Memory to = target.memory();
    boolean isWatched = bytes > MIN_WATCHED_BYTES && (from.mayShrink() || to.mayShrink());
    long most = isWatched ? StridedWalk.WATCHED_BYTES : bytes;
    for (long done = 0, count; done < bytes; done += count) {
      count = Math.min(most, bytes - done);
      if (isWatched) {
        from.requireWhole();
        to.requireWhole();
      }
      from.copyTo(source.offset() + done, to, target.offset() + done, count);
    }
  }

  /** Sets every element to a value that {@link Elements#set} accepts. */
  public static void fill(Strided target, Object value) {
    if (target.isEmpty()) {
      return;
    }
    Strided one = Strided.zeros(ArrayLayout.of(target.dtype()));
    Elements.set(one.memory(), 0, target.dtype(), value);
    copy(one.repeated(target.lengths()), target);
  }

  private static Object unitBlock(int width, int n) {
    return switch (width) {
      case 1 -> new byte[n];
      case 2 -> new short[n];
      case 4 -> new int[n];
      default -> new long[n];
    };
  }

  private static void copyUnits(
      Memory from,
      long p,
      long stride,
      Memory to,
      long q,
      long otherStride,
      int width,
      int n,
      Object block) {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    int most = NumberCast.block(n, width);
    for (int done = 0; done < n; done += most) {
      int count = Math.min(most, n - done);
      long source = p + done * stride;
      long target = q + done * otherStride;
      switch (width) {
        case 1 -> {
          from.get(source, stride, (byte[]) block, 0, count);
          to.put(target, otherStride, (byte[]) block, 0, count);
        }
        case 2 -> {
          from.get(source, stride, order, (short[]) block, 0, count);
          to.put(target, otherStride, order, (short[]) block, 0, count);
        }
        case 4 -> {
          from.get(source, stride, order, (int[]) block, 0, count);
          to.put(target, otherStride, order, (int[]) block, 0, count);
        }
        default -> {
          from.get(source, stride, order, (long[]) block, 0, count);
          to.put(target, otherStride, order, (long[]) block, 0, count);
        }
      }
    }
  }
}
