package io.npyio.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A place for text.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param isColour whether it shows half blocks in any colour, else plain characters
 */
public record TextArea(int columns, int rows, boolean isColour) {
  private static final int LEAST = 2;

  /** The lines above a chart. */
  List<String> heading(Caption caption) {
    List<String> heading = new ArrayList<>(List.of(Axes.cut(caption.title(), columns)));
    if (!caption.notes().isEmpty()) {
      heading.add(Axes.cut(caption.note(), columns));
    }
    return heading;
  }

  /** The lines that are left for data, with one below for labels. */
  int plotRows(Caption caption) {
    return Math.max(LEAST, rows - heading(caption).size() - 1);
  }
}
