package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.view.ElementText;
import io.npyio.view.OpenView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a grid: rows and columns of texts. */
sealed interface Cells {
  long rows();

  long columns();

  /** The names of the columns; null where they have numbers. */
  default @Nullable List<String> names() {
    return null;
  }

  String text(long row, long column);

  /** The cells of a part of an array. */
  static Cells of(OpenView view, Selection selection) {
    if (view instanceof OpenView.Objects objects) {
      return new ObjectCells(
          objects.array(), twoAxes(selection.shownOf(ObjectPart.positions(objects.array()))));
    }
    NdArray shown = selection.shownOf(((OpenView.Values) view).array());
    return shown.rank() == 1 && shown.dtype() instanceof DType.Struct
        ? FieldCells.of(shown)
        : new ValueCells(twoAxes(TextStart.of(shown)));
  }

  /** A view with a column for the only axis, and one cell for a single element. */
  private static NdArray twoAxes(NdArray array) {
    NdArray padded = array;
    while (padded.rank() < 2) {
      padded = padded.insertAxis(padded.rank());
    }
    return padded;
  }

  /** A cell for each element. */
  record ValueCells(NdArray array) implements Cells {
    @Override
    public long rows() {
      return array.shape().length(0);
    }

    @Override
    public long columns() {
      return array.shape().length(1);
    }

    @Override
    public String text(long row, long column) {
      return ElementText.shortened(ElementText.of(array, row, column));
    }
  }

  /** A column for each field. */
  record FieldCells(long rows, List<String> names, List<NdArray> fields) implements Cells {
    static FieldCells of(NdArray structs) {
      List<String> names = Fields.leaves(structs.dtype()).stream().map(Fields.Leaf::path).toList();
      return new FieldCells(
          structs.shape().length(0),
          names,
          names.stream().map(name -> TextStart.of(Fields.select(structs, name))).toList());
    }

    @Override
    public long columns() {
      return fields.size();
    }

    @Override
    public String text(long row, long column) {
      return ElementText.shortened(ElementText.of(fields.get((int) column), row));
    }
  }

  /**
   * A cell for each Python object.
   *
   * @param positions of the objects in C order
   */
  record ObjectCells(ObjectArray array, NdArray positions) implements Cells {
    @Override
    public long rows() {
      return positions.shape().length(0);
    }

    @Override
    public long columns() {
      return positions.shape().length(1);
    }

    @Override
    public String text(long row, long column) {
      Object object = array.elements().get(positions.getInt(row, column));
      return ElementText.shortened(ObjectArray.str(object));
    }
  }
}
