package io.npyio.cli.plot;

import io.npyio.cli.plot.Canvas.Anchor;
import io.npyio.cli.plot.Canvas.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines over the index of their elements, or over another series of numbers or dates. */
final class LineChart implements Chart {
  private static final int TOP = 54;
  private static final int BOTTOM = 50;
  private static final int EDGE = 24;

  /** The most points that are marked with dots. */
  private static final int MAX_DOTS = 60;

  /** The most lines with names beside them. */
  private static final int MAX_NAMES = 24;

  private static final int NAME_HEIGHT_PIXELS = 18;
  private static final double STROKE_PIXELS = 1.4;
  private static final String MARKS = "*+ox#@%&";

  private final Caption caption;
  private final List<Envelope.Line> lines;
  private final String valueName;
  private final Range across;
  private final Range along;
  private final Scale scale;
  private final Axis horizontal;

  /**
   * The horizontal axis.
   *
   * @param range of its numbers; null for the range of the points
   */
  record Axis(String name, Scale scale, @Nullable Range range) {
    Axis(String name, Scale scale) {
      this(name, scale, null);
    }

    /** {@return the axis of the index of that number of elements} */
    static Axis index(long length) {
      return new Axis("index", Scale.INTEGERS, Range.around(0, length - 1.0));
    }
  }

  /**
   * A chart.
   *
   * @param scale of the values
   * @param asked the range of values to show; null for all
   */
  LineChart(
      Caption caption,
      List<Envelope.Line> lines,
      String valueName,
      Scale scale,
      @Nullable Range asked,
      Axis horizontal) {
    this.caption = caption;
    this.lines = lines;
    this.valueName = valueName;
    this.scale = scale;
    this.horizontal = horizontal;
    double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray();
    along = asked == null ? Range.of(all, null).padded(0.05) : asked;
    double[] positions = lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())).toArray();
    across = Range.of(positions, horizontal.range());
  }

  private boolean hasNames() {
    return lines.size() > 1 && lines.size() <= MAX_NAMES;
  }

  private int longestName() {
    return lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
  }

  @Override
  public void draw(Canvas canvas) {
    double height = canvas.height() - TOP - BOTTOM;
    Ticks ys = scale.ticks(along, (int) (height / Axes.MIN_TICK_HEIGHT));
    double left = EDGE + Axes.width(ys.list()) + 16;
    int names = Math.min(longestName(), 20);
    double right = hasNames() ? names * Axes.CHARACTER_WIDTH + 46 : EDGE;
    Box box = new Box(left, TOP, canvas.width() - left - right, height);
    Axes axes = new Axes(box, across.padded(0.02), along, false);
    Ticks xs = horizontal.scale().ticks(axes.across(), (int) (box.width() / Axes.MIN_TICK_WIDTH));
    Axes.heading(canvas, caption(xs, ys));
    axes.grid(canvas, xs.list(), ys.list());
    canvas.clip(box);
    for (int i = 0; i < lines.size(); i++) {
      draw(canvas, axes, lines.get(i), Palette.line(i, lines.size()));
    }
    canvas.unclip();
    axes.draw(canvas, xs.list(), ys.list());
    axes.names(canvas, horizontal.name(), valueName, 14);
    if (hasNames()) {
      drawNames(canvas, box.x() + box.width() + 12, names);
    }
  }

  private Caption caption(Ticks xs, Ticks ys) {
    return caption.with(xs.note(horizontal.name())).with(ys.note(valueName));
  }

  private void drawNames(Canvas canvas, double x, int maxChars) {
    for (int i = 0; i < lines.size(); i++) {
      double y = TOP + 10 + i * NAME_HEIGHT_PIXELS;
      canvas.rect(new Box(x, y - 2, 16, 3), Palette.line(i, lines.size()));
      String name = Axes.cut(lines.get(i).name(), maxChars);
      canvas.text(name, x + 22, y, Anchor.LEFT, Palette.TEXT, false);
    }
  }

  /** Draws each stretch between gaps as a line, or a single point as a dot. */
  private static void draw(Canvas canvas, Axes axes, Envelope.Line line, int colour) {
    double[] xs = Arrays.stream(line.x()).map(axes::x).toArray();
    double[] ys = Arrays.stream(line.y()).map(axes::y).toArray();
    for (int from = 0; from < xs.length; from++) {
      int to = from;
      while (to < xs.length && !Double.isNaN(ys[to])) {
        to++;
      }
      if (to - from > 1) {
        canvas.polyline(
            Arrays.copyOfRange(xs, from, to),
            Arrays.copyOfRange(ys, from, to),
            colour,
            STROKE_PIXELS);
      }
      if (to - from == 1 || xs.length <= MAX_DOTS) {
        for (int i = from; i < to; i++) {
          canvas.dot(xs[i], ys[i], 2.5, colour);
        }
      }
      from = Math.max(from, to);
    }
  }

  @Override
  public List<String> print(TextArea screen) {
    int extra = hasNames() ? 1 : 0;
    Ticks ys = scale.ticks(along, Math.max(2, (screen.plotRows(caption) - extra) / 3));
    int width = TextFrame.width(screen, ys.list());
    Ticks xs = horizontal.scale().ticks(across, width / horizontal.scale().labelWidth());
    Caption whole = caption(xs, ys);
    int rows = screen.plotRows(whole) - extra;
    TextFrame frame = new TextFrame(screen, whole, rows, ys.list(), along);
    Pixels pixels = frame.pixels();
    for (int i = 0; i < lines.size(); i++) {
      print(pixels, lines.get(i), Palette.line(i, lines.size()), mark(i));
    }
    List<String> printed = frame.print(xs.list(), across);
    if (hasNames()) {
      printed.add(names(screen));
    }
    return printed;
  }

  private static char mark(int i) {
    return MARKS.charAt(i % MARKS.length());
  }

  private String names(TextArea screen) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String mark =
          screen.isColour()
              ? Pixels.coloured("\u2580\u2580", Palette.line(i, lines.size()))
              : String.valueOf(mark(i));
      names.add(mark + " " + lines.get(i).name());
    }
    return String.join("  ", names);
  }

  private void print(Pixels pixels, Envelope.Line line, int colour, char mark) {
    int lastX = 0;
    int lastY = 0;
    boolean isBroken = true;
    for (int i = 0; i < line.x().length; i++) {
      double value = line.y()[i];
      if (Double.isNaN(value)) {
        isBroken = true;
        continue;
      }
      int x = pixels.column(across.fraction(line.x()[i]));
      int y = pixels.row(along.fraction(value));
      pixels.line(isBroken ? x : lastX, isBroken ? y : lastY, x, y, colour, mark);
      lastX = x;
      lastY = y;
      isBroken = false;
    }
  }
}
