package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.memory.Memory;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/**
 * Casts arrays to another dtype: a walk over source and target, with a kernel for the two dtypes.
 */
public final class Cast {
  private Cast() {}

  /**
   * A new array on the heap with the elements cast as NumPy's {@code astype} does.
   *
   * @param other may lack a length or unit, which then follows from the source
   */
  public static Strided astype(Strided source, DType other, Order order, int threads) {
    DType dtype = TextCast.resultType(source.dtype(), other);
    Strided made = Strided.zeros(new ArrayLayout(dtype, source.shape(), order));
    convert(source, made, CastRule.CAST, threads);
    return made;
  }

  /** As {@link #astype(Strided, DType, Order, int)}, in one thread and the order of the source. */
  static Strided astype(Strided source, DType other) {
    return astype(source, other, source.layout().order(), 1);
  }

  /**
   * Sets every element of the target from the element of the source at its index. The shapes are
   * equal.
   *
   * @param threads the maximum number to use
   */
  public static void convert(Strided source, Strided target, CastRule rule, int threads) {
    int axis = widestAxis(target);
    if (threads == 1 || axis < 0) {
      convert(source, target, rule);
      return;
    }
    ParallelRange.run(
        threads,
        target.lengths()[axis],
        target.nbytes(),
        (from, to) -> convert(source.slice(axis, from, to), target.slice(axis, from, to), rule));
  }

  /** The axis with the widest stride; -1 if no axis can be cut. */
  private static int widestAxis(Strided array) {
    int widest = -1;
    for (int i = 0; i < array.rank(); i++) {
      boolean isWider = widest < 0 || stride(array, i) > stride(array, widest);
      widest = array.lengths()[i] > 1 && isWider ? i : widest;
    }
    return widest;
  }

  private static long stride(Strided array, int axis) {
    return Math.abs(array.strides()[axis]);
  }

  static void convert(Strided source, Strided target, CastRule rule) {
    DType from = source.dtype();
    DType to = target.dtype();
    if (from.hasObjects() || to.hasObjects()) {
      throw Elements.objects();
    }
    if (from.equals(to)) {
      ByteCopy.copy(source, target);
      return;
    }
    switch (to.category()) {
      case NUMBER, COMPLEX, DATETIME, TIMEDELTA -> toNumbers(source, target, rule);
      case BYTES, UNICODE, VOID -> toText(source, target, rule);
      case STRUCT -> toStructs(source, target, rule);
      case SUB_ARRAY, OBJECT -> throw impossible(from, to);
    }
  }

  static IllegalArgumentException impossible(DType from, DType to) {
    return new IllegalArgumentException("no conversion from " + from + " to " + to);
  }

  // ---- structs and text

  private static void toStructs(Strided source, Strided target, CastRule rule) {
    if (!(source.dtype() instanceof DType.Struct from)) {
      throw impossible(source.dtype(), target.dtype());
    }
    List<Field> sources = from.fields();
    List<Field> targets = ((DType.Struct) target.dtype()).fields();
    if (sources.size() != targets.size()) {
      throw new IllegalArgumentException(
          "a struct of %d fields cannot become one of %d: %s to %s"
              .formatted(sources.size(), targets.size(), from, target.dtype()));
    }
    for (int i = 0; i < sources.size(); i++) {
      Strided a = source.field(sources.get(i));
      Strided b = target.field(targets.get(i));
      if (!a.shape().equals(b.shape())) {
        throw new IllegalArgumentException(
            "field %s of %s cannot become %s"
                .formatted(sources.get(i).name(), a.shape(), b.shape()));
      }
      convert(a, b, rule);
    }
  }

  private static void toText(Strided source, Strided target, CastRule rule) {
    DType.Flexible to = (DType.Flexible) target.dtype();
    if (source.dtype() instanceof DType.Flexible from
        && from.form() == to.form()
        && from.length() == to.length()) {
      // code points in the other byte order
      numbers(
          source.units(new DType.Scalar(Kind.UINT32, from.order())),
          target.units(new DType.Scalar(Kind.UINT32, to.order())),
          CastRule.CAST);
    } else {
      TextCast.convert(source, target, rule);
    }
  }

  // ---- numbers and times

  private static void toNumbers(Strided source, Strided target, CastRule rule) {
    DType from = source.dtype();
    DType to = target.dtype();
    switch (from.category()) {
      case NUMBER -> ofNumbers(source, target, rule);
      case COMPLEX -> ofComplexes(source, target, rule);
      case DATETIME, TIMEDELTA -> {
        if (from.category() == to.category()) {
          times(source, target);
        } else {
          ofNumbers(source, target, rule);
        }
      }
      case BYTES, UNICODE, VOID -> TextCast.convert(source, target, rule);
      case STRUCT, SUB_ARRAY, OBJECT -> throw impossible(from, to);
    }
  }

  private static void ofNumbers(Strided source, Strided target, CastRule rule) {
    if (target.isComplex()) {
      convert(source, target.real(), rule);
      ByteCopy.fill(target.imag(), 0);
    } else {
      numbers(source, target, rule);
    }
  }

  private static void ofComplexes(Strided source, Strided target, CastRule rule) {
    if (target.isComplex()) {
      convert(source.real(), target.real(), rule);
      convert(source.imag(), target.imag(), rule);
      return;
    }
    if (rule != CastRule.CAST) {
      throw new IllegalArgumentException(
          "%s has two parts and %s one; take real() or imag()"
              .formatted(source.dtype().name(), target.dtype().name()));
    }
    convert(source.real(), target, rule);
    if (target.dtype().equals(DType.BOOL)) {
      orTruth(astype(source.imag(), DType.BOOL), target);
    }
  }

  /** A complex number is true where either part is. */
  private static void orTruth(Strided more, Strided target) {
    Memory truths = target.memory();
    StridedWalk.walk(
        more,
        target,
        StridedWalk.Access.READ,
        (memory, p, stride, q, otherStride, n) -> {
          for (int i = 0; i < n; i++) {
            if (memory.getByte(p + i * stride) != 0) {
              truths.putByte(q + i * otherStride, (byte) 1);
            }
          }
        });
  }

  private static void numbers(Strided source, Strided target, CastRule rule) {
    DType.Scalar from = Objects.requireNonNull(source.numberType());
    DType.Scalar to = Objects.requireNonNull(target.numberType());
    var cast =
        target.dtype() instanceof DType.Temporal
            ? NumberCast.toTimes(from.kind(), rule)
            : new NumberCast(from.kind(), to.kind(), rule);
    run(
        source,
        target,
        new NumberKernel(from, target.memory(), to, cast, cast.block(source.size())));
  }

  private static void times(Strided source, Strided target) {
    DType.Temporal from = (DType.Temporal) source.dtype();
    DType.Temporal to = (DType.Temporal) target.dtype();
    LongUnaryOperator cast = TimeCast.of(from.step(), to.step(), from.isDelta());
    run(
        source,
        target,
        new TimeKernel(
            from, target.memory(), to, cast, NumberCast.block(source.size(), Long.BYTES)));
  }

  private static void run(Strided source, Strided target, StridedWalk.Kernel kernel) {
    StridedWalk.walk(source, target, StridedWalk.Access.READ, kernel);
  }

  /** Casts numbers block by block, through Java arrays that carry their bits. */
  private static final class NumberKernel implements StridedWalk.Kernel {
    private final DType.Scalar from;
    private final Memory target;
    private final DType.Scalar to;
    private final NumberCast cast;
    private final int block;
    private final Object source;
    private final Object converted;

    NumberKernel(DType.Scalar from, Memory target, DType.Scalar to, NumberCast cast, int block) {
      this.from = from;
      this.target = target;
      this.to = to;
      this.cast = cast;
      this.block = block;
      this.source = Carriers.allocate(from.kind(), block);
      this.converted = from.kind() == to.kind() ? source : Carriers.allocate(to.kind(), block);
    }

    @Override
    public void run(Memory memory, long p, long stride, long q, long otherStride, int n) {
      for (int done = 0; done < n; done += block) {
        int count = Math.min(block, n - done);
        long at = p + done * stride;
        Carriers.get(memory, at, stride, from, source, 0, count);
        int misfit = cast.apply(source, converted, count);
        if (misfit >= 0) {
          throw NumberAccess.doesNotFit(NumberAccess.text(memory, at + misfit * stride, from), to);
        }
        Carriers.put(target, q + done * otherStride, otherStride, to, converted, 0, count);
      }
    }
  }

  /** Casts counts of one step to counts of another, block by block. */
  private static final class TimeKernel implements StridedWalk.Kernel {
    private final DType.Temporal from;
    private final Memory target;
    private final DType.Temporal to;
    private final LongUnaryOperator cast;
    private final long[] counts;

    TimeKernel(
        DType.Temporal from, Memory target, DType.Temporal to, LongUnaryOperator cast, int block) {
      this.from = from;
      this.target = target;
      this.to = to;
      this.cast = cast;
      this.counts = new long[block];
    }

    @Override
    public void run(Memory memory, long p, long stride, long q, long otherStride, int n) {
      for (int done = 0; done < n; done += counts.length) {
        int count = Math.min(counts.length, n - done);
        memory.get(p + done * stride, stride, from.order(), counts, 0, count);
        for (int i = 0; i < count; i++) {
          counts[i] = cast.applyAsLong(counts[i]);
        }
        target.put(q + done * otherStride, otherStride, to.order(), counts, 0, count);
      }
    }
  }
}
