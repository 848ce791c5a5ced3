package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.memory.SmallWindows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random dtypes, shapes and chains of views against a naive model: the list, in C order, of the
 * byte positions of all elements. {@code -Dnpyio.seed} and {@code -Dnpyio.cases} choose the cases.
 */
class NdArrayRandomTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_102);
  private static final int CASES = Integer.getInteger("npyio.cases", 5_000);
  private static final List<DType> DTYPES =
      List.of(
          DType.BOOL,
          DType.INT8,
          DType.UINT16,
          DType.of(">i2"),
          DType.INT32,
          DType.of(">u4"),
          DType.INT64,
          DType.of(">u8"),
          DType.FLOAT16,
          DType.of(">f4"),
          DType.FLOAT64,
          DType.LONGDOUBLE,
          DType.of(">c8"),
          DType.COMPLEX128,
          DType.CLONGDOUBLE,
          DType.of("S3"),
          DType.of(">U2"),
          DType.of("V5"),
          DType.of("<M8[s]"),
          DType.of(">m8[ms]"),
          DType.of("[('a', '<i2'), ('b', '>f4', (2, 3)), ('', '|V3'), ('c', 'S3'), ('d', '<c8')]"),
          DType.of("[('s', [('x', '>i8'), ('y', '|u1')], (2,)), ('t', '<U1')]"),
          DType.of("[('n', ('<i4', (2,)), (3,))]"));

  private final Random random = new Random(SEED);
  private final StringBuilder story = new StringBuilder();
  private Memory memory;
  private byte[] bytes;
  private NdArray array;
  private long[] shape;
  private long[] positions;

  @Test
  void viewsMatchTheModel() throws IOException {
    for (int i = 0; i < CASES; i++) {
      story.setLength(0);
      story.append("seed ").append(SEED).append(", case ").append(i).append(": ");
      try {
        makeArray();
        for (int steps = random.nextInt(5); steps > 0; steps--) {
          step();
        }
        story.append("then ");
        check();
      } catch (RuntimeException failure) {
        throw new AssertionError(story.toString(), failure);
      }
    }
  }

  // ---- making arrays and views, and their models

  private void makeArray() {
    DType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
    shape = new long[random.nextInt(6)];
    Arrays.setAll(shape, i -> random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(4));
    if (random.nextInt(8) == 0 && shape.length > 0 && shape.length < 3) {
      shape[random.nextInt(shape.length)] = 70L + random.nextInt(100);
    }
    Order order = random.nextBoolean() ? Order.C : Order.F;
    var layout = new ArrayLayout(dtype, Shape.of(shape), order);
    int lead = random.nextInt(9);
    bytes = new byte[lead + Math.toIntExact(layout.nbytes()) + random.nextInt(9)];
    memory =
        random.nextInt(3) == 0
            ? SmallWindows.allocate(bytes.length, 2 + random.nextInt(6))
            : Memory.allocate(bytes.length);
    array = NdArray.over(memory, lead, layout);
    positions = positions(lead, dtype.itemSize(), order);
    for (long position : positions) {
      putRandom(dtype, bytes, (int) position);
    }
    memory.put(0, 1, bytes, 0, bytes.length);
    story.append(layout).append(" of ").append(memory.size()).append(" bytes at ").append(lead);
    story.append("; ");
  }

  private long[] positions(long lead, int itemSize, Order order) {
    long[] all = new long[(int) product(shape)];
    for (int flat = 0; flat < all.length; flat++) {
      long[] index = index(flat, shape);
      long at = 0;
      for (int k = 0; k < shape.length; k++) {
        int axis = order == Order.C ? k : shape.length - 1 - k;
        at = at * shape[axis] + index[axis];
      }
      all[flat] = lead + at * itemSize;
    }
    return all;
  }

  private static long product(long[] lengths) {
    return Arrays.stream(lengths).reduce(1, (a, b) -> a * b);
  }

  private static long[] index(long flat, long[] shape) {
    long[] index = new long[shape.length];
    for (int k = shape.length - 1; k >= 0; k--) {
      index[k] = flat % shape[k];
      flat /= shape[k];
    }
    return index;
  }

  private static int flat(long[] index, long[] shape) {
    long flat = 0;
    for (int k = 0; k < shape.length; k++) {
      flat = flat * shape[k] + index[k];
    }
    return (int) flat;
  }

  /** Random bits, except that booleans are 0 or 1, and text consists of code points. */
  private void putRandom(DType dtype, byte[] to, int at) {
    if (dtype instanceof DType.Struct struct) {
      struct.fields().forEach(field -> putRandom(field.type(), to, at + field.offset()));
    } else if (dtype instanceof DType.SubArray sub) {
      int size = Math.max(sub.base().itemSize(), 1);
      for (int i = 0; i < sub.itemSize(); i += size) {
        putRandom(sub.base(), to, at + i);
      }
    } else {
      byte[] element = new byte[dtype.itemSize()];
      random.nextBytes(element);
      if (dtype.equals(DType.BOOL)) {
        element[0] &= 1;
      } else if (dtype instanceof DType.Flexible flexible && flexible.form().width() == 4) {
        for (int i = 0; i < element.length; i++) {
          boolean isLow = i % 4 == (dtype.toString().startsWith(">") ? 3 : 0);
          element[i] = isLow ? (byte) (element[i] & 0x7F) : 0;
        }
      }
      System.arraycopy(element, 0, to, at, element.length);
    }
  }

  private void step() {
    switch (random.nextInt(7)) {
      case 0, 1 -> slice();
      case 2 -> permute();
      case 3 -> at();
      case 4 -> reshape();
      case 5 -> field();
      default -> newAxis();
    }
  }

  private interface Origin {
    /** Maps an index of the view to an index of the array it was taken from. */
    long[] of(long[] index);
  }

  private void reindex(long[] newShape, Origin origin) {
    long[] picked = new long[(int) product(newShape)];
    for (int flat = 0; flat < picked.length; flat++) {
      picked[flat] = positions[flat(origin.of(index(flat, newShape)), shape)];
    }
    shape = newShape;
    positions = picked;
  }

  private void slice() {
    if (shape.length == 0) {
      return;
    }
    int axis = random.nextInt(shape.length);
    int length = (int) shape[axis];
    long step = (random.nextBoolean() ? 1L : -1L) * (1L + random.nextInt(3));
    int low = random.nextInt(length + 1);
    int high = low + random.nextInt(length + 1 - low);
    long from = step > 0 ? low : high - 1;
    long to = step > 0 ? high : low - 1;
    story.append(".slice(%d, %d, %d, %d)".formatted(axis, from, to, step));
    array = array.slice(axis, from, to, step);
    long[] newShape = shape.clone();
    newShape[axis] = 0;
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      newShape[axis]++;
    }
    reindex(
        newShape,
        index -> {
          long[] before = index.clone();
          before[axis] = from + index[axis] * step;
          return before;
        });
  }

  private void permute() {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      axes.add(random.nextInt(axes.size() + 1), i);
    }
    int[] order = axes.stream().mapToInt(Integer::intValue).toArray();
    story.append(".permute(%s)".formatted(axes));
    array = array.permute(order);
    long[] newShape = new long[shape.length];
    Arrays.setAll(newShape, i -> shape[order[i]]);
    reindex(
        newShape,
        index -> {
          long[] before = new long[index.length];
          for (int i = 0; i < index.length; i++) {
            before[order[i]] = index[i];
          }
          return before;
        });
  }

  private void at() {
    int depth = random.nextInt(Math.min(shape.length, 2) + 1);
    long[] index = new long[depth];
    for (int i = 0; i < depth; i++) {
      if (shape[i] == 0) {
        return;
      }
      index[i] = random.nextInt((int) shape[i]);
    }
    story.append(".at(%s)".formatted(Arrays.toString(index)));
    array = array.at(index);
    reindex(
        Arrays.copyOfRange(shape, depth, shape.length),
        after -> {
          long[] before = Arrays.copyOf(index, shape.length);
          System.arraycopy(after, 0, before, depth, after.length);
          return before;
        });
  }

  /** Splits or joins axes at random. Goes on with a copy if no view is possible. */
  private void reshape() {
    List<Long> lengths = new ArrayList<>();
    for (long length : shape) {
      if (!lengths.isEmpty() && random.nextInt(3) == 0) {
        lengths.set(lengths.size() - 1, lengths.get(lengths.size() - 1) * length);
      } else if (length % 2 == 0 && length > 0 && random.nextInt(3) == 0) {
        lengths.add(2L);
        lengths.add(length / 2);
      } else {
        lengths.add(length);
      }
    }
    if (random.nextInt(4) == 0) {
      lengths.add(random.nextInt(lengths.size() + 1), 1L);
    }
    long[] newShape = lengths.stream().mapToLong(Long::longValue).toArray();
    story.append(".reshape(%s)".formatted(lengths));
    try {
      array = array.reshape(newShape);
      shape = newShape;
    } catch (IllegalArgumentException noView) {
      story.append("[no view]");
      assertEquals(
          "no view of shape %s exists of this array of shape %s and strides %s; copy(Order.C) first"
              .formatted(Shape.of(newShape), array.shape(), Arrays.toString(array.strides())),
          noView.getMessage());
      assertTrue(array.size() > 0 && !array.isContiguous(Order.C), story::toString);
    }
  }

  private void newAxis() {
    int axis = random.nextInt(shape.length + 1);
    story.append(".newAxis(%d)".formatted(axis));
    array = array.slice(":,".repeat(axis) + "None");
    long[] newShape = new long[shape.length + 1];
    Arrays.setAll(newShape, i -> i < axis ? shape[i] : i == axis ? 1 : shape[i - 1]);
    shape = newShape;
  }

  private void field() {
    if (array.dtype() instanceof DType.Struct struct) {
      Field field = struct.fields().get(random.nextInt(struct.fields().size()));
      story.append(".field(%s)".formatted(field.name()));
      array = array.field(field.name());
      add(field.offset());
      DType type = field.type();
      while (type instanceof DType.SubArray sub) {
        append(sub.shape(), sub.base().itemSize());
        type = sub.base();
      }
    } else if (array.dtype() instanceof DType.Scalar scalar && scalar.kind().isComplex()) {
      boolean isReal = random.nextBoolean();
      story.append(isReal ? ".real()" : ".imag()");
      array = isReal ? array.real() : array.imag();
      add(isReal ? 0 : scalar.itemSize() / 2);
    }
  }

  private void add(int offset) {
    long[] moved = new long[positions.length];
    Arrays.setAll(moved, i -> positions[i] + offset);
    positions = moved;
  }

  private void append(Shape inner, int itemSize) {
    int count = (int) inner.size();
    long[] more = new long[positions.length * count];
    Arrays.setAll(more, i -> positions[i / count] + (long) (i % count) * itemSize);
    long[] lengths = Arrays.copyOf(shape, shape.length + inner.rank());
    System.arraycopy(inner.lengths(), 0, lengths, shape.length, inner.rank());
    positions = more;
    shape = lengths;
  }

  // ---- what must hold

  private byte[] expectedBytes() {
    int size = array.dtype().itemSize();
    ByteBuffer all = ByteBuffer.allocate(positions.length * size);
    for (long position : positions) {
      all.put(bytes, (int) position, size);
    }
    return all.array();
  }

  private void check() throws IOException {
    assertEquals(Shape.of(shape), array.shape(), story::toString);
    byte[] expected = expectedBytes();
    checkElements(expected);
    checkCopies(expected);
    checkBytes(expected);
    checkJavaArrays();
    checkConversion();
    checkContiguity();
    if (random.nextBoolean()) {
      checkWriting();
    } else {
      checkOverlap();
    }
  }

  private void checkElements(byte[] expected) {
    int size = array.dtype().itemSize();
    for (int flat = 0; flat < positions.length; flat++) {
      byte[] element = Arrays.copyOfRange(expected, flat * size, (flat + 1) * size);
      assertArrayEquals(element, array.getBytes(index(flat, shape)), story::toString);
    }
  }

  private void checkCopies(byte[] expected) throws IOException {
    for (Order order : Order.values()) {
      NdArray copy = array.copy(order);
      assertTrue(copy.isContiguous(order), story::toString);
      assertArrayEquals(expected, written(copy, Order.C), story::toString);
      assertTrue(copy.contentEquals(array), story::toString);
    }
    NdArray swapped = array.astype(array.dtype().withByteOrder(java.nio.ByteOrder.BIG_ENDIAN));
    assertTrue(swapped.contentEquals(array), story::toString);
  }

  private static byte[] written(NdArray array, Order order) throws IOException {
    var stream = new ByteArrayOutputStream();
    array.writeTo(Channels.newChannel(stream), order);
    return stream.toByteArray();
  }

  private void checkBytes(byte[] expected) throws IOException {
    assertArrayEquals(expected, written(array, Order.C), story::toString);
    assertArrayEquals(
        written(array.transpose().copy(Order.C), Order.C),
        written(array, Order.F),
        story::toString);
    var blocks = new ByteArrayOutputStream();
    long most = 1L + random.nextInt(20);
    for (NdArray block : array.blocks(most)) {
      assertTrue(block.size() <= most && block.size() > 0, story::toString);
      blocks.write(written(block, Order.C));
    }
    assertArrayEquals(expected, blocks.toByteArray(), story::toString);
    NdArray back = NdArray.zeros(array.dtype(), shape);
    back.readFrom(Channels.newChannel(new java.io.ByteArrayInputStream(expected)));
    assertTrue(back.contentEquals(array), story::toString);
  }

  private void checkJavaArrays() {
    if (positions.length > 300) {
      return;
    }
    Object[] flat = array.toArray(Object[].class);
    assertEquals(positions.length, flat.length);
    for (int i = 0; i < flat.length; i++) {
      assertSame(array.get(index(i, shape)), flat[i]);
    }
    boolean isExactLong =
        array.dtype() instanceof DType.Temporal
            || (array.dtype() instanceof DType.Scalar scalar
                && !scalar.kind().part().isFloating()
                && scalar.kind() != Kind.UINT64);
    if (isExactLong) {
      long[] longs = array.toArray(long[].class);
      Object nested =
          shape.length == 0
              ? longs
              : array.toArray(
                  java.lang.reflect.Array.newInstance(long.class, new int[shape.length])
                      .getClass());
      for (int i = 0; i < longs.length; i++) {
        long[] index = index(i, shape);
        assertEquals(array.getLong(index), longs[i], story::toString);
        assertEquals(longs[i], nestedLong(nested, shape.length == 0 ? new long[1] : index));
      }
      NdArray back = NdArray.zeros(array.dtype(), shape);
      back.copyFrom(shape.length == 0 || longs.length == 0 ? longs : nested);
      assertTrue(back.contentEquals(array), story::toString);
    }
  }

  private static long nestedLong(Object nested, long[] index) {
    Object row = nested;
    for (int i = 0; i < index.length - 1; i++) {
      row = java.lang.reflect.Array.get(row, (int) index[i]);
    }
    return ((long[]) row)[(int) index[index.length - 1]];
  }

  private void assertSame(Object expected, Object actual) {
    if (expected instanceof byte[] raw) {
      assertArrayEquals(raw, (byte[]) actual, story::toString);
    } else if (array.dtype() instanceof DType.Struct) {
      assertEquals(
          ((java.util.Map<?, ?>) expected).keySet(), ((java.util.Map<?, ?>) actual).keySet());
    } else {
      assertEquals(expected, actual, story::toString);
    }
  }

  private void checkConversion() {
    if (!(array.dtype() instanceof DType.Scalar) || array.size() > 300) {
      return;
    }
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    DType to = DType.Scalar.of(kind);
    NdArray all = array.astype(to, random.nextBoolean() ? Order.C : Order.F);
    for (int i = 0; i < positions.length; i++) {
      long[] index = index(i, shape);
      NdArray one =
          NdArray.wrap(ByteBuffer.wrap(array.getBytes(index)), ArrayLayout.of(array.dtype()));
      assertTrue(
          one.astype(to).contentEquals(all.at(index)), () -> story + " astype " + kind + " " + one);
    }
  }

  private void checkContiguity() {
    int size = array.dtype().itemSize();
    boolean isC = true;
    boolean isF = true;
    NdArray transposed = array.transpose();
    for (int i = 1; i < positions.length; i++) {
      isC &= positions[i] - positions[i - 1] == size;
      long[] one = index(i, transposed.shape().lengths());
      long[] before = index(i - 1, transposed.shape().lengths());
      isF &=
          positions[flat(reversed(one), shape)] - positions[flat(reversed(before), shape)] == size;
    }
    assertEquals(isC, array.isContiguous(Order.C), story::toString);
    assertEquals(isF, array.isContiguous(Order.F), story::toString);
    assertEquals(isF && !isC ? Order.F : Order.C, array.layout().order(), story::toString);
  }

  private static long[] reversed(long[] index) {
    long[] reversed = new long[index.length];
    Arrays.setAll(reversed, i -> index[index.length - 1 - i]);
    return reversed;
  }

  private void checkWriting() {
    NdArray source = NdArray.zeros(new ArrayLayout(array.dtype(), Shape.of(shape), Order.F));
    byte[] after = bytes.clone();
    for (int i = 0; i < positions.length; i++) {
      byte[] element = new byte[array.dtype().itemSize()];
      putRandom(array.dtype(), element, 0);
      source
          .elements()
          .memory()
          .put(
              source.elements().offset() + offsetIn(source, index(i, shape)),
              1,
              element,
              0,
              element.length);
      System.arraycopy(element, 0, after, (int) positions[i], element.length);
    }
    array.copyFrom(source);
    assertMemory(after);
    if (positions.length > 0) {
      array.fill(
          array.dtype() instanceof DType.Flexible f && f.form() == DType.Flexible.Form.VOID
              ? array.getBytes(index(0, shape))
              : array.get(index(0, shape)));
      for (int i = 0; i < positions.length; i++) {
        assertSame(array.get(index(0, shape)), array.get(index(i, shape)));
      }
    }
  }

  private static long offsetIn(NdArray array, long[] index) {
    long offset = 0;
    for (int i = 0; i < index.length; i++) {
      offset += index[i] * array.strides()[i];
    }
    return offset;
  }

  /** Copies the array onto itself, reversed along one axis. */
  private void checkOverlap() {
    if (shape.length == 0) {
      return;
    }
    int axis = random.nextInt(shape.length);
    byte[] after = bytes.clone();
    int size = array.dtype().itemSize();
    for (int i = 0; i < positions.length; i++) {
      long[] index = index(i, shape);
      index[axis] = shape[axis] - 1 - index[axis];
      System.arraycopy(bytes, (int) positions[flat(index, shape)], after, (int) positions[i], size);
    }
    array.copyFrom(array.slice(axis, shape[axis] - 1, -1, -1));
    assertMemory(after);
  }

  private void assertMemory(byte[] expected) {
    byte[] actual = new byte[expected.length];
    memory.get(0, 1, actual, 0, actual.length);
    assertArrayEquals(expected, actual, story::toString);
  }
}
