package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An array whose state may not be set yet: an {@link NdArray}, or an {@link ObjectArray}. */
final class PendingArray extends Unfinished {
  private static final String STATE = "the state of an array";

  /** NumPy's subclasses of ndarray add nothing to the elements. */
  private static final Set<AllowedName> CLASSES =
      EnumSet.of(
          AllowedName.NDARRAY,
          AllowedName.RECARRAY,
          AllowedName.MATRIX,
          AllowedName.MEMMAP,
          AllowedName.CHARARRAY);

  private @Nullable Object array;

  private PendingArray(ValueFactory values) throws PickleException {
    super(values);
  }

  /** {@code _reconstruct(ndarray, (0,), b'b')}: an array that gets dtype, shape and data later. */
  static PendingArray of(Arguments arguments) throws PickleException {
    if (!(arguments.requireSize(3, 3).item(0) instanceof AllowedName type)
        || !CLASSES.contains(type)) {
      throw arguments.unexpected(0, "'" + AllowedName.NDARRAY + "'");
    }
    return withoutState(arguments.values());
  }

  /** An array whose state follows. */
  static PendingArray withoutState(ValueFactory values) throws PickleException {
    return new PendingArray(values);
  }

  /** {@code _frombuffer(bytes, dtype, shape, order)} of protocol 5: a complete array. */
  static PendingArray ofBuffer(Arguments arguments) throws PickleException {
    String order = arguments.requireSize(4, 5).text(3);
    DType dtype = arguments.dtype(1).dtype();
    var part = new PendingArray(arguments.values());
    NdArray array =
        numeric(
            dtype, arguments.shape(2), order.equals("F") ? Order.F : Order.C, arguments.bytes(0));
    part.array =
        order.equals("K") && arguments.size() == 5 ? permuted(array, arguments.tuple(4)) : array;
    return part;
  }

  private static NdArray permuted(NdArray array, Arguments axes) {
    int[] order = new int[axes.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = axes.smallInteger(i);
    }
    return array.permute(order);
  }

  @Override
  void close() throws PickleException {
    if (array == null) {
      throw values().problem("an array is used before its state is set: it contains itself");
    }
  }

  @Override
  Object sample() {
    return array == null ? ObjectArray.Tuple.of() : array;
  }

  /** Sets the state: version, shape, dtype, Fortran flag, and bytes or a list. */
  void build(Arguments state) throws PickleException {
    requireOpen();
    if (state.requireSize(5, 5).integer(0) != 1) {
      throw new IllegalArgumentException(STATE + " has version " + state.integer(0) + ", not 1");
    }
    Shape shape = state.shape(1);
    PendingDType part = state.dtype(2);
    DType dtype = part.dtype();
    hold(part);
    array =
        dtype.hasObjects()
            ? objects(dtype, shape, state)
            : numeric(dtype, shape, state.flag(3) ? Order.F : Order.C, state.bytes(4));
  }

  /** The list is in C order regardless of the Fortran flag. */
  private ObjectArray objects(DType dtype, Shape shape, Arguments state) throws PickleException {
    if (!(state.item(4) instanceof PendingList list)) {
      throw state.unexpected(4, "a list");
    }
    list.value();
    hold(list);
    values().allocate((long) list.items().size() * Allowance.REFERENCE_BYTES);
    return dtype.equals(DType.OBJECT)
        ? ObjectArray.of(shape, list.items())
        : ObjectArray.of(dtype, shape, list.items());
  }

  /** An array over exactly as many bytes as it needs. */
  static NdArray numeric(DType dtype, Shape shape, Order order, byte[] bytes) {
    if (dtype.hasObjects() || dtype instanceof DType.SubArray) {
      throw new IllegalArgumentException("elements of " + dtype + " are not made of bytes");
    }
    var layout = new ArrayLayout(dtype, shape, order);
    if (layout.nbytes() != bytes.length) {
      throw new IllegalArgumentException(
          "%s %s takes %d bytes, not %d".formatted(dtype, shape, layout.nbytes(), bytes.length));
    }
    return NdArray.wrap(ByteBuffer.wrap(bytes), layout);
  }
}
