package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.Shape;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a call or the items of a state, with type checks. */
final class Arguments {
  private final String owner;
  private final List<@Nullable Object> items;
  private final ValueFactory values;

  /**
   * @param owner the call or state they belong to, for error messages
   */
  Arguments(String owner, List<@Nullable Object> items, ValueFactory values) {
    this.owner = owner;
    this.items = items;
    this.values = values;
  }

  /** The items of a tuple. */
  static Arguments of(String owner, @Nullable Object tuple, ValueFactory values) {
    if (tuple instanceof PendingTuple fixed) {
      return new Arguments(owner, fixed.items(), values);
    }
    if (tuple instanceof ObjectArray.Tuple made) {
      return new Arguments(owner, made, values);
    }
    throw new IllegalArgumentException(
        owner + " expects a tuple but found " + ValueFactory.describe(tuple));
  }

  ValueFactory values() {
    return values;
  }

  int size() {
    return items.size();
  }

  Arguments requireSize(int least, int most) {
    if (items.size() < least || items.size() > most) {
      throw new IllegalArgumentException(
          "%s expects %s items but found %d"
              .formatted(owner, least == most ? least : least + " to " + most, items.size()));
    }
    return this;
  }

  @Nullable Object item(int i) {
    return items.get(i);
  }

  IllegalArgumentException unexpected(int i, String expected) {
    return new IllegalArgumentException(
        "%s expects %s but found %s"
            .formatted(owner, expected, ValueFactory.describe(items.get(i))));
  }

  /** Text, which Python 2 writes as bytes. */
  String text(int i) {
    if (items.get(i) instanceof ValueFactory.ByteString string) {
      return string.latin1();
    }
    if (items.get(i) instanceof String text) {
      return text;
    }
    throw unexpected(i, "text");
  }

  byte[] bytes(int i) {
    if (items.get(i) instanceof ValueFactory.ByteString string) {
      return string.bytes();
    }
    Object item =
        items.get(i) instanceof ObjectArray.Instance named ? named.plainValue() : items.get(i);
    if (item instanceof byte[] bytes) {
      return bytes;
    }
    throw unexpected(i, "bytes");
  }

  byte[] bytes(int i, int length) {
    byte[] bytes = bytes(i);
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "%s expects %d bytes but found %d".formatted(owner, length, bytes.length));
    }
    return bytes;
  }

  long integer(int i) {
    if (items.get(i) instanceof Long integer) {
      return integer;
    }
    throw unexpected(i, "an int");
  }

  /** An int of any size. */
  Object number(int i) {
    if (items.get(i) instanceof Long || items.get(i) instanceof BigInteger) {
      return items.get(i);
    }
    throw unexpected(i, "an int");
  }

  int smallInteger(int i) {
    return Math.toIntExact(integer(i));
  }

  double real(int i) {
    if (items.get(i) instanceof Double real) {
      return real;
    }
    throw unexpected(i, "a float");
  }

  /** A bool, which Python 2 writes as an int. */
  boolean flag(int i) {
    return items.get(i) instanceof Boolean flag ? flag : integer(i) != 0;
  }

  PendingDType dtype(int i) {
    if (items.get(i) instanceof PendingDType dtype) {
      return dtype;
    }
    throw unexpected(i, "a dtype");
  }

  Arguments tuple(int i) {
    return of(owner, items.get(i), values);
  }

  /** A tuple of lengths, or a single length. */
  Shape shape(int i) {
    if (items.get(i) instanceof Long length) {
      return Shape.of(length);
    }
    Arguments lengths = tuple(i);
    if (lengths.size() > Shape.MAX_RANK) {
      throw new IllegalArgumentException(
          "an array has at most %d axes, not %d".formatted(Shape.MAX_RANK, lengths.size()));
    }
    long[] shape = new long[lengths.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = lengths.integer(axis);
    }
    return Shape.of(shape);
  }
}
