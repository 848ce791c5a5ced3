package io.npyio.cli.transfer;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import java.nio.ByteOrder;

/** Rules of core that core does not offer yet; each stands here once for the whole command. */
public final class LayoutRules {
  private LayoutRules() {}

  /** {@return whether two dtypes are equal once both have one byte order} */
  public static boolean equalIgnoringByteOrder(DType a, DType b) {
    return littleEndian(a).equals(littleEndian(b));
  }

  private static DType littleEndian(DType dtype) {
    return dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return the axis along which a file of this layout grows at its end} */
  public static int growthAxis(ArrayLayout layout) {
    return layout.order() == Order.C ? 0 : layout.shape().rank() - 1;
  }

  /** {@return a view with one more axis, of length 1} */
  public static NdArray insertAxis(NdArray array, int axis) {
    return array.slice(":, ".repeat(axis) + "None, ...");
  }
}
