package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Box;
import java.util.List;

/** A histogram. */
final class BarChart implements Chart {
  private static final int TOP = 54;
  private static final int BOTTOM = 50;
  private static final int EDGE = 24;
  private static final int COLOUR = 0x31688E;

  /** From this width on bars stand apart. */
  private static final int APART = 5;

  private final Caption caption;
  private final BinCounts counts;
  private final String valueName;
  private final Range along;
  private final boolean isWhole;

  BarChart(Caption caption, BinCounts counts, String valueName, boolean isWhole) {
    this.caption = caption;
    this.counts = counts;
    this.valueName = valueName;
    this.isWhole = isWhole;
    along = new Range(0, Math.max(1.0, (double) counts.most()) * 1.04);
  }

  @Override
  public void draw(Canvas canvas) {
    double height = canvas.height() - TOP - BOTTOM;
    List<Tick> ys = Tick.of(along, (int) (height / Axes.TICK_HEIGHT), true);
    double left = EDGE + Axes.width(ys) + 16;
    Box box = new Box(left, TOP, canvas.width() - left - EDGE, height);
    Axes axes = new Axes(box, counts.range().padded(0.02), along, false);
    List<Tick> xs = Tick.of(axes.across(), (int) (box.width() / Axes.TICK_WIDTH), isWhole);
    Axes.heading(canvas, caption);
    axes.grid(canvas, List.of(), ys);
    int n = counts.bins().size();
    double gap = box.width() / n >= APART ? 1 : 0;
    for (int i = 0; i < n; i++) {
      // on whole pixels: else a light line would be seen where two bars meet
      double from = Math.round(axes.x(counts.edge(i)));
      double to = Math.round(axes.x(counts.edge(i + 1)));
      double y = axes.y(counts.bins().get(i));
      double width = Math.max(to - from - gap, 1);
      if (counts.bins().get(i) > 0) {
        canvas.rect(new Box(from, y, width, box.y() + height - y), COLOUR);
      }
    }
    axes.draw(canvas, xs, ys);
    axes.names(canvas, valueName, "count", 14);
  }

  @Override
  public List<String> print(TextArea screen) {
    int rows = screen.plotRows(caption);
    List<Tick> ys = Tick.of(along, Math.max(2, rows / 3), true);
    TextFrame frame = new TextFrame(screen, caption, rows, ys, along);
    Pixels pixels = frame.pixels();
    int n = counts.bins().size();
    for (int x = 0; x < pixels.width(); x++) {
      int first = (int) ((long) x * n / pixels.width());
      int last = (int) Math.max(first, ((long) (x + 1) * n - 1) / pixels.width());
      long most = 0;
      for (int i = first; i <= last; i++) {
        most = Math.max(most, counts.bins().get(i));
      }
      if (most > 0) {
        pixels.line(
            x, pixels.row(along.fraction((double) most)), x, pixels.height() - 1, COLOUR, '#');
      }
    }
    Range range = counts.range();
    return frame.print(Tick.of(range, pixels.width() / 8, isWhole), range);
  }
}
