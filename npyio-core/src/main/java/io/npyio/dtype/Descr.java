package io.npyio.dtype;

import io.npyio.literal.LiteralException;
import io.npyio.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The {@code descr} of a header: dtypes as Python literals, by the rules of NumPy's {@code
 * descr_to_dtype} and {@code dtype_to_descr}.
 */
final class Descr {
  private Descr() {}

  /** Whether a text is a literal (a quoted string, list or tuple) rather than a type string. */
  static boolean isLiteral(String text) {
    return text.startsWith("[")
        || text.startsWith("'")
        || text.startsWith("\"")
        || text.startsWith("{")
        || (text.startsWith("(") && text.length() > 1 && "'\"[(".indexOf(text.charAt(1)) >= 0);
  }

  /**
   * @throws LiteralException with the position of the part that is wrong
   */
  static DType toDType(PyLiteral descr) {
    if (descr instanceof PyLiteral.Str string) {
      return at(string, () -> TypeString.parse(string.value()));
    }
    if (descr instanceof PyLiteral.Tuple tuple) {
      return ofTuple(tuple);
    }
    if (descr instanceof PyLiteral.PyList list) {
      return ofList(list);
    }
    throw new LiteralException(
        "expected a dtype (a string, a list of fields or a tuple) but found "
            + descr.typeName()
            + " "
            + descr.text(),
        descr.position());
  }

  private static DType ofTuple(PyLiteral.Tuple tuple) {
    if (tuple.items().size() < 2) {
      throw new LiteralException(
          "expected a dtype and a shape but found " + tuple.text(), tuple.position());
    }
    return combined(toDType(tuple.items().get(0)), tuple.items().get(1));
  }

  /** A base type with a length or a shape. */
  private static DType combined(DType base, PyLiteral shape) {
    if (base instanceof DType.Flexible flexible
        && flexible.length() == 0
        && shape instanceof PyLiteral.Int length) {
      return at(
          shape,
          () ->
              new DType.Flexible(
                  flexible.form(), length.value().intValueExact(), flexible.order()));
    }
    if (base.itemSize() == 0 && !(base instanceof DType.Struct)) {
      throw new LiteralException(
          "expected the length of " + base + " but found " + shape.text(), shape.position());
    }
    long[] lengths = lengths(shape);
    return lengths.length == 0 ? base : at(shape, () -> DType.subArray(base, lengths));
  }

  private static long[] lengths(PyLiteral shape) {
    List<PyLiteral> items =
        shape instanceof PyLiteral.Tuple tuple
            ? tuple.items()
            : shape instanceof PyLiteral.PyList list ? list.items() : List.of(shape);
    long[] lengths = new long[items.size()];
    for (int i = 0; i < lengths.length; i++) {
      if (!(items.get(i) instanceof PyLiteral.Int length && length.fitsLong())) {
        throw new LiteralException(
            "expected the shape of a sub-array but found " + shape.text(), shape.position());
      }
      lengths[i] = length.longValue();
    }
    return lengths;
  }

  private static DType ofList(PyLiteral.PyList list) {
    List<Field> fields = new ArrayList<>();
    long offset = 0;
    for (PyLiteral entry : list.items()) {
      List<PyLiteral> items =
          entry instanceof PyLiteral.Tuple tuple
              ? tuple.items()
              : entry instanceof PyLiteral.PyList inner ? inner.items() : List.of();
      if (items.size() != 2 && items.size() != 3) {
        throw new LiteralException(
            "expected a field (name, type) or (name, type, shape) but found " + entry.text(),
            entry.position());
      }
      Field field = field(items, entry);
      long start = offset;
      if (!isPadding(items.get(0), field.type())) {
        fields.add(at(entry, () -> field.withOffset(Math.toIntExact(start))));
      }
      offset += field.type().itemSize();
    }
    long end = offset;
    return at(list, () -> new DType.Struct(fields, Math.toIntExact(end)));
  }

  private static Field field(List<PyLiteral> items, PyLiteral entry) {
    DType type = toDType(items.get(1));
    DType shaped = items.size() == 3 ? combined(type, items.get(2)) : type;
    PyLiteral name = items.get(0);
    if (name instanceof PyLiteral.Str plain) {
      return Field.of(plain.value(), shaped);
    }
    if (name instanceof PyLiteral.Tuple pair
        && pair.items().size() == 2
        && pair.items().get(1) instanceof PyLiteral.Str second) {
      PyLiteral title = pair.items().get(0);
      if (title instanceof PyLiteral.Str first) {
        return new Field(second.value(), first.value(), shaped, 0);
      }
      if (title instanceof PyLiteral.None) {
        return Field.of(second.value(), shaped);
      }
    }
    throw new LiteralException(
        "expected the name of a field, or (title, name), but found " + name.text(),
        entry.position());
  }

  /** NumPy writes gaps as unnamed voids, and therefore reads unnamed voids as gaps. */
  private static boolean isPadding(PyLiteral name, DType type) {
    return name instanceof PyLiteral.Str plain
        && plain.value().isEmpty()
        && (type instanceof DType.SubArray
            || (type instanceof DType.Flexible flexible
                && flexible.form() == DType.Flexible.Form.VOID));
  }

  private static <T> T at(PyLiteral where, Supplier<T> made) {
    try {
      return made.get();
    } catch (LiteralException placed) {
      throw placed;
    } catch (IllegalArgumentException problem) {
      throw new LiteralException(String.valueOf(problem.getMessage()), where.position());
    } catch (ArithmeticException tooLarge) {
      throw new LiteralException(
          "an element is larger than the limit of " + DType.MAX_ITEM_SIZE + " bytes",
          where.position());
    }
  }

  /** The descr that NumPy writes for the dtype, as Python text. */
  static String text(DType type) {
    var text = new StringBuilder();
    append(type, text);
    return text.toString();
  }

  private static void append(DType type, StringBuilder text) {
    if (type instanceof DType.Struct struct) {
      appendFields(struct, text);
    } else if (type instanceof DType.SubArray array) {
      text.append('(');
      append(array.base(), text);
      text.append(", ").append(array.shape()).append(')');
    } else {
      Object stored = type instanceof DType.Scalar scalar ? scalar.stored() : type;
      text.append('\'').append(stored).append('\'');
    }
  }

  private static void appendFields(DType.Struct struct, StringBuilder text) {
    text.append('[');
    int end = 0;
    for (Field field : struct.fields()) {
      if (field.offset() < end) {
        throw new IllegalArgumentException(
            "fields that overlap or are out of order cannot be written to a .npy file: field %s at byte %d, where the one before it ends at byte %d"
                .formatted(PyLiteral.quote(field.name()), field.offset(), end));
      }
      appendPadding(field.offset() - end, text);
      separate(text);
      appendField(field, text);
      end = field.end();
    }
    appendPadding(struct.itemSize() - end, text);
    text.append(']');
  }

  private static void appendPadding(int bytes, StringBuilder text) {
    if (bytes > 0) {
      separate(text);
      text.append("('', '|V").append(bytes).append("')");
    }
  }

  private static void separate(StringBuilder text) {
    if (text.charAt(text.length() - 1) != '[') {
      text.append(", ");
    }
  }

  private static void appendField(Field field, StringBuilder text) {
    String name = PyLiteral.quote(field.name());
    String title = field.title();
    text.append('(')
        .append(title == null ? name : "(" + PyLiteral.quote(title) + ", " + name + ")")
        .append(", ");
    if (field.type() instanceof DType.SubArray array) {
      append(array.base(), text);
      text.append(", ").append(array.shape());
    } else {
      append(field.type(), text);
    }
    text.append(')');
  }

  /** The descr or, for structs without one, NumPy's dictionary of names, formats and offsets. */
  static String display(DType.Struct struct) {
    try {
      return text(struct);
    } catch (IllegalArgumentException noDescr) {
      return "{'names': "
          + struct.fields().stream().map(field -> PyLiteral.quote(field.name())).toList()
          + ", 'formats': "
          + struct.fields().stream().map(field -> quotedUnlessLiteral(field.type())).toList()
          + ", 'offsets': "
          + struct.fields().stream().map(Field::offset).toList()
          + ", 'itemsize': "
          + struct.itemSize()
          + "}";
    }
  }

  private static String quotedUnlessLiteral(DType type) {
    String text = type.toString();
    return isLiteral(text) ? text : "'" + text + "'";
  }
}
