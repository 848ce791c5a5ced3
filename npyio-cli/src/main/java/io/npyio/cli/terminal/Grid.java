package io.npyio.cli.terminal;

import io.npyio.cli.format.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** The rows and columns of a sheet that fit the screen, with the chosen element in reverse. */
final class Grid {
  static final String REVERSE = "\u001B[7m";
  static final String NORMAL = "\u001B[0m";

  private static final int MAX_CELL_COLUMNS = 40;
  private static final String GAP = "  ";

  private final Sheet sheet;
  private final Place place;
  private final int width;
  private final int height;
  private long top;
  private long left;

  /**
   * A grid.
   *
   * @param before the grid of this array that was shown last, whose rows and columns stay if they
   *     can
   * @param height lines, the labels of columns included
   */
  Grid(Sheet sheet, Place place, Grid before, int width, int height) {
    this(sheet, place, before.top, before.left, width, height);
  }

  Grid(Sheet sheet, Place place, long top, long left, int width, int height) {
    this.sheet = sheet;
    this.place = place;
    this.width = width;
    this.height = Math.max(2, height);
    this.top = shifted(top, place.row(), rowsShown(), place.rows());
    this.left = left;
  }

  /** The first row, so that the chosen one is shown. */
  private static long shifted(long first, long chosen, long shown, long all) {
    long last = Math.max(0, all - shown);
    return Math.max(Math.min(Math.min(first, chosen), last), chosen - shown + 1);
  }

  int rowsShown() {
    return height - 1;
  }

  /** A column of the screen. */
  private record Column(long index, List<String> cells, int width) {}

  List<String> lines() {
    int rows = (int) Math.min(rowsShown(), place.rows() - top);
    List<String> labels = new ArrayList<>(List.of(""));
    for (int i = 0; i < rows; i++) {
      labels.add(place.down() < 0 ? "" : label(place.down(), top + i));
    }
    int gutter = widest(labels);
    List<Column> columns = columns(rows, width - gutter);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= rows; i++) {
      var line = new StringBuilder(TextWidth.padded(labels.get(i), gutter, false));
      for (Column column : columns) {
        line.append(GAP).append(cell(column, i));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private String cell(Column column, int line) {
    boolean isLabel = line == 0;
    String text = TextWidth.padded(column.cells().get(line), column.width(), sheet.isText());
    boolean isChosen =
        !isLabel && column.index() == place.column() && top + line - 1 == place.row();
    return isChosen ? REVERSE + text + NORMAL : text;
  }

  /** The columns that fit, the chosen one among them. */
  private List<Column> columns(int rows, int room) {
    left = Math.min(left, place.column());
    List<Column> columns = new ArrayList<>();
    int used = 0;
    for (long i = left; i < place.columns(); i++) {
      Column column = column(i, rows);
      used += GAP.length() + column.width();
      if (used > room && !columns.isEmpty()) {
        break;
      }
      columns.add(column);
    }
    return left + columns.size() > place.column() ? columns : columnsUpTo(rows, room);
  }

  private List<Column> columnsUpTo(int rows, int room) {
    List<Column> columns = new ArrayList<>();
    int used = 0;
    for (long i = place.column(); i >= 0; i--) {
      Column column = column(i, rows);
      used += GAP.length() + column.width();
      if (used > room && !columns.isEmpty()) {
        break;
      }
      columns.add(0, column);
      left = i;
    }
    return columns;
  }

  private Column column(long index, int rows) {
    List<String> cells = new ArrayList<>();
    cells.add(place.across() < 0 ? "" : label(place.across(), index));
    for (int i = 0; i < rows; i++) {
      cells.add(shown(sheet.text(place.index(top + i, index))));
    }
    return new Column(index, cells, widest(cells));
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(TextWidth::of).max().orElse(0);
  }

  private String label(int axis, long index) {
    return shown(sheet.label(axis, index));
  }

  private static String shown(String text) {
    return Printable.of(TextWidth.cut(text, MAX_CELL_COLUMNS));
  }
}
