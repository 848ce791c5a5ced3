package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Anchor;
import io.npyio.cli.plot.Canvas.Box;
import java.util.List;

/**
 * The axes of a chart on a canvas.
 *
 * @param box the rectangle of the data
 * @param across the range from left to right
 * @param along the range from bottom to top, or from top to bottom
 * @param isDown whether the minimum is at the top
 */
record Axes(Box box, Range across, Range along, boolean isDown) {
  /** The least distance of ticks in pixels. */
  static final int MIN_TICK_WIDTH = 80;

  static final int MIN_TICK_HEIGHT = 45;

  /** The approximate width of a character in any font. */
  static final double CHARACTER_WIDTH = 7.4;

  private static final int TICK_LENGTH = 5;
  private static final int TITLE_Y = 20;
  private static final int NOTE_Y = 39;
  private static final int NAME_OFFSET = 38;

  double x(double value) {
    return box.x() + across.fraction(value) * box.width();
  }

  double y(double value) {
    double part = along.fraction(value);
    return box.y() + (isDown ? part : 1 - part) * box.height();
  }

  /** The width of the longest label. */
  static double width(List<Tick> ticks) {
    return CHARACTER_WIDTH * ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
  }

  static void heading(Canvas canvas, Caption caption) {
    double middle = canvas.width() / 2.0;
    canvas.text(
        cut(caption.title(), canvas.width() / 8.8),
        middle,
        TITLE_Y,
        Anchor.CENTRE,
        Palette.TEXT,
        true);
    canvas.text(
        cut(caption.note(), canvas.width() / CHARACTER_WIDTH),
        middle,
        NOTE_Y,
        Anchor.CENTRE,
        Palette.FAINT,
        false);
  }

  static String cut(String text, double maxLength) {
    return text.length() <= maxLength
        ? text
        : text.substring(0, (int) Math.max(0, maxLength - 3)) + "...";
  }

  /** Draws lines across the chart at the ticks. */
  void grid(Canvas canvas, List<Tick> xs, List<Tick> ys) {
    double bottom = box.y() + box.height();
    for (Tick tick : xs) {
      canvas.line(x(tick.value()), box.y(), x(tick.value()), bottom, Palette.GRID);
    }
    for (Tick tick : ys) {
      double y = y(tick.value());
      canvas.line(box.x(), y, box.x() + box.width(), y, Palette.GRID);
    }
  }

  /** Draws the frame, its ticks and their labels. */
  void draw(Canvas canvas, List<Tick> xs, List<Tick> ys) {
    canvas.frame(box, Palette.AXIS);
    double bottom = box.y() + box.height();
    for (Tick tick : xs) {
      double x = x(tick.value());
      canvas.line(x, bottom, x, bottom + TICK_LENGTH, Palette.AXIS);
      canvas.text(tick.label(), x, bottom + 15, Anchor.CENTRE, Palette.TEXT, false);
    }
    for (Tick tick : ys) {
      double y = y(tick.value());
      canvas.line(box.x() - TICK_LENGTH, y, box.x(), y, Palette.AXIS);
      canvas.text(tick.label(), box.x() - TICK_LENGTH - 4, y, Anchor.RIGHT, Palette.TEXT, false);
    }
  }

  void names(Canvas canvas, String horizontal, String vertical, double left) {
    double below = box.y() + box.height() + NAME_OFFSET;
    double middle = box.x() + box.width() / 2;
    canvas.text(horizontal, middle, below - 2, Anchor.CENTRE, Palette.TEXT, false);
    canvas.upward(vertical, left, box.y() + box.height() / 2, Palette.TEXT);
  }
}
