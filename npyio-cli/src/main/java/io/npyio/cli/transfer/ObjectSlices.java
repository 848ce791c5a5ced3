package io.npyio.cli.transfer;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parts of arrays of Python objects, selected and reshaped as other arrays are. */
public final class ObjectSlices {
  private ObjectSlices() {}

  /** {@return the elements that an operation selects, in its shape} */
  public static ObjectArray of(ObjectArray array, UnaryOperator<NdArray> selection) {
    int[] positions = new int[array.elements().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    NdArray whole = NdArray.of(positions).reshape(array.shape().lengths());
    NdArray part = selection.apply(whole);
    List<@Nullable Object> elements = new ArrayList<>();
    for (int position : part.toArray(int[].class)) {
      elements.add(array.elements().get(position));
    }
    Shape shape = part.shape();
    return array.dtype().equals(DType.OBJECT)
        ? ObjectArray.of(shape, elements)
        : ObjectArray.of(array.dtype(), shape, elements);
  }
}
