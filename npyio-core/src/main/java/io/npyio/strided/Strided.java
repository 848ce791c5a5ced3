package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Elements in a memory: the position of the first one, their dtype, and for each axis a length and
 * a stride in bytes. The geometry of an array, without access rights.
 *
 * <p>Every method that returns a {@code Strided} returns a view of the same memory. The accessors
 * return the arrays themselves, not copies, since only hidden packages see them; they must not be
 * modified.
 *
 * @param memory that holds the elements
 * @param offset of the first element, in bytes
 * @param dtype of the elements; never a sub-array, whose axes are appended to the others
 * @param lengths of the axes
 * @param strides of the axes, in bytes; may be 0 or negative
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Strided(Memory memory, long offset, DType dtype, long[] lengths, long[] strides) {
  private static final long[] NO_AXES = {};

  /** The elements of a layout, the first one at that position. */
  public static Strided of(Memory memory, long offset, ArrayLayout layout) {
    long[] lengths = layout.shape().lengths();
    int itemSize = layout.dtype().itemSize();
    return new Strided(
        memory, offset, layout.dtype(), lengths, Strides.of(lengths, itemSize, layout.order()));
  }

  /** New zeroed memory on the heap with that layout. */
  public static Strided zeros(ArrayLayout layout) {
    return of(Memory.allocate(layout.nbytes()), 0, layout);
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** The lengths of the axes. */
  public Shape shape() {
    return Shape.of(lengths);
  }

  /** The number of axes. */
  public int rank() {
    return lengths.length;
  }

  /** The number of elements. */
  public long size() {
    long size = 1;
    for (long length : lengths) {
      size *= length; // no overflow: the layout was checked to have this many elements
    }
    return size;
  }

  /** The size of all elements in bytes, without the gaps between them. */
  public long nbytes() {
    return size() * dtype.itemSize();
  }

  /** Whether an axis has length 0. */
  public boolean isEmpty() {
    for (long length : lengths) {
      if (length == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the elements lie in that order without gaps. */
  public boolean isContiguous(Order order) {
    if (isEmpty()) {
      return true;
    }
    long expected = dtype.itemSize();
    for (int i = 0; i < lengths.length; i++) {
      int axis = order == Order.C ? lengths.length - 1 - i : i;
      if (lengths[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= lengths[axis];
    }
    return true;
  }

  /**
   * The layout in which NumPy saves the elements: Fortran order only if they are not contiguous in
   * C order.
   */
  public ArrayLayout layout() {
    boolean isFortran = !isContiguous(Order.C) && isContiguous(Order.F);
    return new ArrayLayout(dtype, shape(), isFortran ? Order.F : Order.C);
  }

  /** The lowest position of any element; there must be at least one. */
  public long first() {
    long first = offset;
    for (int i = 0; i < lengths.length; i++) {
      first += Math.min((lengths[i] - 1) * strides[i], 0);
    }
    return first;
  }

  /**
   * The number of bytes from the first byte of any element to the last; there must be an element.
   */
  public long extent() {
    long extent = dtype.itemSize();
    for (int i = 0; i < lengths.length; i++) {
      extent += (lengths[i] - 1) * Math.abs(strides[i]);
    }
    return extent;
  }

  /** Whether the two may have a byte in common. */
  public boolean overlaps(Strided other) {
    return memory == other.memory
        && !isEmpty()
        && !other.isEmpty()
        && first() < other.first() + other.extent()
        && other.first() < first() + extent();
  }

  /** The position of an element. */
  public long position(long... index) {
    if (index.length != lengths.length) {
      throw wrongRank(index.length);
    }
    long position = offset;
    for (int i = 0; i < index.length; i++) {
      position += checked(index[i], i) * strides[i];
    }
    return position;
  }

  private IllegalArgumentException wrongRank(int indices) {
    return new IllegalArgumentException(
        indices + " indices for an array of " + lengths.length + " axes");
  }

  private long checked(long index, int axis) {
    if (index < 0 || index >= lengths[axis]) {
      throw new IndexOutOfBoundsException(
          "index %d is out of bounds for axis %d of length %d"
              .formatted(index, axis, lengths[axis]));
    }
    return index;
  }

  // ---- views of fewer or other elements --------------------------------------------------------

  private Strided with(long newOffset, long[] newLengths, long[] newStrides) {
    return new Strided(memory, newOffset, dtype, newLengths, newStrides);
  }

  /** The elements at these indices of the first axes. */
  public Strided at(long... index) {
    if (index.length > lengths.length) {
      throw wrongRank(index.length);
    }
    long newOffset = offset;
    for (int axis = 0; axis < index.length; axis++) {
      newOffset += checked(index[axis], axis) * strides[axis];
    }
    return with(
        newOffset,
        Arrays.copyOfRange(lengths, index.length, lengths.length),
        Arrays.copyOfRange(strides, index.length, strides.length));
  }

  /** The element at a position in memory, without axes. */
  public Strided element(long position) {
    return with(position, NO_AXES, NO_AXES);
  }

  /** The elements at one index of an axis, without the axis. */
  public Strided select(int axis, long index) {
    return with(
        offset + checked(index, axis) * strides[axis],
        Strides.without(lengths, axis),
        Strides.without(strides, axis));
  }

  /** The elements of an axis from {@code from}, inclusive, to {@code to}, exclusive. */
  public Strided slice(int axis, long from, long to) {
    return slice(axis, from, to, 1);
  }

  /**
   * Every {@code step}-th element of an axis; bounds are not clamped and do not count from the end.
   */
  public Strided slice(int axis, long from, long to, long step) {
    Objects.checkIndex(axis, lengths.length);
    requireSlice(axis, from, to, step);
    long distance = Math.abs(to - from);
    long[] newLengths = lengths.clone();
    long[] newStrides = strides.clone();
    newLengths[axis] = distance == 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
    newStrides[axis] = newLengths[axis] > 1 ? strides[axis] * step : strides[axis];
    return with(
        newLengths[axis] == 0 ? offset : offset + from * strides[axis], newLengths, newStrides);
  }

  private void requireSlice(int axis, long from, long to, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("a step cannot be 0");
    }
    long length = lengths[axis];
    boolean isInBounds =
        step > 0
            ? 0 <= from && from <= to && to <= length
            : -1 <= to && to <= from && (from < length || (from == 0 && to == 0));
    if (!isInBounds) {
      throw new IndexOutOfBoundsException(
          "slice %d:%d:%d is out of bounds for axis %d of length %d"
              .formatted(from, to, step, axis, length));
    }
  }

  /** With a new axis of length 1. */
  public Strided insertAxis(int axis) {
    Objects.checkIndex(axis, lengths.length + 1);
    return with(offset, Strides.with(lengths, axis, 1), Strides.with(strides, axis, 0));
  }

  /** With the axes in reverse. */
  public Strided transpose() {
    int[] axes = new int[lengths.length];
    Arrays.setAll(axes, i -> axes.length - 1 - i);
    return permute(axes);
  }

  /** With the axes in another order: axis {@code i} of the view is axis {@code axes[i]} of this. */
  public Strided permute(int... axes) {
    boolean isPermutation =
        axes.length == lengths.length
            && Arrays.stream(axes).distinct().filter(a -> a >= 0 && a < axes.length).count()
                == axes.length;
    if (!isPermutation) {
      throw new IllegalArgumentException(
          Arrays.toString(axes) + " is not a permutation of " + lengths.length + " axes");
    }
    long[] newLengths = new long[axes.length];
    long[] newStrides = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      newLengths[i] = lengths[axes[i]];
      newStrides[i] = strides[axes[i]];
    }
    return with(offset, newLengths, newStrides);
  }

  /** With another shape, one length of which may be -1; the elements keep their order. */
  public Strided reshape(long... shape) {
    Shape wanted = Strides.completed(shape, shape());
    long[] newLengths = wanted.lengths();
    long[] newStrides = Strides.reshaped(lengths, strides, newLengths, dtype.itemSize());
    if (newStrides == null) {
      throw new IllegalArgumentException(
          "no view of shape %s exists of this array of shape %s and strides %s; copy(Order.C) first"
              .formatted(wanted, shape(), Arrays.toString(strides)));
    }
    return with(offset, newLengths, newStrides);
  }

  /** The first element, repeated along axes of stride 0. */
  public Strided repeated(long[] newLengths) {
    return with(offset, newLengths, new long[newLengths.length]);
  }

  // ---- views as other dtypes -------------------------------------------------------------------

  private Strided as(long newOffset, DType newDType) {
    return new Strided(memory, newOffset, newDType, lengths, strides);
  }

  /** One field, by name or title. */
  public Strided field(String name) {
    if (!(dtype instanceof DType.Struct struct)) {
      throw new IllegalArgumentException(
          "no field '" + name + "': elements of " + dtype + " have no fields");
    }
    return field(struct.field(name));
  }

  /** One field; the axes of a sub-array become the last axes. */
  public Strided field(Field field) {
    return as(offset + field.offset(), field.type()).unpacked();
  }

  /** With the axes of a sub-array, and of sub-arrays inside it, appended. */
  private Strided unpacked() {
    Strided view = this;
    while (view.dtype instanceof DType.SubArray array) {
      long[] inner = array.shape().lengths();
      DType base = array.base();
      view =
          new Strided(
              memory,
              view.offset,
              base,
              Strides.joined(view.lengths, inner),
              Strides.joined(view.strides, Strides.of(inner, base.itemSize(), Order.C)));
    }
    return view;
  }

  /** The units of text as numbers, on a new last axis. */
  public Strided units(DType.Scalar unit) {
    long count = dtype.itemSize() / unit.itemSize();
    return new Strided(
        memory,
        offset,
        unit,
        Strides.with(lengths, lengths.length, count),
        Strides.with(strides, strides.length, unit.itemSize()));
  }

  /** The bytes as another dtype, NumPy's {@code view}. */
  public Strided view(DType other) {
    if (dtype.hasObjects() || other.hasObjects()) {
      throw Elements.objects();
    }
    return other.itemSize() == dtype.itemSize()
        ? as(offset, other).unpacked()
        : resized(other).unpacked();
  }

  private Strided resized(DType other) {
    int last = lengths.length - 1;
    boolean isRow = last >= 0 && (strides[last] == dtype.itemSize() || lengths[last] == 1);
    long bytes = last < 0 ? 0 : lengths[last] * dtype.itemSize();
    if (!isRow || other.itemSize() == 0 || bytes % other.itemSize() != 0) {
      throw new IllegalArgumentException(
          "no view of %s as %s: their sizes differ (%d and %d bytes), and the last axis does not divide"
              .formatted(dtype, other, dtype.itemSize(), other.itemSize()));
    }
    long[] newLengths = lengths.clone();
    long[] newStrides = strides.clone();
    newLengths[last] = bytes / other.itemSize();
    newStrides[last] = other.itemSize();
    return new Strided(memory, offset, other, newLengths, newStrides);
  }

  /** Whether elements are two numbers. */
  public boolean isComplex() {
    return dtype.category() == DType.Category.COMPLEX;
  }

  /** The real parts of complex elements; real elements unchanged. */
  public Strided real() {
    return isComplex() ? part(0) : this;
  }

  /** The imaginary parts of complex elements. */
  public Strided imag() {
    if (!isComplex()) {
      throw new IllegalArgumentException("elements of " + dtype + " have no imaginary part");
    }
    return part(1);
  }

  private Strided part(int which) {
    DType.Scalar whole = (DType.Scalar) dtype;
    DType.Scalar part = new DType.Scalar(whole.kind().part(), whole.order());
    return as(offset + (long) which * part.itemSize(), part);
  }

  /**
   * The type of the elements as single numbers: for datetime64 and timedelta64 that of their
   * counts, null if they are not single numbers, as complex numbers are not.
   */
  public DType.@Nullable Scalar numberType() {
    return Elements.numberTypeOrNull(dtype);
  }
}
