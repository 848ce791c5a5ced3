package io.npyio.view;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The work of the command for tests: few statistics, all from doubles. */
public final class PlainTools implements ArrayTools {
  @Override
  public Map<String, @Nullable Object> statistics(NdArray array) {
    Map<String, @Nullable Object> statistics = new LinkedHashMap<>();
    if (array.dtype() instanceof DType.Struct) {
      List<Object> fields = new ArrayList<>();
      addFields("", array, fields);
      statistics.put("fields", fields);
    } else {
      addNumbers(array, statistics);
    }
    return statistics;
  }

  private static void addFields(String prefix, NdArray array, List<Object> fields) {
    for (Field field : ((DType.Struct) array.dtype()).fields()) {
      NdArray values = array.field(field.name());
      if (field.type() instanceof DType.Struct) {
        addFields(prefix + field.name() + ".", values, fields);
      } else {
        Map<String, @Nullable Object> statistics = new LinkedHashMap<>();
        statistics.put("name", prefix + field.name());
        addNumbers(values, statistics);
        fields.add(statistics);
      }
    }
  }

  private static void addNumbers(NdArray array, Map<String, @Nullable Object> statistics) {
    statistics.put("count", array.size());
    if (array.dtype() instanceof DType.Flexible) {
      return;
    }
    double[] values = doubles(array);
    statistics.put("min", Arrays.stream(values).min().orElse(Double.NaN));
    statistics.put("max", Arrays.stream(values).max().orElse(Double.NaN));
    statistics.put("mean", Arrays.stream(values).average().orElse(Double.NaN));
  }

  @Override
  public Counts histogram(NdArray array, int bins, double low, double high) {
    double[] values = doubles(array);
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double from = Double.isNaN(low) ? Arrays.stream(finite).min().orElse(0) : low;
    double to = Double.isNaN(high) ? Arrays.stream(finite).max().orElse(1) : high;
    long[] counts = new long[bins];
    for (double value : finite) {
      if (value >= from && value <= to) {
        counts[(int) Math.min(bins - 1, (value - from) / (to - from) * bins)]++;
      }
    }
    return new Counts(
        from,
        to,
        counts,
        Arrays.stream(values).filter(value -> value < from).count(),
        Arrays.stream(values).filter(value -> value > to).count(),
        Arrays.stream(values).filter(Double::isNaN).count());
  }

  private static double[] doubles(NdArray array) {
    return array.astype(DType.FLOAT64).reshape(-1).toArray(double[].class);
  }

  @Override
  public void writeCsv(OpenView view, OutputStream out) throws IOException {
    if (!(view instanceof OpenView.Values values) || values.array().rank() != 2) {
      throw new IllegalArgumentException("a table has two axes");
    }
    NdArray array = values.array();
    for (long row = 0; row < array.shape().length(0); row++) {
      for (long column = 0; column < array.shape().length(1); column++) {
        String text = (column > 0 ? "," : "") + array.getString(row, column);
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      out.write('\n');
    }
  }
}
