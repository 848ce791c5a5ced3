package io.npyio.cli.scan;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/**
 * What has no fields: an array, or a field of it.
 *
 * @param name of the field, those of nested ones with dots between; empty for the array itself
 * @param array a view of it
 */
public record Leaf(String name, NdArray array) {
  /** {@return the fields of an array, or itself} */
  public static List<Leaf> of(NdArray array) {
    List<Leaf> leaves = new ArrayList<>();
    collect("", array, leaves);
    return leaves;
  }

  private static void collect(String name, NdArray view, List<Leaf> leaves) {
    if (!(view.dtype() instanceof DType.Struct struct)) {
      leaves.add(new Leaf(name, view));
      return;
    }
    for (Field field : struct.fields()) {
      String inner = name.isEmpty() ? field.name() : name + "." + field.name();
      collect(inner, view.field(field.name()), leaves);
    }
  }
}
