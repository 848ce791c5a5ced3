package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a first pass over a table: its size, its heading, and the dtypes of its columns.
 *
 * <p>Unless the user says so, the first row is a heading if all its cells are words and a column
 * below holds other values, or if its cells are the names of the wanted fields. Tables with a
 * heading, and those with columns of numbers and columns of text, are structs.
 */
public final class Table {
  /** Above a table there may be some lines of text. */
  private static final int MAX_TITLE_ROWS = 20;

  private final Path path;
  private final TableSyntax syntax;
  private final LongConsumer progress;
  private final DelimiterDoubt doubt;
  private final List<ColumnSurvey> columns = new ArrayList<>();
  private List<String> first = List.of();
  private long firstLine = 1;
  private long rows;

  private Table(Path path, TableSyntax syntax, LongConsumer progress) {
    this.path = path;
    this.syntax = syntax;
    this.progress = progress;
    this.doubt = new DelimiterDoubt(syntax);
  }

  /** {@return the findings of a pass over a file} */
  public static Table survey(Path path, TableSyntax syntax, LongConsumer progress)
      throws IOException {
    var table = new Table(path, syntax, progress);
    try (TableReader in = new TableReader(path, syntax, progress)) {
      table.survey(in);
    }
    table.requireDelimiter();
    return table;
  }

  private void survey(TableReader in) throws IOException {
    List<String> row = firstRow(in);
    if (row == null) {
      return;
    }
    first = row;
    firstLine = in.line();
    first.forEach(cell -> columns.add(new ColumnSurvey(syntax)));
    doubt.see(first);
    while ((row = in.row()) != null) {
      doubt.see(row);
      requireWidth(row, in);
      rows++;
      see(row, in.line());
    }
  }

  private @Nullable List<String> firstRow(TableReader in) throws IOException {
    boolean mayBeComment = Boolean.TRUE.equals(syntax.heading()) && syntax.mayCommentHeading();
    return mayBeComment ? in.commentedRow() : in.row();
  }

  private void see(List<String> row, long line) {
    for (int i = 0; i < row.size(); i++) {
      columns.get(i).see(row.get(i), line);
    }
  }

  private void requireWidth(List<String> row, TableReader in) throws IOException {
    if (row.size() != first.size()) {
      throw new IOException(
          "line %d: expected %s, as in the first row, but found %d%s"
              .formatted(
                  in.line(),
                  Plural.of(first.size(), "cell"),
                  row.size(),
                  adviceOnWidth(row, in.line())));
    }
  }

  private String adviceOnWidth(List<String> row, long line) {
    String finding = doubt.finding();
    if (finding != null) {
      return "; with " + finding + ", " + doubt.options() + " may read columns";
    }
    if (!syntax.hasComments() && (row.get(0).startsWith("#") || first.get(0).startsWith("#"))) {
      return "; --comment '#' passes over comments";
    }
    boolean isTitle = first.size() == 1 && rows < MAX_TITLE_ROWS;
    return isTitle ? "; --skip-rows " + (line - 1) + " passes over the lines above" : "";
  }

  private void requireDelimiter() throws IOException {
    String finding = doubt.finding();
    if (finding != null) {
      throw new TableDoubt(
          "line %d: found %s; %s reads columns, --delimiter %s reads the table as it is"
              .formatted(
                  firstLine, finding, doubt.options(), DelimiterDoubt.quoted(syntax.delimiter())));
    }
  }

  /** Reads the elements in a second pass. */
  public OpenArray read(@Nullable DType wanted) throws IOException {
    boolean hasHeading = hasHeading(wanted);
    if (!hasHeading && !first.isEmpty()) {
      rows++;
      see(first, firstLine);
    }
    DType dtype = dtype(wanted, hasHeading);
    OpenArray open = OpenArray.scratch(layout(dtype));
    try {
      fill(open.array(), hasHeading);
      return syntax.dropsSingleAxes() ? squeezed(open) : open;
    } catch (IOException | RuntimeException problem) {
      open.close();
      throw problem;
    }
  }

  private boolean hasHeading(@Nullable DType wanted) {
    Boolean said = syntax.heading();
    if (said != null) {
      return said && !first.isEmpty();
    }
    if (wanted instanceof DType.Struct struct
        && TableColumn.of(struct).stream().map(TableColumn::heading).toList().equals(first)) {
      return true;
    }
    return !syntax.holdsNumbersOnly() && looksLikeHeading();
  }

  private boolean looksLikeHeading() {
    return rows > 0
        && first.stream().noneMatch(this::isNumberLike)
        && !first.stream().allMatch(cell -> cell.isBlank() || ColumnSurvey.standsForMissing(cell))
        && columns.stream().anyMatch(column -> !column.isText());
  }

  private boolean isNumberLike(String cell) {
    boolean isValue = !cell.isBlank() && Inference.isValue(syntax.plain(cell));
    return isValue || syntax.isMissing(cell) || syntax.isNearlyNumber(cell);
  }

  private DType dtype(@Nullable DType wanted, boolean hasHeading) throws IOException {
    if (wanted instanceof DType.Struct struct) {
      requireColumns(struct);
      return struct;
    }
    if (wanted != null) {
      return joint().dtype(wanted);
    }
    boolean isStruct = hasHeading || isMixed();
    requireSureColumns(isStruct, hasHeading);
    return isStruct ? struct(hasHeading) : syntax.typeOf(joint().dtype(null));
  }

  private Inference joint() {
    return Inference.of(columns.stream().map(ColumnSurvey::inference).toList());
  }

  /** Whether there are columns of text, of numbers and of booleans, but not of one kind alone. */
  private boolean isMixed() {
    return columns.stream()
            .map(ColumnSurvey::inference)
            .filter(column -> !column.isAllEmpty())
            .map(Inference::family)
            .distinct()
            .count()
        > 1;
  }

  private void requireSureColumns(boolean isStruct, boolean hasHeading) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      boolean isWanted = !isStruct || syntax.isWanted(fieldName(i, hasHeading));
      String complaint = isWanted ? columns.get(i).complaint(isStruct) : null;
      if (complaint != null) {
        throw new TableDoubt(
            "line %d, cell %d: %s".formatted(columns.get(i).wordLine(), i + 1, complaint));
      }
    }
  }

  private void requireColumns(DType.Struct struct) throws IOException {
    int expected = TableColumn.of(struct).size();
    if (expected != first.size() && !first.isEmpty()) {
      throw new IOException(
          "line %d: expected %d cells for %s but found %d"
              .formatted(firstLine, expected, struct, first.size()));
    }
  }

  private DType struct(boolean hasHeading) throws IOException {
    Field[] fields = new Field[columns.size()];
    var taken = new HashSet<String>();
    for (int i = 0; i < fields.length; i++) {
      String name = fieldName(i, hasHeading);
      if (!taken.add(name)) {
        throw new IOException(
            "line %d: two columns have the heading '%s'".formatted(firstLine, name));
      }
      fields[i] = Field.of(name, columns.get(i).dtype());
    }
    return DType.struct(fields);
  }

  private String fieldName(int column, boolean hasHeading) {
    String heading = hasHeading ? first.get(column).strip() : "";
    return heading.isEmpty() ? "f" + column : heading;
  }

  private ArrayLayout layout(DType dtype) {
    boolean isOneAxis = !Inference.isCell(dtype) || first.size() <= 1;
    return isOneAxis ? ArrayLayout.of(dtype, rows) : ArrayLayout.of(dtype, rows, first.size());
  }

  private static OpenArray squeezed(OpenArray open) {
    long[] lengths =
        Arrays.stream(open.array().shape().lengths()).filter(length -> length != 1).toArray();
    return new OpenArray(open.array().reshape(lengths), open.dtype(), open.order(), open);
  }

  private void fill(NdArray array, boolean hasHeading) throws IOException {
    try (TableReader in = new TableReader(path, syntax, progress)) {
      if (hasHeading) {
        firstRow(in);
      }
      NdArray[] columnsOfStruct = columns(array);
      for (long i = 0; i < rows; i++) {
        List<String> row = Objects.requireNonNull(in.row(), "the file changed while it was read");
        for (int j = 0; j < row.size(); j++) {
          try {
            set(columnsOfStruct.length > 0 ? columnsOfStruct[j] : array, row.get(j), i, j);
          } catch (IllegalArgumentException | ArithmeticException problem) {
            throw new IOException(
                "line %d, cell %d: %s".formatted(in.line(), j + 1, problem.getMessage()), problem);
          }
        }
      }
    }
  }

  private static NdArray[] columns(NdArray array) {
    return array.dtype() instanceof DType.Struct struct
        ? TableColumn.of(struct).stream().map(column -> column.of(array)).toArray(NdArray[]::new)
        : new NdArray[0];
  }

  private void set(NdArray array, String cell, long i, long j) {
    String text = text(cell, array.dtype());
    if (array.rank() == 1) {
      Cells.set(array, text, i);
    } else {
      Cells.set(array, text, i, j);
    }
  }

  /** The text from which an element is set; that of a missing integer is the word itself. */
  private String text(String cell, DType dtype) {
    if (syntax.isMissing(cell)) {
      return Cells.canBeMissing(dtype) ? "" : cell;
    }
    return Inference.isText(dtype) ? cell : syntax.plain(cell);
  }
}
