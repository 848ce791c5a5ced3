package io.npyio.array;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.print.ArrayPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** The text of single elements of an array of objects, by their index in C order. */
final class ElementText implements LongFunction<String> {
  private final ObjectArray array;
  private final List<LongFunction<String>> fields;

  ElementText(ObjectArray array, long threshold) {
    this.array = array;
    this.fields =
        array.dtype() instanceof DType.Struct struct ? fields(struct, threshold) : List.of();
  }

  /** Numbers in a field line up, as in a struct without objects. */
  private List<LongFunction<String>> fields(DType.Struct struct, long threshold) {
    List<LongFunction<String>> texts = new ArrayList<>();
    for (int f = 0; f < struct.fields().size(); f++) {
      Field field = struct.fields().get(f);
      texts.add(isPlain(field.type()) ? aligned(f, field.type(), threshold) : repr(f));
    }
    return texts;
  }

  private static boolean isPlain(DType type) {
    return type instanceof DType.Scalar
        || type instanceof DType.Temporal
        || type instanceof DType.Flexible;
  }

  private LongFunction<String> aligned(int f, DType type, long threshold) {
    NdArray flat = NdArray.zeros(type, array.shape().size());
    for (int i = 0; i < array.elements().size(); i++) {
      flat.set(value(f, i), i);
    }
    NdArray values = flat.reshape(array.shape().lengths());
    return ArrayPrinter.texts(values.elements(), threshold);
  }

  private LongFunction<String> repr(int f) {
    return i -> PythonText.repr(value(f, (int) i));
  }

  private Object value(int f, int i) {
    return ((List<?>) array.elements().get(i)).get(f);
  }

  @Override
  public String apply(long index) {
    if (array.dtype() instanceof DType.Struct) {
      List<String> texts = new ArrayList<>();
      for (LongFunction<String> field : fields) {
        texts.add(field.apply(index));
      }
      return "(" + String.join(", ", texts) + (texts.size() == 1 ? ",)" : ")");
    }
    Object element = array.elements().get((int) index);
    String text = PythonText.repr(element);
    boolean isList = element instanceof List && !(element instanceof ObjectArray.Tuple);
    return isList ? "list(" + text + ")" : text; // NumPy tells lists from its own brackets
  }
}
