package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.number.BoolBytes;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.function.LongFunction;

/** Copies elements to and from flat Java arrays of primitives, cast if the types differ. */
public final class JavaArrayCopy {
  private JavaArrayCopy() {}

  /** Names an element in a message by its position in C order. */
  public static LongFunction<String> indexIn(Shape shape) {
    return flat -> index(shape, flat);
  }

  /** The index, as Python writes it, of the element at a position in C order. */
  public static String index(Shape shape, long flat) {
    return Shape.of(shape.unravel(flat)).toString();
  }

  /**
   * The kind of the elements of a Java array.
   *
   * @throws IllegalArgumentException if they are not primitives
   */
  public static Kind kindOf(Object array) {
    Kind kind = JavaArrays.kind(array.getClass().getComponentType());
    if (kind == null) {
      throw new IllegalArgumentException(
          array.getClass().getSimpleName() + " is not an array of primitive numbers");
    }
    return kind;
  }

  // ---- to Java arrays --------------------------------------------------------------------------

  /**
   * Copies all elements, exactly, into a Java array that holds an array of the shape {@code whole}
   * in C order, of which the source is a slice.
   *
   * @param start the index in the target of the first element
   * @param index names an element by its position in {@code whole}, for messages
   */
  public static void read(
      Strided source,
      Object target,
      int start,
      Shape whole,
      int threads,
      LongFunction<String> index) {
    inRows(
        source,
        whole,
        threads,
        (part, first) ->
            read(
                part,
                target,
                Math.toIntExact(start + first),
                whole,
                flat -> index.apply(first + flat)));
  }

  /** Processes a part of an array whose first element has that position in C order. */
  @FunctionalInterface
  private interface PartAction {
    void run(Strided part, long first);
  }

  /** Cuts an array into parts, consecutive in C order, for several threads. */
  private static void inRows(Strided array, Shape whole, int threads, PartAction action) {
    int axis = firstLongAxis(array);
    if (threads == 1 || axis < 0) {
      action.run(array, 0);
      return;
    }
    long row = Strides.of(whole.lengths(), 1, Order.C)[axis];
    ParallelRange.run(
        threads,
        array.lengths()[axis],
        array.nbytes(),
        (from, to) -> action.run(array.slice(axis, from, to), from * row));
  }

  /** The first axis that can be cut, or -1; its parts are consecutive in C order. */
  private static int firstLongAxis(Strided array) {
    for (int i = 0; i < array.rank(); i++) {
      if (array.lengths()[i] > 1) {
        return i;
      }
    }
    return -1;
  }

  private static void read(
      Strided source, Object target, int start, Shape whole, LongFunction<String> index) {
    DType.Scalar from = numberType(source);
    if (!isCarrier(from, target)) {
      var kernel = new ReadKernel(from, target, source.size(), start, index);
      StridedWalk.walkRows(source, start, whole, StridedWalk.Access.READ, kernel);
    } else if (source.isContiguous(Order.C)
        && isWithoutGaps(source.lengths(), whole)
        && (isUnswapped(from) || !StridedWalk.isWatched(source))) {
      readInBulk(source, from, target, start);
    } else {
      StridedWalk.walkRows(
          source,
          start,
          whole,
          StridedWalk.Access.READ,
          (memory, p, stride, to, toStride, n) ->
              Carriers.get(memory, p, stride, from, target, (int) to, n));
    }
  }

  private static boolean isUnswapped(DType.Scalar type) {
    return type.itemSize() == 1 || type.order() == ByteOrder.nativeOrder();
  }

  private static void readInBulk(Strided source, DType.Scalar from, Object target, int start) {
    boolean isWatched = StridedWalk.isWatched(source);
    int width = from.itemSize();
    int n = (int) source.size();
    int most = isWatched ? StridedWalk.WATCHED_BYTES / width : Math.max(1, n);
    for (int done = 0, count; done < n; done += count) {
      count = Math.min(most, n - done);
      if (isWatched) {
        source.memory().requireWhole();
      }
      long position = source.offset() + (long) done * width;
      Carriers.get(source.memory(), position, width, from, target, start + done, count);
    }
  }

  /** Whether the elements of a slice are consecutive in an array of the shape {@code whole}. */
  private static boolean isWithoutGaps(long[] slice, Shape whole) {
    for (int i = 1; i < slice.length; i++) {
      if (slice[i] != whole.length(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies runs block by block: from stored bits to the target's kind to the target's Java type.
   */
  private static final class ReadKernel implements StridedWalk.Kernel {
    private final DType.Scalar from;
    private final Object target;
    private final Kind kind;
    private final int start;
    private final LongFunction<String> index;
    private final NumberCast cast;
    private final Scratch scratch;

    ReadKernel(DType.Scalar from, Object target, long size, int start, LongFunction<String> index) {
      this.from = from;
      this.target = target;
      this.kind = kindOf(target);
      this.start = start;
      this.index = index;
      this.cast = new NumberCast(from.kind(), kind, CastRule.EXACT);
      this.scratch = Scratch.of(from.kind(), target, cast.block(size));
    }

    @Override
    public void run(Memory memory, long p, long stride, long to, long toStride, int n) {
      for (int done = 0; done < n; done += scratch.block()) {
        int count = Math.min(scratch.block(), n - done);
        int at = (int) to + done;
        Carriers.get(memory, p + done * stride, stride, from, scratch.stored(), 0, count);
        int misfit = cast.apply(scratch.stored(), scratch.packed(), count);
        if (misfit >= 0) {
          long position = p + (done + misfit) * stride;
          throw misfit(NumberAccess.text(memory, position, from), index.apply(at - start + misfit));
        }
        scratch.unpack(count);
        System.arraycopy(scratch.values(), 0, target, at, count);
      }
    }

    private ArithmeticException misfit(String value, String where) {
      return NumberAccess.misfit(value + " at " + where, NumberAccess.javaName(kind), hint());
    }

    private String hint() {
      String raw = NumberAccess.rawBits(from.kind(), kind);
      String cast = "astype(" + kind.name() + ") converts as NumPy does";
      return raw.isEmpty() ? cast : raw + ", " + cast;
    }
  }

  // ---- from Java arrays ------------------------------------------------------------------------

  /**
   * Sets all elements, in C order, from a Java array.
   *
   * @param start the index in the source of the first element
   * @param index names an element by its position in C order, for messages
   */
  public static void write(
      Object source, int start, Strided target, int threads, LongFunction<String> index) {
    inRows(
        target,
        target.shape(),
        threads,
        (part, first) ->
            write(source, Math.toIntExact(start + first), part, flat -> index.apply(first + flat)));
  }

  private static void write(Object source, int start, Strided target, LongFunction<String> index) {
    DType.Scalar to = numberType(target);
    StridedWalk.Kernel kernel =
        isCarrier(to, source)
            ? (memory, p, stride, from, fromStride, n) ->
                Carriers.put(memory, p, stride, to, source, (int) from, n)
            : new WriteKernel(source, target.dtype(), to, target.size(), start, index);
    StridedWalk.walkRows(target, start, target.shape(), StridedWalk.Access.WRITE, kernel);
  }

  /** Copies runs block by block, in the opposite direction to {@link ReadKernel}. */
  private static final class WriteKernel implements StridedWalk.Kernel {
    private final Object source;
    private final DType named;
    private final DType.Scalar to;
    private final int start;
    private final LongFunction<String> index;
    private final NumberCast cast;
    private final Scratch scratch;

    WriteKernel(
        Object source,
        DType named,
        DType.Scalar to,
        long size,
        int start,
        LongFunction<String> index) {
      this.source = source;
      this.named = named;
      this.to = to;
      this.start = start;
      this.index = index;
      this.cast = new NumberCast(kindOf(source), to.kind(), CastRule.ASSIGN);
      this.scratch = Scratch.of(to.kind(), source, cast.block(size));
    }

    @Override
    public void run(Memory memory, long p, long stride, long from, long fromStride, int n) {
      for (int done = 0; done < n; done += scratch.block()) {
        int count = Math.min(scratch.block(), n - done);
        int at = (int) from + done;
        System.arraycopy(source, at, scratch.values(), 0, count);
        scratch.pack(count);
        int misfit = cast.apply(scratch.packed(), scratch.stored(), count);
        if (misfit >= 0) {
          throw misfit(valueAt(source, at + misfit), index.apply(at - start + misfit));
        }
        Carriers.put(memory, p + done * stride, stride, to, scratch.stored(), 0, count);
      }
    }

    private ArithmeticException misfit(String value, String where) {
      String shown = value + " at " + where;
      String raw = NumberAccess.rawBits(kindOf(source), to.kind());
      return raw.isEmpty()
          ? NumberAccess.doesNotFit(shown, named)
          : NumberAccess.misfit(shown, named.name(), "NdArray.of(array)." + raw);
    }

    private static String valueAt(Object array, int at) {
      return array instanceof char[] chars
          ? Integer.toString(chars[at])
          : String.valueOf(Array.get(array, at));
    }
  }

  // ---- scratch ---------------------------------------------------------------------------------

  /**
   * One block of elements in each form that they pass through. Equal forms share one array.
   *
   * @param block the number of elements
   * @param stored the carrier of the kind in memory
   * @param packed the carrier of the kind of the Java array
   * @param values an array of the Java array's own type: boolean and char are not carriers
   */
  private record Scratch(int block, Object stored, Object packed, Object values) {
    static Scratch of(Kind memory, Object array, int block) {
      Kind kind = kindOf(array);
      Object stored = Carriers.allocate(memory, block);
      Object packed = kind == memory ? stored : Carriers.allocate(kind, block);
      Object values =
          isCarrier(array) ? packed : Array.newInstance(array.getClass().getComponentType(), block);
      return new Scratch(block, stored, packed, values);
    }

    void unpack(int n) {
      if (values instanceof boolean[] booleans) {
        BoolBytes.toBooleans((byte[]) packed, booleans, n);
      } else if (values instanceof char[] chars) {
        short[] shorts = (short[]) packed;
        for (int i = 0; i < n; i++) {
          chars[i] = (char) shorts[i];
        }
      }
    }

    void pack(int n) {
      if (values instanceof boolean[] booleans) {
        BoolBytes.toBytes(booleans, (byte[]) packed, n);
      } else if (values instanceof char[] chars) {
        short[] shorts = (short[]) packed;
        for (int i = 0; i < n; i++) {
          shorts[i] = (short) chars[i];
        }
      }
    }
  }

  /** Whether memory can be copied straight to and from the array. */
  private static boolean isCarrier(DType.Scalar type, Object array) {
    return type.kind() == kindOf(array) && isCarrier(array);
  }

  private static boolean isCarrier(Object array) {
    return !(array instanceof boolean[] || array instanceof char[]);
  }

  private static DType.Scalar numberType(Strided array) {
    DType.Scalar number = array.numberType();
    if (number != null) {
      return number;
    }
    DType dtype = array.dtype();
    throw dtype.hasObjects()
        ? Elements.objects()
        : new IllegalArgumentException(
            "elements of %s are not single numbers; %s".formatted(dtype, hint(dtype)));
  }

  private static String hint(DType dtype) {
    return switch (dtype.category()) {
      case STRUCT -> "take a field()";
      case COMPLEX -> "take real() and imag()";
      case NUMBER, DATETIME, TIMEDELTA, BYTES, UNICODE, VOID, SUB_ARRAY, OBJECT ->
          "use String[] or byte[][]";
    };
  }
}
