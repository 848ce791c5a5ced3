package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A field without fields of its own, or an array without fields.
 *
 * @param name of the field, nested ones with dots; empty for the array itself
 * @param array a view of its elements
 */
public record LeafField(String name, NdArray array) {
  /** {@return the leaf fields of an array, or the array itself} */
  public static List<LeafField> of(NdArray array) {
    List<LeafField> leaves = new ArrayList<>();
    collect("", array, leaves);
    return leaves;
  }

  /** {@return the leaf field of a name, or else the field} */
  public static NdArray named(NdArray array, String name) {
    return of(array).stream()
        .filter(leaf -> leaf.name().equals(name))
        .findFirst()
        .map(LeafField::array)
        .orElseGet(() -> array.field(name));
  }

  private static void collect(String name, NdArray view, List<LeafField> leaves) {
    if (!(view.dtype() instanceof DType.Struct struct)) {
      leaves.add(new LeafField(name, view));
      return;
    }
    for (Field field : struct.fields()) {
      String inner = name.isEmpty() ? field.name() : name + "." + field.name();
      collect(inner, view.field(field.name()), leaves);
    }
  }
}
