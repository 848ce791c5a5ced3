package io.npyio.view.server;

import io.npyio.array.NdArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code api/cells}: the texts of a rectangle of elements. */
final class CellsEndpoint implements ArrayEndpoint {
  private static final int MAX_CELLS = 20_000;

  /** A rectangle of cells, whose ends are not part of it. */
  private record Rectangle(long firstRow, long rowEnd, long firstColumn, long columnEnd) {
    static Rectangle of(Query query, Cells cells) throws HttpProblem {
      long firstRow = query.integer("r0", 0, Long.MAX_VALUE);
      long firstColumn = query.integer("c0", 0, Long.MAX_VALUE);
      var asked =
          new Rectangle(
              Math.min(firstRow, cells.rows()),
              Math.min(query.integer("r1", firstRow, Long.MAX_VALUE), cells.rows()),
              Math.min(firstColumn, cells.columns()),
              Math.min(query.integer("c1", firstColumn, Long.MAX_VALUE), cells.columns()));
      asked.requireFew();
      return asked;
    }

    @Nullable NdArray elements(Cells cells) {
      return cells.elements(firstRow, rowEnd, firstColumn, columnEnd);
    }

    private void requireFew() throws HttpProblem {
      long rows = rowEnd - firstRow;
      long columns = columnEnd - firstColumn;
      if (rows > 0 && columns > MAX_CELLS / rows) {
        throw HttpProblem.tooLarge(
            "%d rows of %d cells are more than %d cells; ask for fewer"
                .formatted(rows, columns, MAX_CELLS));
      }
    }
  }

  @Override
  public Reply answer(OpenArray array, Query query) throws IOException, HttpProblem {
    Cells cells = Cells.of(array);
    Rectangle asked = Rectangle.of(query, cells);
    NdArray elements = asked.elements(cells);
    if (elements != null) {
      array.fetcher().fetch(elements);
    }
    List<List<String>> rows = new ArrayList<>();
    for (long row = asked.firstRow(); row < asked.rowEnd(); row++) {
      rows.add(texts(cells, row, asked));
    }
    Map<String, @Nullable Object> object =
        Json.object(
            "r0", asked.firstRow(),
            "c0", asked.firstColumn(),
            "columns", names(cells, asked),
            "cells", rows);
    return Reply.json(object);
  }

  private static @Nullable List<String> names(Cells cells, Rectangle asked) {
    List<String> names = cells.names();
    return names == null ? null : names.subList((int) asked.firstColumn(), (int) asked.columnEnd());
  }

  private static List<String> texts(Cells cells, long row, Rectangle asked) {
    return LongStream.range(asked.firstColumn(), asked.columnEnd())
        .mapToObj(column -> cells.text(row, column))
        .toList();
  }
}
