package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.scan.LeafField;
import io.npyio.cli.scan.Workers;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plot of an array; its shape decides the kind of chart.
 *
 * <p>The array is read once, or twice for a histogram without a range, and only the data of the
 * chart are kept.
 */
public final class Plot {
  private static final Range FRACTIONS = new Range(0, 1);
  private static final Range BYTES = new Range(0, 255);
  private static final int IMAGE_RANK = 3;

  /** The most points per pixel of width before a line becomes an envelope. */
  private static final int MAX_POINTS_PER_PIXEL = 2;

  private final NdArray array;
  private final Request request;
  private final Workers workers;
  private final LongConsumer progress;

  /**
   * The choices of the user.
   *
   * @param name the name of the array
   * @param isHistogram whether to count its values
   * @param bins the number of bins, for integers an upper bound; null to choose
   * @param range the values to show; null for all
   * @param x the field along the horizontal axis; null for the index
   */
  public record Request(
      String name,
      boolean isHistogram,
      @Nullable Integer bins,
      @Nullable Range range,
      @Nullable String x) {}

  /**
   * A plot.
   *
   * @param progress is given the bytes of each part read
   */
  public Plot(NdArray array, Request request, Workers workers, LongConsumer progress) {
    this.array = array;
    this.request = request;
    this.workers = workers;
    this.progress = progress;
  }

  /** Finds the pixels for an array. */
  private interface PixelBudgets {
    PixelBudget of(long rows, boolean hasBar);
  }

  /** {@return a PNG file} */
  public byte[] png(int width, int height) throws IOException {
    // first, as it fails without fonts
    return picture(PngCanvas.of(width, height));
  }

  /** {@return an SVG file} */
  public byte[] svg(int width, int height) throws IOException {
    return picture(new SvgCanvas(width, height));
  }

  private byte[] picture(Canvas canvas) throws IOException {
    PixelBudget budget = RasterChart.budget(canvas.width(), canvas.height());
    chart(canvas.width(), (rows, hasBar) -> budget).draw(canvas);
    var bytes = new ByteArrayOutputStream();
    canvas.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** {@return lines of text} */
  public List<String> text(TextArea screen) throws IOException {
    PixelBudgets budgets = (rows, hasBar) -> RasterChart.budget(screen, rows, hasBar);
    return chart(screen.columns(), budgets).print(screen);
  }

  private Chart chart(int width, PixelBudgets budgets) throws IOException {
    boolean isStruct = array.dtype() instanceof DType.Struct;
    if (!isStruct) {
      PlottableTypes.check(array.dtype(), array.rank() == 1 || request.isHistogram());
    }
    if (array.size() == 0) {
      throw new IOException("there is nothing to draw: its shape is " + array.shape());
    }
    if (array.rank() == 0) {
      throw new IOException("a single value cannot be drawn; 'npyio cat' prints it");
    }
    if (request.isHistogram()) {
      return histogram();
    }
    if (isStruct) {
      return columns(width);
    }
    if (request.x() != null) {
      throw new IOException("--x names a field, but the elements are " + array.dtype().name());
    }
    return switch (array.rank()) {
      case 1 -> lines(List.of(new LeafField("", array)), width);
      case 2 -> heatMap(budgets);
      default -> image(budgets);
    };
  }

  private Caption caption() {
    DType dtype = array.dtype();
    String type = dtype instanceof DType.Struct ? "struct" : dtype.name();
    Caption caption = new Caption(request.name() + ": " + type + " " + array.shape(), List.of());
    return caption.with(PlottableTypes.areComplex(dtype) ? "magnitudes of complex numbers" : "");
  }

  private String valueName() {
    return PlottableTypes.areComplex(array.dtype()) ? "magnitude" : "value" + unit(array.dtype());
  }

  /** The unit of spans of time, in brackets. */
  private static String unit(DType dtype) {
    return dtype instanceof DType.Temporal temporal && temporal.isDelta()
        ? " " + temporal.step()
        : "";
  }

  private IOException nothingFinite() {
    return new IOException(
        "there is nothing to draw: its elements, %s, are all NaN or infinite"
            .formatted(Tick.count(array.size())));
  }

  private Chart columns(int width) throws IOException {
    if (array.rank() > 1) {
      throw new IOException(
          "plot draws structs of one axis, not of shape %s: --slice takes a part, as in --slice %s,"
                  .formatted(array.shape(), zeros(array.rank() - 1))
              + " and --field one of the fields");
    }
    List<LeafField> all = LeafField.of(array);
    List<LeafField> numbers =
        all.stream()
            .filter(
                field ->
                    field.array().rank() == 1
                        && PlottableTypes.areNumbers(field.array().dtype())
                        && !field.name().equals(request.x()))
            .map(field -> new LeafField(Printable.of(field.name()), field.array()))
            .toList();
    if (numbers.isEmpty()) {
      throw new IOException("plot draws numbers, and no field holds any: " + names(all));
    }
    return lines(numbers, width);
  }

  private static String names(List<LeafField> fields) {
    return fields.stream().map(LeafField::name).collect(Collectors.joining(", "));
  }

  private Chart lines(List<LeafField> fields, int width) throws IOException {
    int stretches =
        array.size() <= (long) MAX_POINTS_PER_PIXEL * width ? MAX_POINTS_PER_PIXEL * width : width;
    List<Envelope.Line> lines =
        Envelope.of(fields, stretches, array.dtype().itemSize(), workers, progress);
    long missing = lines.stream().mapToLong(Envelope.Line::missing).sum();
    if (missing == array.size() * fields.size()) {
      throw nothingFinite();
    }
    Caption caption =
        caption()
            .with(
                array.size() > stretches
                    ? "least and greatest of about %s elements each"
                        .formatted(Tick.text((double) array.size() / stretches))
                    : "")
            .with(missing, "not finite");
    boolean isOne = fields.size() == 1;
    String name = isOne && !fields.get(0).name().isEmpty() ? fields.get(0).name() : valueName();
    LeafField x = horizontal();
    return x == null
        ? new LineChart(
            caption,
            lines,
            name,
            scale(fields),
            request.range(),
            LineChart.Axis.index(array.size()))
        : new LineChart(caption, over(x, lines), name, scale(fields), request.range(), axis(x));
  }

  private static Scale scale(List<LeafField> fields) {
    boolean areWhole =
        fields.stream().allMatch(field -> PlottableTypes.areIntegers(field.array().dtype()));
    Scale numbers = areWhole ? Scale.INTEGERS : Scale.NUMBERS;
    return DateTicks.of(fields.get(0).array().dtype(), numbers);
  }

  // ---- a field along the horizontal axis ----------------------------------------------------

  private @Nullable LeafField horizontal() throws IOException {
    String name = request.x();
    if (name == null) {
      return null;
    }
    List<LeafField> all = LeafField.of(array);
    for (LeafField field : all) {
      if (field.name().equals(name)
          && field.array().rank() == 1
          && PlottableTypes.areNumbersOrTimes(field.array().dtype())) {
        return field;
      }
    }
    throw new IOException(
        "'%s' is not a field of numbers or times: %s".formatted(name, names(all)));
  }

  private static LineChart.Axis axis(LeafField x) {
    DType dtype = x.array().dtype();
    return new LineChart.Axis(Printable.of(x.name()) + unit(dtype), scale(List.of(x)));
  }

  /** Lines over the values of a field in place of the index. */
  private static List<Envelope.Line> over(LeafField x, List<Envelope.Line> lines) {
    var value = new double[1];
    return lines.stream()
        .map(
            line ->
                line.over(
                    index -> {
                      PlottableTypes.read(x.array().slice(0, index, index + 1), value);
                      return value[0];
                    }))
        .toList();
  }

  private Chart heatMap(PixelBudgets budgets) throws IOException {
    Shape shape = array.shape();
    PixelBudget size =
        budgets.of(shape.length(0), true).fit(shape.length(0), shape.length(1), false);
    CellMeans means = means(array, size);
    double[] all = means.all();
    boolean hasFinite = false;
    for (double value : all) {
      hasFinite |= Double.isFinite(value);
    }
    if (!hasFinite) {
      throw nothingFinite();
    }
    return new RasterChart(
        caption(means, shape),
        new HeatColours(means, Range.of(all, request.range())),
        shape.length(0),
        shape.length(1),
        size);
  }

  private CellMeans means(NdArray pixels, PixelBudget size) throws IOException {
    Shape shape = pixels.shape();
    return CellMeans.of(
        pixels,
        (int) Math.min(size.height(), shape.length(0)),
        (int) Math.min(size.width(), shape.length(1)),
        workers,
        progress);
  }

  private Caption caption(CellMeans means, Shape shape) {
    String scale = means.scale(shape);
    return caption()
        .with(scale.isEmpty() ? "" : "means of " + scale + " elements each")
        .with(means.missing(), "not finite");
  }

  private Chart image(PixelBudgets budgets) throws IOException {
    int rank = array.rank();
    boolean isOfColours = areColours(array.shape().length(rank - 1));
    if (rank == IMAGE_RANK && (isOfColours || areColours(array.shape().length(0)))) {
      return image(isOfColours ? array : channelsLast(array), budgets);
    }
    Shape shape = array.shape();
    boolean isOfImages = isOfColours && rank > IMAGE_RANK;
    throw new IOException(
        ("plot draws shapes (N,), (H, W), (H, W, 3) and (3, H, W), also with 4 for 3, not %s:"
                + " --slice takes a part, as in --slice %s")
            .formatted(shape, zeros(rank - (isOfImages ? IMAGE_RANK : 2))));
  }

  private static boolean areColours(long channels) {
    return channels == 3 || channels == 4;
  }

  /** An image of shape (3, H, W) as (H, W, 3). */
  private static NdArray channelsLast(NdArray image) {
    return image.permute(1, 2, 0);
  }

  private Chart image(NdArray pixels, PixelBudgets budgets) throws IOException {
    Shape shape = pixels.shape();
    PixelBudget size =
        budgets.of(shape.length(0), false).fit(shape.length(0), shape.length(1), true);
    CellMeans means = means(pixels, size);
    Range asked = request.range();
    Range levels =
        asked != null ? asked : PlottableTypes.isByteLike(array.dtype()) ? BYTES : FRACTIONS;
    var colours = new ImageColours(means, levels, shape.length(2) == 4);
    return new RasterChart(caption(means, shape), colours, shape.length(0), shape.length(1), size);
  }

  /** An index that removes a number of axes. */
  private static String zeros(int count) {
    String zeros = "0" + ", 0".repeat(count - 1);
    return count == 1 ? zeros : '"' + zeros + '"';
  }

  private Chart histogram() throws IOException {
    if (array.dtype() instanceof DType.Struct) {
      throw new IOException(
          "--hist counts numbers, not structs: --field takes one of the fields, "
              + names(LeafField.of(array)));
    }
    BinCounts counts = BinCounts.of(array, request.bins(), request.range(), workers, progress);
    if (counts.missing() == array.size()) {
      throw nothingFinite();
    }
    int bins = counts.bins().size();
    String width = Tick.text(counts.edge(1) - counts.edge(0));
    Caption caption =
        caption()
            .with(bins == 1 ? "1 bin" : bins + " bins " + width + " wide")
            .with(counts.isLastShort() ? "the last reaches beyond the greatest element" : "")
            .with(counts.outside(), "outside")
            .with(counts.missing(), "not finite");
    return new BarChart(caption, counts, valueName(), scale(List.of(new LeafField("", array))));
  }
}
