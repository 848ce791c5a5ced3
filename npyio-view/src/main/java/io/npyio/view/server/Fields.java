package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.ArrayList;
import java.util.List;

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
    throw new IllegalArgumentException(
        "there is no field '" + path + "' in elements of " + array.dtype().name());
  }
}
