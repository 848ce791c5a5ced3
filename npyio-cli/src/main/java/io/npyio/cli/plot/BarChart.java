package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Box;
import java.util.List;

/** A histogram as bars. */
final class BarChart implements Chart {
  private static final int TOP = 54;
  private static final int BOTTOM = 50;
  private static final int EDGE = 24;
  private static final int COLOUR = 0x31688E;

  /** The least width in pixels of bars with a gap between them. */
  private static final int MIN_WIDTH_FOR_GAP = 5;

  private final Caption caption;
  private final BinCounts counts;
  private final String valueName;
  private final Range along;
  private final Scale scale;

  BarChart(Caption caption, BinCounts counts, String valueName, Scale scale) {
    this.caption = caption;
    this.counts = counts;
    this.valueName = valueName;
    this.scale = scale;
    along = new Range(0, Math.max(1.0, (double) counts.highest()) * 1.04);
  }

  @Override
  public void draw(Canvas canvas) {
    double height = canvas.height() - TOP - BOTTOM;
    List<Tick> ys = counts((int) (height / Axes.MIN_TICK_HEIGHT));
    double left = EDGE + Axes.width(ys) + 16;
    Box box = new Box(left, TOP, canvas.width() - left - EDGE, height);
    Axes axes = new Axes(box, counts.range().padded(0.02), along, false);
    Ticks xs = scale.ticks(axes.across(), (int) (box.width() / Axes.MIN_TICK_WIDTH));
    Axes.heading(canvas, caption.with(xs.note(valueName)));
    axes.grid(canvas, List.of(), ys);
    int n = counts.bins().size();
    double gap = box.width() / n >= MIN_WIDTH_FOR_GAP ? 1 : 0;
    for (int i = 0; i < n; i++) {
      // rounded to whole pixels: antialiasing would show a light line between two bars
      double from = Math.round(axes.x(counts.edge(i)));
      double to = Math.round(axes.x(counts.edge(i + 1)));
      double y = axes.y(counts.bins().get(i));
      double width = Math.max(to - from - gap, 1);
      if (counts.bins().get(i) > 0) {
        canvas.rect(new Box(from, y, width, box.y() + height - y), COLOUR);
      }
    }
    axes.draw(canvas, xs.list(), ys);
    axes.names(canvas, valueName, "count", 14);
  }

  @Override
  public List<String> print(TextArea screen) {
    List<Tick> ys = counts(Math.max(2, screen.plotRows(caption) / 3));
    int width = TextFrame.width(screen, ys);
    Ticks xs = scale.ticks(counts.range(), width / scale.labelWidth());
    Caption whole = caption.with(xs.note(valueName));
    int rows = screen.plotRows(whole);
    TextFrame frame = new TextFrame(screen, whole, rows, ys, along);
    Pixels pixels = frame.pixels();
    int n = counts.bins().size();
    for (int x = 0; x < pixels.width(); x++) {
      int first = (int) ((long) x * n / pixels.width());
      int last = (int) Math.max(first, ((long) (x + 1) * n - 1) / pixels.width());
      long highest = 0;
      for (int i = first; i <= last; i++) {
        highest = Math.max(highest, counts.bins().get(i));
      }
      if (highest > 0) {
        pixels.line(
            x, pixels.row(along.fraction((double) highest)), x, pixels.height() - 1, COLOUR, '#');
      }
    }
    return frame.print(xs.list(), counts.range());
  }

  private List<Tick> counts(int max) {
    return Scale.INTEGERS.ticks(along, max).list();
  }
}
