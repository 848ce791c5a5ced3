package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyObject;

/** NumPy's {@code &}, {@code |}, {@code ^} and {@code ~} of booleans and integers. */
enum Bitwise {
  AND,
  OR,
  XOR;

  /** An operator by its name in Python: {@code and}, {@code or} or {@code xor}. */
  static Bitwise named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Each element joined with its counterpart. */
  NdArray of(NdArray array, PyObject other) {
    NdArray operand = operand(other, array.dtype());
    DType dtype = common(array.dtype(), operand.dtype());
    NdArray made = NdArray.zeros(dtype, Broadcast.shape(array, operand));
    Broadcast.forEachBlock(made, array, operand, this::join);
    return made;
  }

  /** As {@link #of}, but sets the elements of the array. */
  void into(NdArray array, PyObject other) {
    NdArray made = of(array, other);
    requireSameKind(made.dtype(), array.dtype());
    if (!made.shape().equals(array.shape())) {
      throw Py.ValueError(
          "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s"
              .formatted(
                  Shapes.tuple(array.shape().lengths()), Shapes.tuple(made.shape().lengths())));
    }
    Assignment.assign(array, made);
  }

  /** Each element with all bits turned over, or negated if it is a boolean. */
  static NdArray inverted(NdArray array) {
    Kind kind = kind(array.dtype());
    if (kind == null) {
      throw refused("invert");
    }
    ByteOrder order = ((DType.Scalar) array.dtype()).order();
    boolean isBoolean = kind == Kind.BOOL;
    NdArray bits = isBoolean ? array : array.view(DType.of("i" + kind.size()).withByteOrder(order));
    NdArray made =
        NdArray.zeros(DType.of(isBoolean ? "b1" : "i" + kind.size()), array.shape().lengths());
    NdArray ones = isBoolean ? NdArray.of(true) : NdArray.of(-1L);
    Broadcast.forEachBlock(made, bits, ones, XOR::join);
    return made.view(DType.of(kind.numpyName()));
  }

  private long joined(long a, long b) {
    return switch (this) {
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
    };
  }

  private void join(NdArray result, NdArray a, NdArray b) {
    long[] joined = Bits.read(a);
    long[] others = Bits.read(b);
    for (int i = 0; i < joined.length; i++) {
      joined[i] = joined(joined[i], others[i]);
    }
    Bits.signed(result).copyFrom(joined, 0);
  }

  private NdArray operand(PyObject other, DType beside) {
    NdArray operand = Operand.of(other, beside);
    if (operand == null) {
      throw Py.TypeError(
          "there is no bitwise_%s of an array and a '%s' object"
              .formatted(name().toLowerCase(Locale.ROOT), other.getType().fastGetName()));
    }
    Kind kind = kind(beside);
    return kind != null && kind.isInteger() && Operand.isInteger(other)
        ? Casts.castExactly(operand, DType.of(kind.numpyName()))
        : operand;
  }

  private DType common(DType a, DType b) {
    Kind first = kind(a);
    Kind second = kind(b);
    DType common = first == null || second == null ? null : PyArrays.common(a, b);
    if (common == null || kind(common) == null) {
      throw refused("bitwise_" + name().toLowerCase(Locale.ROOT));
    }
    return common.withByteOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /** The kind of booleans and integers; null of anything else. */
  private static @Nullable Kind kind(DType dtype) {
    if (!(dtype instanceof DType.Scalar scalar)) {
      return null;
    }
    return scalar.kind() == Kind.BOOL || scalar.kind().isInteger() ? scalar.kind() : null;
  }

  private static PyException refused(String function) {
    return Py.TypeError(
        ("ufunc '%s' not supported for the input types, and the inputs could not be safely coerced"
                + " to any supported types according to the casting rule ''safe''")
            .formatted(function));
  }

  private void requireSameKind(DType made, DType target) {
    char from = ((DType.Scalar) made).kind().letter();
    char to = ((DType.Scalar) target).kind().letter();
    if (from != to && from != 'b' && !(from == 'u' && to == 'i')) {
      throw Py.TypeError(
          "Cannot cast ufunc 'bitwise_%s' output from %s to %s with casting rule 'same_kind'"
              .formatted(
                  name().toLowerCase(Locale.ROOT), PyDTypes.repr(made), PyDTypes.repr(target)));
    }
  }
}
