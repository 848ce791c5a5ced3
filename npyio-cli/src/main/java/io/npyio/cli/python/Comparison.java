package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DType.Category;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyObject;

/** NumPy's comparisons, element by element, of arrays with arrays and with Python's values. */
final class Comparison {
  private Comparison() {}

  /** Whether each element of an array is in a relation to its counterpart. */
  static NdArray of(NdArray array, PyObject other, Relation relation) {
    DType dtype = array.dtype();
    int beyond = isInteger(dtype) ? Operand.signBeyondIntegers(other) : 0;
    if (beyond != 0) {
      return filled(array, relation.holds(-beyond));
    }
    NdArray operand = Operand.of(other, dtype);
    if (operand != null) {
      return of(array, spans(operand, dtype), relation);
    }
    if (relation.isEquality()) {
      return filled(array, relation == Relation.UNEQUAL);
    }
    throw unordered(relation, dtype, "'" + other.getType().fastGetName() + "' objects");
  }

  private static boolean isInteger(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isInteger();
  }

  private static NdArray filled(NdArray array, boolean value) {
    NdArray made = NdArray.zeros(DType.BOOL, array.shape().lengths());
    made.fill(value);
    return made;
  }

  /**
   * Booleans and integers beside spans of time as spans in the same unit; any other array as it is.
   */
  private static NdArray spans(NdArray operand, DType beside) {
    boolean areCounts =
        beside.category() == Category.TIMEDELTA
            && operand.dtype() instanceof DType.Scalar scalar
            && (scalar.kind() == Kind.BOOL || scalar.kind().isInteger())
            && scalar.kind() != Kind.UINT64;
    return areCounts
        ? operand.astype(DType.INT64).view(beside.withByteOrder(ByteOrder.LITTLE_ENDIAN))
        : operand;
  }

  private static NdArray of(NdArray a, NdArray b, Relation relation) {
    requireComparable(a.dtype(), b.dtype(), relation);
    NdArray result = NdArray.zeros(DType.BOOL, Broadcast.shape(a, b));
    Broadcast.forEachBlock(result, a, b, (to, x, y) -> to.copyFrom(holds(x, y, relation)));
    return result;
  }

  // ---- what can be compared --------------------------------------------------------------------

  private static void requireComparable(DType a, DType b, Relation relation) {
    if (isVoid(a) != isVoid(b)) {
      throw Py.TypeError("Cannot compare structured or void to non-void arrays.");
    }
    boolean isOrdered = !isVoid(a) && areAlike(a, b);
    if (!isOrdered && !relation.isEquality()) {
      throw unordered(relation, a, PyDTypes.str(b));
    }
    if (isVoid(a)) {
      requireSameFields(a, b);
    }
  }

  private static PyException unordered(Relation relation, DType dtype, String other) {
    return Py.TypeError(
        "'%s' is not defined between elements of dtype %s and %s"
            .formatted(relation, PyDTypes.str(dtype), other));
  }

  private static boolean isVoid(DType dtype) {
    return dtype.category() == Category.VOID || dtype.category() == Category.STRUCT;
  }

  private static boolean areAlike(DType a, DType b) {
    Category first = a.category();
    Category second = b.category();
    return first == second
        || isText(first) && isText(second)
        || isNumber(first) && isNumber(second);
  }

  private static boolean isText(Category category) {
    return category == Category.UNICODE || category == Category.BYTES;
  }

  private static boolean isNumber(Category category) {
    return category == Category.NUMBER || category == Category.COMPLEX;
  }

  private static void requireSameFields(DType a, DType b) {
    if (a.category() == Category.VOID && b.category() == Category.VOID) {
      if (a.itemSize() != b.itemSize()) {
        throw Py.TypeError(
            "cannot compare unstructured voids of different length. Use bytes to compare.");
      }
    } else if (!haveSameFields(a, b)) {
      throw Py.TypeError(
          "Cannot compare structured arrays unless they have a common dtype. These are %s and %s."
              .formatted(PyDTypes.str(a), PyDTypes.str(b)));
    }
  }

  /** Whether values are numbers, text or times; then two fields are equal or not, of any dtypes. */
  private static boolean isPlain(DType dtype) {
    return !isVoid(dtype) && dtype.category() != Category.SUB_ARRAY;
  }

  private static boolean haveSameFields(DType a, DType b) {
    if (a instanceof DType.SubArray first && b instanceof DType.SubArray second) {
      return first.shape().equals(second.shape()) && haveSameFields(first.base(), second.base());
    }
    if (!(a instanceof DType.Struct first) || !(b instanceof DType.Struct second)) {
      return a.category() == b.category() || isPlain(a) && isPlain(b);
    }
    boolean areSame = first.fields().size() == second.fields().size();
    for (int i = 0; areSame && i < first.fields().size(); i++) {
      Field one = first.fields().get(i);
      Field other = second.fields().get(i);
      areSame = one.name().equals(other.name()) && haveSameFields(one.type(), other.type());
    }
    return areSame;
  }

  // ---- blocks ----------------------------------------------------------------------------------

  private static boolean[] holds(NdArray a, NdArray b, Relation relation) {
    boolean[] found = new boolean[(int) a.size()];
    if (a.dtype() instanceof DType.Struct struct) {
      Arrays.fill(found, true);
      struct
          .fields()
          .forEach(field -> keepSame(found, a.field(field.name()), b.field(field.name())));
      for (int i = 0; relation == Relation.UNEQUAL && i < found.length; i++) {
        found[i] = !found[i];
      }
      return found;
    }
    ElementOrder order = order(a, b);
    for (int i = 0; i < found.length; i++) {
      found[i] = relation.holds(order.of(i));
    }
    return found;
  }

  /** Clears the elements whose fields differ; a field may have several items. */
  private static void keepSame(boolean[] same, NdArray a, NdArray b) {
    boolean[] items = holds(a, b, Relation.EQUAL);
    int count = items.length / same.length;
    for (int i = 0; i < items.length; i++) {
      same[i / count] &= items[i];
    }
  }

  private static ElementOrder order(NdArray a, NdArray b) {
    if (!areAlike(a.dtype(), b.dtype())) {
      return i -> ElementOrder.NONE;
    }
    return switch (a.dtype().category()) {
      case NUMBER, COMPLEX -> ElementOrder.ofNumbers(a, b);
      case DATETIME, TIMEDELTA -> ElementOrder.ofTimes(a, b);
      case BYTES, UNICODE -> ElementOrder.ofText(a, b);
      case VOID, STRUCT, SUB_ARRAY, OBJECT -> ElementOrder.ofBytes(a, b);
    };
  }
}
