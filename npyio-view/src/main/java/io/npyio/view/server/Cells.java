package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.view.ElementText;
import io.npyio.view.OpenView;
import java.util.List;
import java.util.function.UnaryOperator;
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

  /** The elements of some rows and columns; null where they are all there. */
  default @Nullable NdArray elements(long firstRow, long rowEnd, long firstColumn, long columnEnd) {
    return null;
  }

  /** The cells of a part of an array. */
  static Cells of(OpenArray open) {
    Selection selection = open.selection();
    if (open.view() instanceof OpenView.Objects objects) {
      return ObjectCells.of(objects.array(), selection);
    }
    NdArray shown = selection.shownOf(open.values());
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

    @Override
    public NdArray elements(long firstRow, long rowEnd, long firstColumn, long columnEnd) {
      return array.slice(0, firstRow, rowEnd).slice(1, firstColumn, columnEnd);
    }
  }

  /** A column for each field. */
  record FieldCells(NdArray structs, List<String> names, List<NdArray> fields) implements Cells {
    static FieldCells of(NdArray structs) {
      List<String> names = Fields.leaves(structs.dtype()).stream().map(Fields.Leaf::path).toList();
      return new FieldCells(
          structs,
          names,
          names.stream().map(name -> TextStart.of(Fields.select(structs, name))).toList());
    }

    @Override
    public long rows() {
      return structs.shape().length(0);
    }

    @Override
    public long columns() {
      return fields.size();
    }

    @Override
    public NdArray elements(long firstRow, long rowEnd, long firstColumn, long columnEnd) {
      return structs.slice(0, firstRow, rowEnd);
    }

    @Override
    public String text(long row, long column) {
      return ElementText.shortened(ElementText.of(fields.get((int) column), row));
    }
  }

  /**
   * A cell for each Python object, or of structs along one axis a column for each field.
   *
   * @param positions of the objects in C order
   * @param names of the columns; null where each column is one of the positions
   * @param members what is shown of an object in each column, or in all of them
   */
  record ObjectCells(
      ObjectArray array,
      NdArray positions,
      @Nullable List<String> names,
      List<UnaryOperator<@Nullable Object>> members)
      implements Cells {
    static ObjectCells of(ObjectArray array, Selection selection) {
      NdArray shown = selection.ofWholeElements().shownOf(ObjectPart.positions(array));
      DType dtype = array.dtype();
      boolean isTable =
          shown.rank() == 1 && dtype instanceof DType.Struct && selection.field().isEmpty();
      List<String> paths =
          isTable
              ? Fields.leaves(dtype).stream().map(Fields.Leaf::path).toList()
              : List.of(selection.field());
      return new ObjectCells(
          array,
          twoAxes(shown),
          isTable ? paths : null,
          paths.stream().map(path -> Fields.member(dtype, path)).toList());
    }

    @Override
    public long rows() {
      return positions.shape().length(0);
    }

    @Override
    public long columns() {
      return names == null ? positions.shape().length(1) : names.size();
    }

    @Override
    public String text(long row, long column) {
      boolean isTable = names != null;
      int position = positions.getInt(row, isTable ? 0 : column);
      Object shown = members.get(isTable ? (int) column : 0).apply(array.elements().get(position));
      return ElementText.shortened(ObjectArray.str(shown));
    }
  }
}
