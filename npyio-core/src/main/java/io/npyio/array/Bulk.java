package io.npyio.array;

import io.npyio.array.Conversion.Rule;
import io.npyio.memory.Memory;
import java.nio.ByteOrder;
import java.util.function.LongFunction;

/** Whole arrays moved and converted: runs × kernel. */
final class Bulk {
  /** Items of more units than this are copied one by one rather than unit by unit. */
  private static final int MOST_UNITS = 4;

  private Bulk() {}

  // ---- array to array --------------------------------------------------------------------------

  /**
   * Sets every element of the target to that of the source of the same index. The shapes are equal.
   * Uses as many threads as the target asks for.
   */
  static void convert(NdArray source, NdArray target, Rule rule) {
    int axis = widestAxis(target);
    if (target.threads() == 1 || axis < 0) {
      convertPart(source, target, rule);
      return;
    }
    Parts.run(
        target.threads(),
        target.shape().length(axis),
        target.nbytes(),
        (from, to) ->
            convertPart(
                source.slice(axis, from, to), target.slice(axis, from, to).parallel(1), rule));
  }

  /** The axis whose parts lie apart from each other; -1 where there is none to cut. */
  private static int widestAxis(NdArray array) {
    int widest = -1;
    for (int i = 0; i < array.rank(); i++) {
      boolean isWider = widest < 0 || stride(array, i) > stride(array, widest);
      widest = array.lengths()[i] > 1 && isWider ? i : widest;
    }
    return widest;
  }

  private static long stride(NdArray array, int axis) {
    return Math.abs(array.rawStrides()[axis]);
  }

  private static void convertPart(NdArray source, NdArray target, Rule rule) {
    DType from = source.dtype();
    DType to = target.dtype();
    if (from.hasObjects() || to.hasObjects()) {
      throw Value.objects();
    }
    if (from.equals(to)) {
      copyBytes(source, target);
    } else if (from instanceof DType.Struct a && to instanceof DType.Struct b) {
      convertFields(source, a, target, b, rule);
    } else if (from instanceof DType.Flexible a
        && to instanceof DType.Flexible b
        && a.form() == b.form()
        && a.length() == b.length()) {
      swapUnits(source, target, a, b);
    } else if (from instanceof DType.Flexible || to instanceof DType.Flexible) {
      TextConversion.convert(source, target, rule);
    } else if (from instanceof DType.Temporal a
        && to instanceof DType.Temporal b
        && a.isDelta() == b.isDelta()) {
      convertTimes(source, target, a, b);
    } else if (isNumber(from) && isNumber(to)) {
      convertNumbers(source, target, rule);
    } else {
      throw impossible(from, to);
    }
  }

  static IllegalArgumentException impossible(DType from, DType to) {
    return new IllegalArgumentException("no conversion from " + from + " to " + to);
  }

  private static boolean isComplex(DType type) {
    return type instanceof DType.Scalar scalar && scalar.kind().isComplex();
  }

  /** Numbers, and times, which are the integers that count them. */
  private static boolean isNumber(DType type) {
    return type instanceof DType.Scalar || type instanceof DType.Temporal;
  }

  private static void convertFields(
      NdArray source, DType.Struct from, NdArray target, DType.Struct to, Rule rule) {
    if (from.fields().size() != to.fields().size()) {
      throw new IllegalArgumentException(
          "a struct of %d fields cannot become one of %d: %s to %s"
              .formatted(from.fields().size(), to.fields().size(), from, to));
    }
    for (int i = 0; i < from.fields().size(); i++) {
      NdArray a = source.field(from.fields().get(i));
      NdArray b = target.field(to.fields().get(i));
      if (!a.shape().equals(b.shape())) {
        throw new IllegalArgumentException(
            "field %s of %s cannot become %s"
                .formatted(from.fields().get(i).name(), a.shape(), b.shape()));
      }
      convert(a, b, rule);
    }
  }

  private static void convertComplex(NdArray source, NdArray target, Rule rule) {
    if (!isComplex(source.dtype())) {
      convert(source, target.real(), rule);
      target.imag().fill(0);
      return;
    }
    if (isComplex(target.dtype())) {
      convert(source.real(), target.real(), rule);
      convert(source.imag(), target.imag(), rule);
      return;
    }
    if (rule == Rule.CAST && target.dtype().equals(DType.BOOL)) {
      convert(source.real(), target, rule);
      addTruths(source.imag().astype(DType.BOOL), target);
      return;
    }
    if (rule != Rule.CAST) {
      throw new IllegalArgumentException(
          "%s has two parts and %s one; take real() or imag()"
              .formatted(source.dtype().name(), target.dtype().name()));
    }
    convert(source.real(), target, rule);
  }

  /** A complex number is true where either part is. */
  private static void addTruths(NdArray more, NdArray truths) {
    walk(
        more,
        truths,
        (memory, p, stride, q, otherStride, n) -> {
          for (int i = 0; i < n; i++) {
            if (memory.getByte(p + i * stride) != 0) {
              truths.memory().putByte(q + i * otherStride, (byte) 1);
            }
          }
        });
  }

  private static void convertNumbers(NdArray source, NdArray target, Rule rule) {
    if (isComplex(source.dtype()) || isComplex(target.dtype())) {
      convertComplex(source, target, rule);
      return;
    }
    DType.Scalar from = asNumber(source.dtype());
    DType.Scalar to = asNumber(target.dtype());
    Memory other = target.memory();
    var conversion =
        target.dtype() instanceof DType.Temporal
            ? Conversion.toTimes(from.kind(), rule)
            : new Conversion(from.kind(), to.kind(), rule);
    int block = blockOf(source.size());
    Object raw = Raw.allocate(from.kind(), block);
    Object converted = from.kind() == to.kind() ? raw : Raw.allocate(to.kind(), block);
    walk(
        source,
        target,
        (memory, p, stride, q, otherStride, n) -> {
          for (int done = 0; done < n; done += block) {
            int count = Math.min(block, n - done);
            long at = p + done * stride;
            Raw.get(memory, at, stride, from, raw, 0, count);
            int misfit = conversion.apply(raw, converted, count);
            if (misfit >= 0) {
              throw Element.doesNotFit(Element.text(memory, at + misfit * stride, from), to);
            }
            Raw.put(other, q + done * otherStride, otherStride, to, converted, 0, count);
          }
        });
  }

  private static void swapUnits(
      NdArray source, NdArray target, DType.Flexible from, DType.Flexible to) {
    NdArray units = source.units(new DType.Scalar(Kind.UINT32, from.order()));
    NdArray others = target.units(new DType.Scalar(Kind.UINT32, to.order()));
    convertNumbers(units, others, Rule.CAST);
  }

  private static void convertTimes(
      NdArray source, NdArray target, DType.Temporal from, DType.Temporal to) {
    var conversion = DateTimes.conversion(from.step(), to.step(), from.isDelta());
    Memory other = target.memory();
    int block = blockOf(source.size());
    long[] values = new long[block];
    walk(
        source,
        target,
        (memory, p, stride, q, otherStride, n) -> {
          for (int done = 0; done < n; done += block) {
            int count = Math.min(block, n - done);
            memory.get(p + done * stride, stride, from.order(), values, 0, count);
            for (int i = 0; i < count; i++) {
              values[i] = conversion.applyAsLong(values[i]);
            }
            other.put(q + done * otherStride, otherStride, to.order(), values, 0, count);
          }
        });
  }

  static int blockOf(long size) {
    return (int) Math.max(1, Math.min(size, Conversion.BLOCK));
  }

  private static void walk(NdArray source, NdArray target, Runs.Body body) {
    Runs.walk(
        new Runs.Side(source.memory(), source.dtype().itemSize(), Runs.Use.READ),
        source.lengths(),
        source.offset(),
        source.rawStrides(),
        target.offset(),
        target.rawStrides(),
        body);
  }

  // ---- bytes as they are
  // -------------------------------------------------------------------------

  /** Copies elements of one dtype without looking at them, in units as wide as the item allows. */
  static void copyBytes(NdArray source, NdArray target) {
    int itemSize = source.dtype().itemSize();
    if (itemSize == 0) {
      return;
    }
    int width = Math.min(Integer.lowestOneBit(itemSize), Long.BYTES);
    boolean isWide = itemSize / width > MOST_UNITS;
    Memory to = target.memory();
    Object block = unitBlock(width, blockOf(source.size()));
    walk(
        source,
        target,
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
    for (int done = 0; done < n; done += Conversion.BLOCK) {
      int count = Math.min(Conversion.BLOCK, n - done);
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

  // ---- to and from Java arrays of primitives
  // -----------------------------------------------------

  /**
   * Reads all elements in C order into a flat array, exactly, by as many threads as the source asks
   * for.
   *
   * @param index names an element by its place in that order, for complaints
   */
  static void read(NdArray source, Object target, int start, LongFunction<String> index) {
    read(source, target, start, source.shape(), index);
  }

  /** The same where the target holds an array of the shape {@code whole}, and this is a slice. */
  static void read(
      NdArray source, Object target, int start, Shape whole, LongFunction<String> index) {
    inRows(
        source,
        whole,
        (part, first) ->
            readPart(
                part,
                target,
                Math.toIntExact(start + first),
                whole,
                flat -> index.apply(first + flat)));
  }

  /** What is done with a part of an array and the place in C order of its first element. */
  @FunctionalInterface
  private interface RowsBody {
    void run(NdArray part, long first);
  }

  /**
   * Cuts an array, for as many threads as it asks for, into parts that follow each other in C order
   * in an array of the shape {@code whole}.
   */
  private static void inRows(NdArray array, Shape whole, RowsBody body) {
    int axis = firstAxis(array);
    if (array.threads() == 1 || axis < 0) {
      body.run(array, 0);
      return;
    }
    long length = array.shape().length(axis);
    long row = whole.strides(1, Order.C)[axis];
    Parts.run(
        array.threads(),
        length,
        array.nbytes(),
        (from, to) -> body.run(array.slice(axis, from, to), from * row));
  }

  /** The first axis that can be cut; its parts follow each other in C order. */
  private static int firstAxis(NdArray array) {
    for (int i = 0; i < array.rank(); i++) {
      if (array.lengths()[i] > 1) {
        return i;
      }
    }
    return -1;
  }

  private static void readPart(
      NdArray source, Object target, int start, Shape whole, LongFunction<String> index) {
    DType.Scalar from = asNumber(source.dtype());
    Kind kind = kindOf(target);
    boolean direct = from.kind() == kind && isRaw(target);
    if (direct && source.isContiguous(Order.C) && followsItself(source.lengths(), whole)) {
      int n = (int) source.size();
      Raw.get(source.memory(), source.offset(), from.itemSize(), from, target, start, n);
      return;
    }
    int block = blockOf(source.size());
    var conversion = new Conversion(from.kind(), kind, Rule.EXACT);
    Object raw = direct ? target : Raw.allocate(from.kind(), block);
    Object packed = kind == from.kind() ? raw : Raw.allocate(kind, block);
    Object values = blockLike(target, packed, block);
    Runs.walkRows(
        new Runs.Side(source.memory(), from.itemSize(), Runs.Use.READ),
        source.shape(),
        source.offset(),
        source.rawStrides(),
        start,
        whole,
        (memory, p, stride, to, toStride, n) -> {
          if (direct) {
            Raw.get(memory, p, stride, from, target, (int) to, n);
            return;
          }
          for (int done = 0; done < n; done += block) {
            int count = Math.min(block, n - done);
            int at = (int) to + done;
            Raw.get(memory, p + done * stride, stride, from, raw, 0, count);
            int misfit = conversion.apply(raw, packed, count);
            if (misfit >= 0) {
              String where = index.apply(at - start + misfit);
              throw misfit(memory, from, p + (done + misfit) * stride, where, kind);
            }
            unpack(packed, values, count);
            System.arraycopy(values, 0, target, at, count);
          }
        });
  }

  /** Whether nothing lies between the elements of a slice of the first axis. */
  private static boolean followsItself(long[] slice, Shape whole) {
    for (int i = 1; i < slice.length; i++) {
      if (slice[i] != whole.length(i)) {
        return false;
      }
    }
    return true;
  }

  private static ArithmeticException misfit(
      Memory memory, DType.Scalar type, long position, String index, Kind target) {
    return Element.misfit(
        Element.text(memory, position, type) + " at " + index,
        Element.javaName(target),
        "astype(" + target.name() + ") converts as NumPy does");
  }

  /** The index of an element by its place in C order, as Python writes it. */
  static String index(Shape shape, long flat) {
    long[] index = new long[shape.rank()];
    long rest = flat;
    for (int i = index.length - 1; i >= 0; i--) {
      index[i] = rest % shape.length(i);
      rest /= shape.length(i);
    }
    return Shape.of(index).toString();
  }

  /**
   * Sets all elements, in C order, from a flat array, by as many threads as the target asks for.
   *
   * @param index names an element by its place in that order, for complaints
   */
  static void write(Object source, int start, NdArray target, LongFunction<String> index) {
    inRows(
        target,
        target.shape(),
        (part, first) ->
            writePart(
                source, Math.toIntExact(start + first), part, flat -> index.apply(first + flat)));
  }

  private static void writePart(
      Object source, int start, NdArray target, LongFunction<String> index) {
    DType.Scalar to = asNumber(target.dtype());
    Kind kind = kindOf(source);
    boolean direct = to.kind() == kind && isRaw(source);
    int block = blockOf(target.size());
    var conversion = new Conversion(kind, to.kind(), Rule.ASSIGN);
    Object packed = direct ? source : Raw.allocate(kind, block);
    Object raw = kind == to.kind() ? packed : Raw.allocate(to.kind(), block);
    Object values = blockLike(source, packed, block);
    Runs.walkRows(
        new Runs.Side(target.memory(), to.itemSize(), Runs.Use.WRITTEN),
        target.shape(),
        target.offset(),
        target.rawStrides(),
        start,
        (memory, p, stride, from, fromStride, n) -> {
          if (direct) {
            Raw.put(memory, p, stride, to, source, (int) from, n);
            return;
          }
          for (int done = 0; done < n; done += block) {
            int count = Math.min(block, n - done);
            int at = (int) from + done;
            System.arraycopy(source, at, values, 0, count);
            pack(values, packed, count);
            int misfit = conversion.apply(packed, raw, count);
            if (misfit >= 0) {
              throw Element.doesNotFit(
                  valueAt(source, at + misfit) + " at " + index.apply(at - start + misfit),
                  target.dtype());
            }
            Raw.put(memory, p + done * stride, stride, to, raw, 0, count);
          }
        });
  }

  private static String valueAt(Object array, int at) {
    return array instanceof char[] chars
        ? Integer.toString(chars[at])
        : String.valueOf(java.lang.reflect.Array.get(array, at));
  }

  /** Times count as the 64-bit integers that they are stored as. */
  private static DType.Scalar asNumber(DType type) {
    if (type instanceof DType.Temporal temporal) {
      return new DType.Scalar(Kind.INT64, temporal.order());
    }
    if (type instanceof DType.Scalar scalar && !scalar.kind().isComplex()) {
      return scalar;
    }
    throw type.hasObjects()
        ? Value.objects()
        : new IllegalArgumentException(
            "elements of %s are no single numbers; %s".formatted(type, hint(type)));
  }

  private static String hint(DType type) {
    if (type instanceof DType.Struct) {
      return "take a field()";
    }
    return type instanceof DType.Scalar ? "take real() and imag()" : "use String[] or byte[][]";
  }

  static Kind kindOf(Object array) {
    Kind kind = JavaArrays.kind(array.getClass().getComponentType());
    if (kind == null) {
      throw new IllegalArgumentException(
          array.getClass().getSimpleName() + " holds no primitive numbers");
    }
    return kind;
  }

  /** Whether memory can be read straight into the array: all primitives but boolean and char. */
  private static boolean isRaw(Object array) {
    return !(array instanceof boolean[] || array instanceof char[]);
  }

  /**
   * A block of Java's own type for the array: another than {@code packed} where that is not raw.
   */
  private static Object blockLike(Object array, Object packed, int n) {
    if (array instanceof boolean[]) {
      return new boolean[n];
    }
    return array instanceof char[] ? new char[n] : packed;
  }

  private static void unpack(Object packed, Object values, int n) {
    if (values instanceof boolean[] booleans) {
      Truths.toBooleans((byte[]) packed, booleans, n);
    } else if (values instanceof char[] chars) {
      short[] shorts = (short[]) packed;
      for (int i = 0; i < n; i++) {
        chars[i] = (char) shorts[i];
      }
    }
  }

  private static void pack(Object values, Object packed, int n) {
    if (values instanceof boolean[] booleans) {
      Truths.toBytes(booleans, (byte[]) packed, n);
    } else if (values instanceof char[] chars) {
      short[] shorts = (short[]) packed;
      for (int i = 0; i < n; i++) {
        shorts[i] = (short) chars[i];
      }
    }
  }

  // ---- comparing
  // ---------------------------------------------------------------------------------

  /** Whether two arrays of one shape and one dtype have the same bits, padding aside. */
  static boolean sameBits(NdArray a, NdArray b) {
    if (a.dtype() instanceof DType.Struct struct) {
      return struct.fields().stream().allMatch(field -> sameBits(a.field(field), b.field(field)));
    }
    if (a.dtype() instanceof DType.Scalar scalar && scalar.kind() == Kind.CLONGDOUBLE) {
      return sameBits(a.real(), b.real()) && sameBits(a.imag(), b.imag());
    }
    if (a.dtype() instanceof DType.Scalar scalar && scalar.kind() == Kind.LONGDOUBLE) {
      return sameLongDoubles(a, b, scalar);
    }
    int itemSize = a.dtype().itemSize();
    boolean[] same = {true};
    walk(
        a,
        b,
        (memory, p, stride, q, otherStride, n) -> {
          if (stride == itemSize && otherStride == itemSize) {
            same[0] = same[0] && memory.sameBytes(p, b.memory(), q, (long) n * itemSize);
          } else {
            for (int i = 0; i < n && same[0]; i++) {
              same[0] = memory.sameBytes(p + i * stride, b.memory(), q + i * otherStride, itemSize);
            }
          }
        });
    return same[0];
  }

  private static boolean sameLongDoubles(NdArray a, NdArray b, DType.Scalar type) {
    boolean[] same = {true};
    walk(
        a,
        b,
        (memory, p, stride, q, otherStride, n) -> {
          for (int i = 0; i < n && same[0]; i++) {
            X87 x = Raw.getX87(memory, p + i * stride, type.order());
            same[0] = x.equals(Raw.getX87(b.memory(), q + i * otherStride, type.order()));
          }
        });
    return same[0];
  }
}
