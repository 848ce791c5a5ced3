package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.Field;
import io.npyio.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/**
 * What has no fields: an array, or a field of it.
 *
 * @param name of the field, those of nested ones with dots between; empty for the array itself
 * @param array a view of it
 */
public record LeafField(String name, NdArray array) {
  /** {@return the fields of an array, or itself} */
  public static List<LeafField> of(NdArray array) {
    List<LeafField> leaves = new ArrayList<>();
    collect("", array, leaves);
    return leaves;
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
