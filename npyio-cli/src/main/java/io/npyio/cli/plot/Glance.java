package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.LeafField;
import io.npyio.cli.scan.Workers;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A quick picture of an array as text: of a sample if it has many elements, which is said. */
public final class Glance {
  /** Elements that are read in a moment. */
  private static final long MAX_ELEMENTS = 1 << 22;

  /** The rows, and the columns, that are read of a sample for each of the picture. */
  private static final int PER_PIXEL = 2;

  private final NdArray array;
  private final TextArea screen;

  private Glance(NdArray array, TextArea screen) {
    this.array = array;
    this.screen = screen;
  }

  /** {@return lines of text: a line chart of one axis, a heat map of two} */
  public static List<String> of(NdArray array, TextArea screen) throws IOException {
    PlottableTypes.check(array.dtype(), array.rank() == 1);
    if (array.size() == 0) {
      throw new IOException("there is nothing to draw: the shape is " + array.shape());
    }
    var glance = new Glance(array, screen);
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      return array.rank() == 1 ? glance.line(workers) : glance.heatMap(workers);
    }
  }

  private boolean isSampled() {
    return array.size() > MAX_ELEMENTS;
  }

  /** The distance between the indices that are read along an axis for a number of pixels. */
  private long step(int axis, int pixels) {
    return isSampled() ? Math.max(1, array.shape().length(axis) / (PER_PIXEL * (long) pixels)) : 1;
  }

  private List<String> heatMap(Workers workers) throws IOException {
    Shape shape = array.shape();
    PixelBudget size =
        RasterChart.budget(screen, shape.length(0), true)
            .fit(shape.length(0), shape.length(1), false);
    long down = step(0, size.height());
    long across = step(1, size.width());
    NdArray sample = array.slice(0, 0, shape.length(0), down).slice(1, 0, shape.length(1), across);
    CellMeans means =
        CellMeans.of(
            sample,
            (int) Math.min(size.height(), sample.shape().length(0)),
            (int) Math.min(size.width(), sample.shape().length(1)),
            workers,
            bytes -> {});
    requireFinite(means.all());
    String scale = means.scale(sample.shape());
    Caption caption =
        caption(step(down, "rows"), step(across, "columns"))
            .with(scale.isEmpty() ? "" : "means of " + scale)
            .with(means.missing(), "not finite");
    var colours = new HeatColours(means, Range.of(means.all(), null));
    return new RasterChart(caption, colours, shape.length(0), shape.length(1), size).print(screen);
  }

  private List<String> line(Workers workers) throws IOException {
    long length = array.size();
    int stretches = (int) Math.min(length, screen.columns());
    long step = isSampled() ? Math.max(1, length / MAX_ELEMENTS) : 1;
    NdArray sample = array.slice(0, 0, length, step);
    List<Envelope.Line> lines =
        Envelope.of(
                List.of(new LeafField("", sample)),
                stretches,
                array.dtype().itemSize(),
                workers,
                bytes -> {})
            .stream()
            .map(line -> stretched(line, step))
            .toList();
    requireFinite(lines.get(0).y());
    Caption caption = caption(step(step, "elements")).with(lines.get(0).missing(), "not finite");
    Scale scale = DateTicks.of(array.dtype(), Scale.NUMBERS);
    return new LineChart(caption, lines, "value", scale, null, LineChart.Axis.index(length))
        .print(screen);
  }

  /** A line through a sample, at the indices of the whole. */
  private static Envelope.Line stretched(Envelope.Line line, long step) {
    double[] x = Arrays.stream(line.x()).map(index -> index * step).toArray();
    return new Envelope.Line(line.name(), x, line.y(), line.missing());
  }

  private static Caption caption(String... steps) {
    String sample =
        Arrays.stream(steps).filter(step -> !step.isEmpty()).collect(Collectors.joining(", "));
    return new Caption(sample.isEmpty() ? "all elements" : "a sample: " + sample, List.of());
  }

  private static String step(long step, String what) {
    return step == 1 ? "" : "1 in " + Tick.count(step) + " " + what;
  }

  private static void requireFinite(double[] values) throws IOException {
    if (Arrays.stream(values).noneMatch(Double::isFinite)) {
      throw new IOException("there is nothing to draw: no element is finite");
    }
  }
}
