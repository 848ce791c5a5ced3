package io.npyio.interop;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arrays of random dtype, shape, strides and bits, from a seed. */
public final class RandomArrays {
  /** NumPy's own kinds; of kinds of extensions, files keep only the size. */
  private static final Kind[] KINDS =
      Arrays.stream(Kind.values()).filter(kind -> !kind.isExtension()).toArray(Kind[]::new);

  private static final List<String> NAMES =
      List.of("x", "y", "a b", "it's", "say \"hi\"", "é", "整形", "😀", "tab\t", "\u200b", "\\", "");

  private final Random random;

  /** Arrays that depend only on the seed. */
  public RandomArrays(long seed) {
    this.random = new Random(seed);
  }

  /** {@return the next array: in C or Fortran order, with permuted axes, or strided} */
  public NdArray next() {
    DType dtype = dtype(0);
    long[] lengths = lengths(dtype.itemSize());
    return switch (random.nextInt(4)) {
      case 0 -> filled(dtype, lengths, Order.C);
      case 1 -> filled(dtype, lengths, Order.F);
      case 2 -> permuted(filled(dtype, lengths, Order.C));
      default -> strided(dtype, lengths);
    };
  }

  private NdArray filled(DType dtype, long[] lengths, Order order) {
    ArrayLayout layout = new ArrayLayout(dtype, Shape.of(lengths), order);
    byte[] bytes = new byte[(int) layout.nbytes()];
    random.nextBytes(bytes);
    return NdArray.wrap(ByteBuffer.wrap(bytes), layout);
  }

  private NdArray permuted(NdArray array) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < array.rank(); i++) {
      axes.add(random.nextInt(i + 1), i);
    }
    return array.permute(axes.stream().mapToInt(i -> i).toArray());
  }

  private NdArray strided(DType dtype, long[] lengths) {
    long[] wider = lengths.clone();
    int[] steps = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      steps[i] = 1 + random.nextInt(2);
      wider[i] *= steps[i];
    }
    NdArray array = filled(dtype, wider, random.nextBoolean() ? Order.C : Order.F);
    for (int i = 0; i < lengths.length; i++) {
      boolean forward = random.nextBoolean() || wider[i] == 0;
      array =
          forward
              ? array.slice(i, 0, wider[i], steps[i])
              : array.slice(i, wider[i] - 1, -1, -steps[i]);
    }
    return array;
  }

  private long[] lengths(int itemSize) {
    long[] lengths = new long[random.nextInt(6)];
    long bytes = Math.max(itemSize, 1);
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = random.nextInt(25) == 0 ? 0 : 1 + random.nextInt(5);
      lengths[i] = bytes * lengths[i] > 20_000 ? 1 : lengths[i];
      bytes *= Math.max(lengths[i], 1);
    }
    return lengths;
  }

  // ---- dtypes

  private DType dtype(int depth) {
    if (depth < 3 && random.nextInt(100) < (depth == 0 ? 35 : 20)) {
      return struct(depth);
    }
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int length = random.nextInt(9) + (depth == 0 ? 1 : 0); // NumPy makes S1 of an S0 array
    return switch (random.nextInt(20)) {
      case 0 -> DType.bytes(length);
      case 1 -> DType.unicode(length).withByteOrder(order);
      case 2 -> DType.raw(length);
      case 3, 4 -> temporal(order);
      default -> new DType.Scalar(any(KINDS), order);
    };
  }

  private DType temporal(ByteOrder order) {
    int count = random.nextBoolean() ? 1 : 1 + random.nextInt(1000);
    return new DType.Temporal(random.nextBoolean(), count, any(DateTimeUnit.values()), order);
  }

  private DType struct(int depth) {
    List<Field> fields = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    int count = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      DType type = field(depth);
      String name = random.nextInt(3) == 0 ? NAMES.get(random.nextInt(NAMES.size())) : "f" + i;
      if (taken.contains(name) || (name.isEmpty() && !(type instanceof DType.Scalar))) {
        name = "g" + i; // NumPy reads an unnamed void as padding
      }
      taken.add(name);
      fields.add(new Field(name, random.nextInt(6) == 0 ? "title " + i : null, type, 0));
    }
    Field[] all = fields.toArray(Field[]::new);
    return switch (random.nextInt(3)) {
      case 0 -> DType.struct(all);
      case 1 -> DType.alignedStruct(all);
      default -> spaced(fields);
    };
  }

  private DType spaced(List<Field> fields) {
    List<Field> placed = new ArrayList<>();
    int end = 0;
    for (Field field : fields) {
      end += random.nextInt(4);
      placed.add(field.withOffset(end));
      end += field.type().itemSize();
    }
    return new DType.Struct(placed, end + random.nextInt(4));
  }

  private DType field(int depth) {
    DType type = dtype(depth + 1);
    for (int i = 0; i < 2; i++) {
      if (type.itemSize() > 0 && random.nextInt(7) == 0) {
        long[] shape = random.ints(1 + random.nextInt(2), 0, 4).asLongStream().toArray();
        type = DType.subArray(type, shape);
      }
    }
    return type;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
