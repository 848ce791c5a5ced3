package io.npyio.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * An area of text.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param isColour whether it shows half blocks in any colour, rather than plain characters
 */
public record TextArea(int columns, int rows, boolean isColour) {
  private static final int MIN_ROWS = 2;

  /** The lines above a chart. */
  List<String> heading(Caption caption) {
    List<String> heading = new ArrayList<>(List.of(Axes.cut(caption.title(), columns)));
    if (!caption.notes().isEmpty()) {
      heading.add(Axes.cut(caption.note(), columns));
    }
    return heading;
  }

  /** The lines left for data, above one line of labels. */
  int plotRows(Caption caption) {
    return Math.max(MIN_ROWS, rows - heading(caption).size() - 1);
  }
}
