package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are waiting to be written to a file.
 *
 * <p>Java arrays whose type is exactly that of the elements are collected in a Java array and
 * converted to bytes together: converting each small row by itself costs ten times as much.
 */
final class RowBuffer {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_ROWS = 1 << 8;

  private final DType dtype;
  private final Order order;
  private final Shape rowShape;
  private final ByteBuffer bytes;
  private final Memory memory;
  private final int rowBytes;
  private final int rowElements;

  /** Views of the places for rows, created when first used. */
  private final @Nullable NdArray[] places;

  /** Holds all rows while {@link #isWaiting}, otherwise none. */
  private @Nullable Object waiting;

  private @Nullable Class<?> waitingComponent;
  private boolean isWaiting;
  private int rows;

  RowBuffer(DType dtype, Order order, Shape rowShape) {
    this.dtype = dtype;
    this.order = order;
    this.rowShape = rowShape;
    long size = new ArrayLayout(dtype, rowShape, order).nbytes();
    this.places = new NdArray[(int) Math.min(MAX_ROWS, MAX_BYTES / Math.max(1, size))];
    this.rowBytes = places.length == 0 ? 0 : (int) size;
    this.rowElements = rowBytes == 0 ? 0 : (int) rowShape.size();
    this.bytes = ByteBuffer.allocateDirect(rowBytes * places.length);
    this.memory = Memory.wrap(bytes);
  }

  /** The most rows there may be; 0 for rows that are too long. */
  int capacity() {
    return places.length;
  }

  boolean hasRoomFor(long count) {
    return rows + count <= places.length;
  }

  // ---- adding, where there is room -----------------------------------------------------------

  void addRow(NdArray row) {
    place().copyFrom(row);
    rows++;
  }

  /** Adds a row without axes. */
  void addValue(Object value) {
    place().set(value);
    rows++;
  }

  /**
   * Adds several rows.
   *
   * @param shape of the array, in the order of the file
   */
  void addRows(NdArray array, Shape shape, int count) {
    convertWaiting();
    view(shape, rows).copyFrom(array);
    rows += count;
  }

  /** How many rows a flat Java array is if it can be added as it is; otherwise 0. */
  int rowsIn(Object array) {
    Class<?> component = array.getClass().getComponentType();
    if (component == null || rowElements == 0 || rowShape.rank() > 1 || !isExact(component)) {
      return 0;
    }
    int length = Array.getLength(array);
    boolean isWhole = rowShape.rank() == 0 || length == rowElements;
    return isWhole && length <= places.length * (long) rowElements ? length / rowElements : 0;
  }

  private boolean isExact(Class<?> component) {
    if (component == waitingComponent) {
      return true;
    }
    if (!component.isPrimitive() || !JavaArrayWriter.holdsNumbers(dtype)) {
      return false;
    }
    DType own = NdArray.layoutOf(Array.newInstance(component, 0)).dtype();
    if (!own.equals(dtype.withByteOrder(ByteOrder.nativeOrder()))) {
      return false;
    }
    waiting = Array.newInstance(component, rowElements * places.length);
    waitingComponent = component;
    return true;
  }

  /** Adds a Java array of which {@link #rowsIn} knows how many rows it is. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the same primitive type
  void addJavaRows(Object array, int count) {
    if (!isWaiting && rows > 0) {
      NdArray.over(memory, 0, flat(rows)).readInto(requireNonNull(waiting));
    }
    isWaiting = true;
    System.arraycopy(array, 0, requireNonNull(waiting), rows * rowElements, count * rowElements);
    rows += count;
  }

  private NdArray place() {
    convertWaiting();
    NdArray place = places[rows];
    if (place == null) {
      place = view(rowShape, rows);
      places[rows] = place;
    }
    return place;
  }

  private NdArray view(Shape shape, int row) {
    return NdArray.over(memory, (long) row * rowBytes, new ArrayLayout(dtype, shape, order));
  }

  private void convertWaiting() {
    if (isWaiting) {
      NdArray.over(memory, 0, flat(rows)).copyFrom(requireNonNull(waiting), 0);
      isWaiting = false;
    }
  }

  private ArrayLayout flat(int count) {
    return ArrayLayout.of(dtype, (long) count * rowElements);
  }

  // ---- taking --------------------------------------------------------------------------------

  /** The bytes of all rows, as they follow each other in the file. */
  ByteBuffer bytes() {
    convertWaiting();
    return bytes.slice(0, rows * rowBytes);
  }

  void clear() {
    rows = 0;
    isWaiting = false;
  }
}
