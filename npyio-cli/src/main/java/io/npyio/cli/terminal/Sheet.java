package io.npyio.cli.terminal;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.scan.LeafField;
import io.npyio.dtype.DType;
import io.npyio.view.ElementText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open array, or a field of it, as the texts of its elements. */
interface Sheet {
  /** {@return the lengths of its axes} */
  long[] lengths();

  /** {@return the text of an element} */
  String text(long... index);

  /** {@return the label of an index along an axis} */
  default String label(int axis, long index) {
    return Long.toString(index);
  }

  /** {@return its elements, from which a picture is drawn; null if they are no numbers} */
  default @Nullable NdArray array() {
    return null;
  }

  /** {@return the dtype of its elements} */
  DType dtype();

  /** {@return whether the texts are aligned on the left} */
  default boolean isText() {
    return switch (dtype().category()) {
      case NUMBER, COMPLEX, DATETIME, TIMEDELTA -> false;
      case BYTES, UNICODE, VOID, STRUCT, SUB_ARRAY, OBJECT -> true;
    };
  }

  /**
   * {@return the sheet of an array: of structs along one axis, a table with a column for each
   * field}
   */
  static Sheet of(NdArray array) {
    boolean isTable = array.rank() == 1 && array.dtype() instanceof DType.Struct;
    return isTable ? new Fields(array.shape().length(0), LeafField.of(array)) : new Elements(array);
  }

  /** Elements of one array. */
  record Elements(NdArray array) implements Sheet {
    @Override
    public long[] lengths() {
      return array.shape().lengths();
    }

    @Override
    public DType dtype() {
      return array.dtype();
    }

    @Override
    public String text(long... index) {
      return ElementText.of(array, index);
    }
  }

  /**
   * A table.
   *
   * @param rows the number of structs
   * @param fields its columns; fields that are arrays have axes of their own
   */
  record Fields(long rows, List<LeafField> fields) implements Sheet {
    @Override
    public long[] lengths() {
      return new long[] {rows, fields.size()};
    }

    @Override
    public DType dtype() {
      return fields.get(0).array().dtype();
    }

    @Override
    public String text(long... index) {
      return ElementText.of(fields.get((int) index[1]).array(), index[0]);
    }

    @Override
    public String label(int axis, long index) {
      return axis == 0 ? Long.toString(index) : fields.get((int) index).name();
    }
  }

  /** Python objects. */
  record Objects(ObjectArray objects) implements Sheet {
    @Override
    public long[] lengths() {
      return objects.shape().lengths();
    }

    @Override
    public DType dtype() {
      return objects.dtype();
    }

    @Override
    public String text(long... index) {
      return ObjectArray.str(objects.get(index));
    }
  }
}
