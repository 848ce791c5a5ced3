package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Anchor;
import io.npyio.cli.plot.Canvas.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows and columns as an image, with the first row at the top. */
final class RasterChart implements Chart {
  private static final int LEFT = 84;
  private static final int RIGHT = 104;
  private static final int TOP = 54;
  private static final int BOTTOM = 50;
  private static final int BAR_GAP = 18;
  private static final int BAR_WIDTH = 18;

  /** The lines of text above and below. */
  private static final int TEXT_LINES = 3;

  private static final String RAMP = ".:-=+*#%@";

  private final Caption caption;
  private final Colours colours;
  private final long rows;
  private final long columns;
  private final PixelBudget size;

  /**
   * An image.
   *
   * @param rows of elements
   * @param columns of elements
   * @param size the pixels that it occupies
   */
  RasterChart(Caption caption, Colours colours, long rows, long columns, PixelBudget size) {
    this.caption = caption;
    this.colours = colours;
    this.rows = rows;
    this.columns = columns;
    this.size = size;
  }

  /** The colours of cells. */
  interface Colours {
    int rows();

    int columns();

    /** The colour of a cell. */
    int colour(int row, int column);

    /** Its brightness, 0 to 1; NaN for a missing value. */
    double brightness(int row, int column);

    /** The range that the colours map; null for the own colours of an image. */
    @Nullable Range range();
  }

  /** The pixels available on a canvas. */
  static PixelBudget budget(int width, int height) {
    return new PixelBudget(
        Math.max(1, width - LEFT - RIGHT), Math.max(1, height - TOP - BOTTOM), 1);
  }

  @Override
  public void draw(Canvas canvas) {
    PixelBudget budget = budget(canvas.width(), canvas.height());
    double left = LEFT + (budget.width() - size.width()) / 2;
    double top = TOP + (budget.height() - size.height()) / 2;
    Box box = new Box(left, top, size.width(), size.height());
    // an element extends half a unit to both sides of its index
    Range across = new Range(-0.5, columns - 0.5);
    Range along = new Range(-0.5, rows - 0.5);
    Axes axes = new Axes(box, across, along, true);
    Range range = colours.range();
    Axes.heading(
        canvas,
        range == null ? caption : caption.with(marks(range, barHeight(budget)).note("colour")));
    canvas.image(
        new Raster(colours.columns(), colours.rows(), (column, row) -> colours.colour(row, column)),
        box);
    axes.draw(
        canvas,
        Scale.INTEGERS.ticks(across, size.width() / Axes.MIN_TICK_WIDTH).list(),
        Scale.INTEGERS.ticks(along, size.height() / Axes.MIN_TICK_HEIGHT).list());
    axes.names(canvas, "column", "row", left - Axes.width(longest(rows)) - 26);
    if (range != null) {
      drawBar(canvas, range, budget);
    }
  }

  private double barHeight(PixelBudget budget) {
    return Math.max(size.height(), Math.min(budget.height(), 120));
  }

  private static Ticks marks(Range range, double height) {
    return Scale.NUMBERS.ticks(range, (int) (height / Axes.MIN_TICK_HEIGHT));
  }

  private static List<Tick> longest(long rows) {
    return Scale.INTEGERS.ticks(new Range(-0.5, rows - 0.5), 10).list();
  }

  private void drawBar(Canvas canvas, Range range, PixelBudget budget) {
    double x = LEFT + (budget.width() + size.width()) / 2 + BAR_GAP;
    double height = barHeight(budget);
    double top = TOP + (budget.height() - height) / 2;
    Box box = new Box(x, top, BAR_WIDTH, height);
    canvas.image(new Raster(1, 256, (column, row) -> Palette.map((255.5 - row) / 256)), box);
    canvas.frame(box, Palette.AXIS);
    for (Tick tick : marks(range, height).list()) {
      double y = box.y() + (1 - range.fraction(tick.value())) * box.height();
      canvas.line(x + BAR_WIDTH, y, x + BAR_WIDTH + 4, y, Palette.AXIS);
      canvas.text(tick.label(), x + BAR_WIDTH + 8, y, Anchor.LEFT, Palette.TEXT, false);
    }
  }

  @Override
  public List<String> print(TextArea screen) {
    Pixels pixels = new Pixels(size.width(), size.height(), screen.isColour());
    for (int y = 0; y < pixels.height(); y++) {
      int row = (int) ((long) y * colours.rows() / pixels.height());
      for (int x = 0; x < pixels.width(); x++) {
        int column = (int) ((long) x * colours.columns() / pixels.width());
        double brightness = colours.brightness(row, column);
        if (!Double.isNaN(brightness)) {
          pixels.set(x, y, colours.colour(row, column), mark(brightness));
        }
      }
    }
    List<String> printed = new ArrayList<>(screen.heading(caption));
    String last = Long.toString(rows - 1);
    for (int i = 0; i < pixels.rows(); i++) {
      String label = i == 0 ? "0" : i == pixels.rows() - 1 ? last : "";
      printed.add(" ".repeat(last.length() - label.length()) + label + " " + pixels.text(i));
    }
    String right = Long.toString(columns - 1);
    int gap = Math.max(1, pixels.width() - right.length() - 1);
    String below = columns == 1 ? "0" : "0" + " ".repeat(gap) + right;
    printed.add(" ".repeat(last.length() + 1) + below);
    Range range = colours.range();
    if (range != null) {
      printed.add(bar(range, screen));
    }
    return printed;
  }

  private static char mark(double brightness) {
    int i = (int) Math.floor(brightness * RAMP.length());
    return RAMP.charAt(Math.max(0, Math.min(RAMP.length() - 1, i)));
  }

  private static String bar(Range range, TextArea screen) {
    String colours = RAMP;
    if (screen.isColour()) {
      Pixels pixels = new Pixels(Math.max(8, Math.min(32, screen.columns() - 24)), 2, true);
      for (int x = 0; x < pixels.width(); x++) {
        int colour = Palette.map((x + 0.5) / pixels.width());
        pixels.line(x, 0, x, 1, colour, ' ');
      }
      colours = pixels.text(0);
    }
    return Tick.text(range.low()) + " " + colours + " " + Tick.text(range.high());
  }

  /** The pixels available in a text area. */
  static PixelBudget budget(TextArea screen, long rows, boolean hasBar) {
    int gutter = Long.toString(rows - 1).length() + 1;
    int height = Math.max(1, screen.rows() - TEXT_LINES - (hasBar ? 1 : 0));
    int width = Math.max(1, screen.columns() - gutter);
    return screen.isColour()
        ? new PixelBudget(width, 2 * height, 1)
        : new PixelBudget(width, height, 2);
  }
}
