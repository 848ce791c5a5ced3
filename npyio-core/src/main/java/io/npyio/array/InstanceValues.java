package io.npyio.array;

import io.npyio.array.ObjectArray.Instance;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plain Java values of objects of known Python classes. */
final class InstanceValues {
  private InstanceValues() {}

  static Object plain(Instance instance) {
    NdArray scalar = instance.scalar();
    if (scalar != null) {
      return scalar(scalar);
    }
    return switch (instance.className()) {
      case "builtins.type", "builtins.bytearray", "builtins.frozenset", "collections.deque" ->
          argument(instance, 0);
      case "collections.defaultdict", "collections.OrderedDict", "collections.Counter" ->
          argument(instance, instance.arguments().size() - 1);
      case "types.SimpleNamespace", "argparse.Namespace" ->
          instance.state() == null ? Map.of() : instance.state();
      case "uuid.UUID" ->
          instance.isOf("uuid.UUID", String.class)
              ? UUID.fromString((String) argument(instance, 0))
              : instance;
      case "builtins.range" ->
          instance.isOf("builtins.range", Number.class, Number.class, Number.class)
              ? range(instance.arguments())
              : instance;
      default -> instance.isPath() ? argument(instance, 0) : instance;
    };
  }

  private static Object argument(Instance instance, int i) {
    List<@Nullable Object> arguments = instance.arguments();
    Object argument = i >= 0 && i < arguments.size() ? arguments.get(i) : null;
    return argument == null ? instance : argument;
  }

  /** A Java value if an exact one exists; text without trailing zeros, as in NumPy. */
  private static Object scalar(NdArray array) {
    DType dtype = array.dtype();
    return switch (dtype.category()) {
      case NUMBER -> ((DType.Scalar) dtype).kind() == Kind.LONGDOUBLE ? array : array.get();
      case COMPLEX ->
          ((DType.Scalar) dtype).kind() == Kind.CLONGDOUBLE
              ? array
              : new ObjectArray.Complex(array.real().getDouble(), array.imag().getDouble());
      case BYTES, UNICODE -> array.get();
      case DATETIME, TIMEDELTA, VOID, STRUCT, SUB_ARRAY, OBJECT -> array;
    };
  }

  private static List<Long> range(List<@Nullable Object> arguments) {
    return Range.of(integer(arguments, 0), integer(arguments, 1), integer(arguments, 2));
  }

  private static long integer(List<@Nullable Object> arguments, int i) {
    if (arguments.get(i) instanceof Long integer) {
      return integer;
    }
    throw new ArithmeticException("the integers of a range exceed 64 bits");
  }

  /** A Python {@code range} as a list of its integers, which takes no memory. */
  private static final class Range extends AbstractList<Long> implements RandomAccess {
    private final long start;
    private final long step;
    private final int size;

    private Range(long start, long step, int size) {
      this.start = start;
      this.step = step;
      this.size = size;
    }

    static Range of(long start, long stop, long step) {
      if (step == 0) {
        throw new IllegalArgumentException("the step of a range is 0");
      }
      long span = step > 0 ? Math.subtractExact(stop, start) : Math.subtractExact(start, stop);
      long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
      if (count > Integer.MAX_VALUE) {
        throw new ArithmeticException("a range of %d integers exceeds a list".formatted(count));
      }
      return new Range(start, step, (int) count);
    }

    @Override
    public Long get(int index) {
      return start + Objects.checkIndex(index, size) * step;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
