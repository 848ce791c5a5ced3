package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parts of arrays of Python objects, selected as parts of other arrays are. */
final class ObjectPart {
  private ObjectPart() {}

  /** The position of each element in C order, in the shape of the array. */
  static NdArray positions(ObjectArray array) {
    int[] positions = new int[array.elements().size()];
    Arrays.setAll(positions, i -> i);
    return NdArray.of(positions).reshape(array.shape().lengths());
  }

  /** The selected elements. */
  static ObjectArray of(ObjectArray array, Selection selection) {
    NdArray part = selection.ofWholeElements().of(positions(array));
    UnaryOperator<@Nullable Object> member = Fields.member(array.dtype(), selection.field());
    List<@Nullable Object> elements = new ArrayList<>();
    for (int position : part.reshape(-1).toArray(int[].class)) {
      elements.add(member.apply(array.elements().get(position)));
    }
    Shape shape = part.shape();
    return array.dtype().equals(DType.OBJECT) || !selection.field().isEmpty()
        ? ObjectArray.of(shape, elements)
        : ObjectArray.of(array.dtype(), shape, elements);
  }
}
