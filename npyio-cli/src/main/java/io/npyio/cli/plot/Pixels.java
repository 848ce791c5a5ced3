package io.npyio.cli.plot;

import java.util.Arrays;

/** Pixels made of text: half a character each with colours, else a whole one. */
final class Pixels {
  private static final int NONE = -1;
  private static final String RESET = "\u001B[0m";
  private static final char UPPER = '\u2580';
  private static final char LOWER = '\u2584';

  private final int width;
  private final int height;
  private final boolean isColour;
  private final int[] colours;
  private final char[] marks;

  Pixels(int width, int height, boolean isColour) {
    this.width = width;
    this.height = height;
    this.isColour = isColour;
    colours = new int[width * height];
    marks = new char[width * height];
    Arrays.fill(colours, NONE);
    Arrays.fill(marks, ' ');
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The number of lines of text. */
  int rows() {
    return isColour ? (height + 1) / 2 : height;
  }

  void set(int x, int y, int colour, char mark) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      colours[y * width + x] = colour;
      marks[y * width + x] = mark;
    }
  }

  /** The column at a fraction from left to right. */
  int column(double fraction) {
    return (int) Math.round(fraction * (width - 1));
  }

  /** The row at a fraction from bottom to top, clamped to a bit beyond both ends. */
  int row(double fraction) {
    double within = Math.max(-1, Math.min(2, fraction));
    return (int) Math.round((1 - within) * (height - 1));
  }

  /** Sets the pixels of a line. */
  void line(int x1, int y1, int x2, int y2, int colour, char mark) {
    int steps = Math.max(1, Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)));
    for (int i = 0; i <= steps; i++) {
      double part = (double) i / steps;
      int x = (int) Math.round(x1 + part * (x2 - x1));
      set(x, (int) Math.round(y1 + part * (y2 - y1)), colour, mark);
    }
  }

  /** A line of text. */
  String text(int row) {
    return isColour ? blocks(2 * row) : plain(row);
  }

  private String plain(int y) {
    return new String(marks, y * width, width).stripTrailing();
  }

  private String blocks(int y) {
    var text = new StringBuilder();
    String current = "";
    for (int x = 0; x < width; x++) {
      int upper = colours[y * width + x];
      int lower = y + 1 < height ? colours[(y + 1) * width + x] : NONE;
      String style = style(upper, lower);
      if (!style.equals(current)) {
        text.append(current.isEmpty() ? "" : RESET).append(style);
        current = style;
      }
      text.append(upper != NONE ? UPPER : lower != NONE ? LOWER : ' ');
    }
    return text.append(current.isEmpty() ? "" : RESET).toString().stripTrailing();
  }

  private static String style(int upper, int lower) {
    if (upper != NONE && lower != NONE) {
      return colour(38, upper) + colour(48, lower);
    }
    return upper == lower ? "" : colour(38, upper == NONE ? lower : upper);
  }

  private static String colour(int ground, int colour) {
    return "\u001B[%d;2;%d;%d;%dm"
        .formatted(ground, colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF);
  }

  static String coloured(String text, int colour) {
    return colour(38, colour) + text + RESET;
  }
}
