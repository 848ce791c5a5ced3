package io.npyio.pickle;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes dtypes as NumPy pickles them: a call with the type string, followed by a state. */
final class DTypeWriter {
  private static final int OBJECT_FLAGS = 63;
  private static final int UNICODE_FLAGS = 8;
  private static final int STRUCT_FLAGS = 16;
  private static final int STRUCT_OF_OBJECTS_FLAGS = 27;

  private final PickleOutput out;

  DTypeWriter(PickleOutput out) {
    this.out = out;
  }

  void write(DType dtype) throws IOException {
    out.name(AllowedName.DTYPE);
    out.text(type(dtype));
    out.bool(false);
    out.bool(true);
    out.opcode(Opcode.TUPLE3);
    out.opcode(Opcode.REDUCE);
    if (dtype instanceof DType.Temporal) {
      return; // NumPy 1 and NumPy 2 disagree about the state of a unit
    }
    out.opcode(Opcode.MARK);
    state(dtype);
    out.opcode(Opcode.TUPLE);
    out.opcode(Opcode.BUILD);
  }

  /** The kind and the size; also byte order and unit if no state follows. */
  private static String type(DType dtype) {
    if (dtype instanceof DType.Scalar || dtype instanceof DType.Flexible) {
      return dtype.toString().substring(1);
    }
    if (dtype instanceof DType.Temporal) {
      return dtype.toString();
    }
    return dtype.equals(DType.OBJECT) ? "O8" : "V" + dtype.itemSize();
  }

  private void state(DType dtype) throws IOException {
    if (dtype instanceof DType.Scalar scalar) {
      simple(order(scalar.order(), scalar.itemSize() > 1), -1, -1, 0);
    } else if (dtype instanceof DType.Flexible flexible) {
      boolean isText = flexible.form() == DType.Flexible.Form.UNICODE;
      String order = order(flexible.order(), isText);
      int width = flexible.form().width();
      simple(order, flexible.itemSize(), width, isText ? UNICODE_FLAGS : 0);
    } else if (dtype instanceof DType.Struct struct) {
      struct(struct);
    } else if (dtype instanceof DType.SubArray array) {
      start("|", array);
      noFields();
      end(array.itemSize(), 1, array.hasObjects() ? OBJECT_FLAGS & STRUCT_OF_OBJECTS_FLAGS : 0);
    } else {
      simple("|", -1, -1, OBJECT_FLAGS);
    }
  }

  private static String order(ByteOrder order, boolean matters) {
    return !matters ? "|" : order == ByteOrder.BIG_ENDIAN ? ">" : "<";
  }

  private void simple(String order, int itemSize, int alignment, int flags) throws IOException {
    start(order, null);
    noFields();
    end(itemSize, alignment, flags);
  }

  private void start(String order, DType.@Nullable SubArray array) throws IOException {
    out.integer(3);
    out.text(order);
    if (array == null) {
      out.opcode(Opcode.NONE);
      return;
    }
    write(array.base());
    out.opcode(Opcode.MARK);
    for (long length : array.shape().lengths()) {
      out.integer(length);
    }
    out.opcode(Opcode.TUPLE);
    out.opcode(Opcode.TUPLE2);
  }

  /** None for the names and None for the fields. */
  private void noFields() throws IOException {
    out.opcode(Opcode.NONE);
    out.opcode(Opcode.NONE);
  }

  private void end(int itemSize, int alignment, int flags) throws IOException {
    out.integer(itemSize);
    out.integer(alignment);
    out.integer(flags);
  }

  private void struct(DType.Struct struct) throws IOException {
    start("|", null);
    List<Field> fields = struct.fields();
    out.opcode(Opcode.MARK);
    for (Field field : fields) {
      out.text(field.name());
    }
    out.opcode(Opcode.TUPLE);
    out.opcode(Opcode.EMPTY_DICT);
    for (Field field : fields) {
      entry(field.name(), field);
      if (field.title() != null) {
        entry(field.title(), field);
      }
    }
    end(struct.itemSize(), 1, struct.hasObjects() ? STRUCT_OF_OBJECTS_FLAGS : STRUCT_FLAGS);
  }

  private void entry(String key, Field field) throws IOException {
    out.text(key);
    write(field.type());
    out.integer(field.offset());
    if (field.title() == null) {
      out.opcode(Opcode.TUPLE2);
    } else {
      out.text(field.title());
      out.opcode(Opcode.TUPLE3);
    }
    out.opcode(Opcode.SETITEM);
  }
}
