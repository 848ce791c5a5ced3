package io.npyio.cli.transfer;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Instance;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arrays of Python objects that are numbers or text, as plain arrays. */
public final class ObjectCast {
  private ObjectCast() {}

  /**
   * {@return the elements as a dtype} None becomes NaN or NaT where the dtype has one. Text without
   * a length is as long as the longest element.
   *
   * @throws IllegalArgumentException if an element cannot be cast
   */
  public static NdArray cast(ObjectArray array, DType dtype) {
    if (array.dtype() instanceof DType.Struct) {
      throw new IllegalArgumentException(
          "elements with Python objects among their fields are not cast; json and csv hold them");
    }
    DType sized = sized(array, dtype);
    NdArray result = NdArray.zeros(new ArrayLayout(sized, array.shape(), Order.C));
    NdArray flat = result.reshape(-1);
    for (int i = 0; i < array.elements().size(); i++) {
      set(flat, i, array, array.elements().get(i));
    }
    return result;
  }

  private static DType sized(ObjectArray array, DType dtype) {
    if (!(dtype instanceof DType.Flexible text) || text.length() > 0) {
      return dtype;
    }
    int longest = 1;
    for (Object element : array.elements()) {
      String shown = ObjectArray.str(element);
      longest = Math.max(longest, shown.codePointCount(0, shown.length()));
    }
    return new DType.Flexible(text.form(), longest, text.order());
  }

  private static void set(NdArray flat, int i, ObjectArray array, @Nullable Object element) {
    try {
      set(flat, i, plain(element));
    } catch (IllegalArgumentException | ArithmeticException problem) {
      String index =
          Arrays.stream(array.shape().unravel(i))
              .mapToObj(Long::toString)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "element [%s], %s, cannot be cast to %s"
              .formatted(index, ObjectArray.repr(element), flat.dtype().name()),
          problem);
    }
  }

  private static @Nullable Object plain(@Nullable Object element) {
    return element instanceof Instance instance ? instance.plainValue() : element;
  }

  private static void set(NdArray flat, int i, @Nullable Object value) {
    if (flat.dtype().category() == DType.Category.UNICODE) {
      flat.set(ObjectArray.str(value), i);
    } else if (value == null) {
      flat.set(missing(flat.dtype()), i);
    } else if (value instanceof NdArray scalar && scalar.rank() == 0) {
      flat.at(i).copyFrom(scalar.astype(flat.dtype()));
    } else if (value instanceof List) {
      throw new IllegalArgumentException("a list is not one element");
    } else {
      flat.set(value, i);
    }
  }

  private static Object missing(DType dtype) {
    if (dtype instanceof DType.Temporal) {
      return "NaT";
    }
    if (dtype instanceof DType.Scalar scalar
        && (scalar.kind().isFloating() || scalar.kind().isComplex())) {
      return Double.NaN;
    }
    throw new IllegalArgumentException(dtype + " has no value for None");
  }

  /** {@return the elements as numbers or text, if all are; null otherwise} */
  public static @Nullable NdArray plain(ObjectArray array) {
    List<@Nullable Object> plain =
        array.elements().stream().map(ObjectCast::plain).collect(Collectors.toList());
    boolean areNumbers =
        !plain.isEmpty()
            && plain.stream()
                .allMatch(
                    value -> value == null || value instanceof Number || value instanceof Boolean);
    if (areNumbers) {
      return cast(array, DType.FLOAT64);
    }
    boolean areTexts =
        !plain.isEmpty() && plain.stream().allMatch(value -> value instanceof String);
    return areTexts ? cast(array, DType.unicode(0)) : null;
  }
}
