package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Anchor;
import io.npyio.cli.plot.Canvas.Box;
import java.util.List;

/**
 * The frame of a chart on a sheet.
 *
 * @param box where the data are
 * @param across the numbers from left to right
 * @param along the numbers from below upwards, or downwards
 * @param isDown whether the least is above
 */
record Axes(Box box, Range across, Range along, boolean isDown) {
  /** Pixels from one tick to the next, at least. */
  static final int TICK_WIDTH = 80;

  static final int TICK_HEIGHT = 45;

  /** How wide a character is, roughly, whatever the font. */
  static final double CHARACTER = 7.4;

  private static final int MARK = 5;
  private static final int HEADING = 20;
  private static final int NOTE = 39;
  private static final int BELOW = 38;

  double x(double value) {
    return box.x() + across.fraction(value) * box.width();
  }

  double y(double value) {
    double part = along.fraction(value);
    return box.y() + (isDown ? part : 1 - part) * box.height();
  }

  /** The room that the longest label takes. */
  static double width(List<Tick> ticks) {
    return CHARACTER * ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
  }

  static void heading(Canvas canvas, Caption caption) {
    double middle = canvas.width() / 2.0;
    canvas.text(
        cut(caption.title(), canvas.width() / 8.8),
        middle,
        HEADING,
        Anchor.CENTRE,
        Palette.TEXT,
        true);
    canvas.text(
        cut(caption.note(), canvas.width() / CHARACTER),
        middle,
        NOTE,
        Anchor.CENTRE,
        Palette.FAINT,
        false);
  }

  static String cut(String text, double most) {
    return text.length() <= most ? text : text.substring(0, (int) Math.max(0, most - 3)) + "...";
  }

  /** Lines across the chart at the ticks. */
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

  /** The frame, the marks at it and what is written at those. */
  void draw(Canvas canvas, List<Tick> xs, List<Tick> ys) {
    canvas.frame(box, Palette.AXIS);
    double bottom = box.y() + box.height();
    for (Tick tick : xs) {
      double x = x(tick.value());
      canvas.line(x, bottom, x, bottom + MARK, Palette.AXIS);
      canvas.text(tick.label(), x, bottom + 15, Anchor.CENTRE, Palette.TEXT, false);
    }
    for (Tick tick : ys) {
      double y = y(tick.value());
      canvas.line(box.x() - MARK, y, box.x(), y, Palette.AXIS);
      canvas.text(tick.label(), box.x() - MARK - 4, y, Anchor.RIGHT, Palette.TEXT, false);
    }
  }

  void names(Canvas canvas, String horizontal, String vertical, double left) {
    double below = box.y() + box.height() + BELOW;
    double middle = box.x() + box.width() / 2;
    canvas.text(horizontal, middle, below - 2, Anchor.CENTRE, Palette.TEXT, false);
    canvas.upward(vertical, left, box.y() + box.height() / 2, Palette.TEXT);
  }
}
