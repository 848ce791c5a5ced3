package io.npyio.array;

import io.npyio.array.ObjectArray.Instance;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.math.BigInteger;
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
      case "builtins.range" -> range(instance);
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

  private static Object range(Instance instance) {
    List<@Nullable Object> arguments = instance.arguments();
    boolean fits =
        instance.isOf("builtins.range", Long.class, Long.class, Long.class)
            && !Long.valueOf(0).equals(arguments.get(2));
    Range range = fits ? Range.of(arguments.toArray(Long[]::new)) : null;
    return range == null ? instance : range;
  }

  /** A Python {@code range} as a list of its integers, which takes no memory. */
  private static final class Range extends AbstractList<Long> implements RandomAccess {
    /** A loop over more of them would be the work of a few bytes of a pickle. */
    private static final int MAX_SIZE = 1 << 22;

    private final long start;
    private final long step;
    private final int size;

    private Range(long start, long step, int size) {
      this.start = start;
      this.step = step;
      this.size = size;
    }

    /** The integers of {@code range(start, stop, step)}; null if they are too many. */
    static @Nullable Range of(Long[] arguments) {
      BigInteger start = BigInteger.valueOf(arguments[0]);
      BigInteger step = BigInteger.valueOf(arguments[2]);
      BigInteger span = BigInteger.valueOf(arguments[1]).subtract(start);
      // Python rounds the quotient up, and a range may be empty
      BigInteger[] parts = span.divideAndRemainder(step);
      BigInteger count = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
      boolean isEmpty = span.signum() != step.signum();
      if (isEmpty || count.compareTo(BigInteger.valueOf(MAX_SIZE)) <= 0) {
        return new Range(arguments[0], arguments[2], isEmpty ? 0 : count.intValueExact());
      }
      return null;
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
