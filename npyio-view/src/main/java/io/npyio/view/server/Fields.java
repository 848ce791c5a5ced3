package io.npyio.view.server;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fields of structs by their path, {@code p.x}. */
final class Fields {
  /**
   * A field without fields of its own.
   *
   * @param path the names that lead to it, with dots between
   */
  record Leaf(String path, DType dtype) {}

  private Fields() {}

  /** The leaves of a struct in order; none for other dtypes. */
  static List<Leaf> leaves(DType dtype) {
    List<Leaf> leaves = new ArrayList<>();
    if (dtype instanceof DType.Struct struct) {
      collect("", struct, leaves);
    }
    return leaves;
  }

  private static void collect(String prefix, DType.Struct struct, List<Leaf> leaves) {
    for (Field field : struct.fields()) {
      String path = prefix + field.name();
      if (field.type() instanceof DType.Struct inner) {
        collect(path + ".", inner, leaves);
      } else {
        leaves.add(new Leaf(path, field.type()));
      }
    }
  }

  /**
   * A field of an array; the array itself for an empty path.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  static NdArray select(NdArray array, String path) {
    if (path.isEmpty()) {
      return array;
    }
    if (array.dtype() instanceof DType.Struct struct) {
      for (Field field : struct.fields()) {
        if (path.equals(field.name())) {
          return array.field(path);
        }
        // names may have dots themselves
        if (path.startsWith(field.name() + ".")) {
          return select(array.field(field.name()), path.substring(field.name().length() + 1));
        }
      }
    }
    throw noField(path, array.dtype());
  }

  /**
   * Takes a field out of an element that is a Python object; the element itself for an empty path.
   * Structs are tuples there.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  static UnaryOperator<@Nullable Object> member(DType dtype, String path) {
    if (path.isEmpty()) {
      return element -> element;
    }
    if (dtype instanceof DType.Struct struct) {
      for (int i = 0; i < struct.fields().size(); i++) {
        Field field = struct.fields().get(i);
        boolean isWhole = path.equals(field.name());
        if (isWhole || path.startsWith(field.name() + ".")) {
          String rest = isWhole ? "" : path.substring(field.name().length() + 1);
          UnaryOperator<@Nullable Object> inner = member(field.type(), rest);
          int index = i;
          return element -> inner.apply(((List<?>) requireNonNull(element)).get(index));
        }
      }
    }
    throw noField(path, dtype);
  }

  private static IllegalArgumentException noField(String path, DType dtype) {
    return new IllegalArgumentException(
        "there is no field '" + path + "' in elements of " + dtype.name());
  }
}
