package io.npyio.cli.look;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.TableWriter;
import io.npyio.cli.plot.BinCounts;
import io.npyio.cli.plot.Range;
import io.npyio.cli.scan.Statistics;
import io.npyio.cli.scan.StatisticsJson;
import io.npyio.cli.scan.Workers;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.dtype.Order;
import io.npyio.view.ArrayTools;
import io.npyio.view.OpenView;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Statistics, histograms and tables by the code of the verbs, on all processors. */
public final class FileTools implements ArrayTools, Closeable {
  private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());

  @Override
  public Map<String, @Nullable Object> statistics(NdArray array) {
    String json = Json.text(out -> writeStatistics(out, array));
    return JsonMapper.shared()
        .readValue(json, new TypeReference<Map<String, @Nullable Object>>() {});
  }

  private void writeStatistics(JsonGenerator out, NdArray array) {
    out.writeStartObject();
    try (Statistics statistics = Statistics.of(array, workers, bytes -> {})) {
      StatisticsJson.write(out, array.dtype(), statistics.fields());
    } catch (IOException misfit) {
      throw new IllegalArgumentException(misfit.getMessage(), misfit);
    }
    out.writeEndObject();
  }

  @Override
  public Counts histogram(NdArray array, int bins, double low, double high) {
    try {
      BinCounts counts = BinCounts.of(array, bins, range(array, low, high), workers, bytes -> {});
      long[] each = counts.bins().stream().mapToLong(Long::longValue).toArray();
      BinCounts.Others others = counts.others();
      Range range = counts.range();
      return new Counts(
          range.low(), range.high(), each, others.below(), others.above(), others.nan());
    } catch (IOException misfit) {
      throw new IllegalArgumentException(misfit.getMessage(), misfit);
    }
  }

  /** The range of the bins; null for that of the elements. */
  private @Nullable Range range(NdArray array, double low, double high) throws IOException {
    if (Double.isNaN(low) && Double.isNaN(high)) {
      return null;
    }
    boolean isOpen = Double.isNaN(low) || Double.isNaN(high);
    Range all =
        !isOpen ? new Range(low, high) : BinCounts.of(array, 1, null, workers, bytes -> {}).range();
    double from = Double.isNaN(low) ? all.low() : low;
    double to = Double.isNaN(high) ? all.high() : high;
    if (!(from < to && Double.isFinite(from) && Double.isFinite(to))) {
      throw new IOException(
          "a histogram needs a range of two numbers, the lesser first, not %s to %s"
              .formatted(from, to));
    }
    return new Range(from, to);
  }

  @Override
  public void writeCsv(OpenView array, OutputStream out) throws IOException {
    if (array instanceof OpenView.Values values) {
      NdArray elements = values.array();
      var plan = new ArrayWrite(elements, elements.dtype(), Order.C, null);
      TableWriter.write(plan, ',', out, bytes -> {});
    } else {
      TableWriter.write(((OpenView.Objects) array).array(), ',', out);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
