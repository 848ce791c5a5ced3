package io.npyio.cli.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The frame of a chart as text, with labels to the left and below. */
final class TextFrame {
  private final TextArea screen;
  private final Caption caption;
  private final String[] labels;
  private final int gutter;
  private final Pixels pixels;

  /**
   * A frame.
   *
   * @param rows lines of the data
   * @param ticks with labels to the left
   * @param along the range from bottom to top
   */
  TextFrame(TextArea screen, Caption caption, int rows, List<Tick> ticks, Range along) {
    this.screen = screen;
    this.caption = caption;
    gutter = gutter(ticks);
    int width = width(screen, ticks);
    pixels = new Pixels(width, screen.isColour() ? 2 * rows : rows, screen.isColour());
    labels = new String[rows];
    Arrays.fill(labels, "");
    for (Tick tick : ticks) {
      int row = pixels.row(along.fraction(tick.value())) / (screen.isColour() ? 2 : 1);
      labels[row] = tick.label();
    }
  }

  private static int gutter(List<Tick> ticks) {
    return ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
  }

  /** The characters of a line that labels to the left leave for the data. */
  static int width(TextArea screen, List<Tick> ticks) {
    return Math.max(1, screen.columns() - gutter(ticks) - 2);
  }

  /** The pixels of the data. */
  Pixels pixels() {
    return pixels;
  }

  /** {@return the lines} */
  List<String> print(List<Tick> ticks, Range across) {
    List<String> printed = new ArrayList<>(screen.heading(caption));
    char wall = screen.isColour() ? '\u2502' : '|';
    for (int i = 0; i < labels.length; i++) {
      String indent = " ".repeat(gutter - labels[i].length());
      printed.add((indent + labels[i] + " " + wall + pixels.text(i)).stripTrailing());
    }
    var below = new StringBuilder(" ".repeat(gutter + 2));
    for (Tick tick : ticks) {
      int length = tick.label().length();
      int middle = gutter + 2 + pixels.column(across.fraction(tick.value()));
      int at = Math.max(gutter + 2, Math.min(middle - length / 2, screen.columns() - length));
      if (below.length() <= at && (below.length() < at || at == gutter + 2)) {
        below.append(" ".repeat(at - below.length())).append(tick.label());
      }
    }
    printed.add(below.toString().stripTrailing());
    return printed;
  }
}
