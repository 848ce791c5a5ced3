package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.scan.Statistics;
import io.npyio.cli.scan.Workers;
import io.npyio.cli.transfer.ObjectCast;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio stats}: prints count, extremes, mean and standard deviation. */
final class StatsVerb extends Verb {
  private final PositionalParamSpec file;
  private final OptionSpec axis;
  private final OptionSpec json;
  private final OptionSpec slice;
  private final OptionSpec threads;
  private final SourceOptions source;

  StatsVerb(Console console) {
    super(
        console,
        "stats",
        "Shows count, min, max, mean and std of an array or its fields; also the number of NaN and"
            + " infinite elements. std has ddof=0, as in NumPy. NaNs are counted, but left out of the other values, as in"
            + " NumPy's nanmin; infinities are not. One pass over the file, however large.");
    file = parameter(0, "FILE", "Any kind of file; - is standard input.");
    axis =
        option(
            "--axis",
            "N",
            "Along this axis, for each index of the others. -1 is the last.",
            Integer.class,
            Options::axis);
    json = flag("--json", "Print one JSON object.");
    slice = option("--slice", "INDEX", Transform.SLICE_HELP);
    threads = Options.threads(this);
    source = new SourceOptions(this);
    examples("npyio stats weights.npy", "npyio stats --axis 0 --json table.npy");
  }

  @Override
  public Integer call() throws Exception {
    String path = file.getValue();
    return Failure.in(
        path,
        () -> {
          ArrayFile opened = source.file(path);
          ObjectArray objects = source.objects(opened);
          if (objects != null) {
            show(path, objects.dtype(), Transform.sliced(values(objects), slice.getValue()));
            return ExitStatus.DONE;
          }
          try (OpenArray open = source.open(path, opened, null)) {
            show(path, open.dtype(), Transform.sliced(open.array(), slice.getValue()));
          }
          return ExitStatus.DONE;
        });
  }

  /** Objects as numbers or text if all of them are; else elements that are only counted. */
  private static NdArray values(ObjectArray objects) {
    NdArray values = ObjectCast.plain(objects);
    return values == null ? NdArray.zeros(DType.raw(1), objects.shape().lengths()) : values;
  }

  private void show(String path, DType dtype, NdArray array) throws IOException {
    try (Statistics statistics = statistics(path, array)) {
      print(path, dtype, array, statistics.fields());
    }
  }

  private Statistics statistics(String path, NdArray array) throws IOException {
    Integer chosen = axis.getValue();
    int along = chosen == null ? 0 : Options.axis(chosen, array.rank());
    try (Workers workers = Options.workers(threads);
        Progress progress = new Progress(console(), path, array.nbytes())) {
      return chosen == null
          ? Statistics.of(array, workers, progress)
          : Statistics.along(along, array, workers, progress);
    }
  }

  private void print(
      String path, DType dtype, NdArray array, List<Statistics.FieldStatistics> fields)
      throws IOException {
    if (isSet(json)) {
      printJson(path, dtype, array, fields);
      return;
    }
    Integer chosen = axis.getValue();
    String along = chosen == null ? "" : ", along axis " + Options.axis(chosen, array.rank());
    String type = dtype instanceof DType.Struct ? "struct" : dtype.name();
    console()
        .println(
            Printable.of(path)
                + ": %s, shape %s%s".formatted(Printable.of(type), array.shape(), along));
    for (Statistics.FieldStatistics field : fields) {
      boolean isField = !field.name().isEmpty();
      if (isField) {
        console().println("  " + Printable.of(field.name() + ": " + field.dtype().name()));
      }
      for (Statistics.Value value : field.values()) {
        String indent = isField ? "    " : "  ";
        String label = "%-7s".formatted(value.statistic().word());
        console().println(indent + label + text(value.array(), indent.length() + label.length()));
      }
    }
  }

  private static String text(@Nullable NdArray array, int column) {
    String text = array == null ? "none" : Console.text(array);
    return text.replace("\n", "\n" + " ".repeat(column));
  }

  private void printJson(
      String path, DType dtype, NdArray array, List<Statistics.FieldStatistics> fields)
      throws IOException {
    try (JsonGenerator out = Json.generator(console().out())) {
      out.writeStartObject().writeStringProperty("file", path);
      out.writeStringProperty("dtype", dtype.name());
      Json.writeShape(out, array.shape());
      Integer chosen = axis.getValue();
      if (chosen != null) {
        out.writeNumberProperty("axis", Options.axis(chosen, array.rank()));
      }
      if (array.dtype() instanceof DType.Struct) {
        out.writeName("fields").writeStartArray();
        for (Statistics.FieldStatistics field : fields) {
          out.writeStartObject().writeStringProperty("name", field.name());
          out.writeStringProperty("dtype", field.dtype().name());
          writeValues(out, field);
          out.writeEndObject();
        }
        out.writeEndArray();
      } else {
        fields.forEach(field -> writeValues(out, field));
      }
      out.writeEndObject().writeRaw('\n');
    }
  }

  private static void writeValues(JsonGenerator out, Statistics.FieldStatistics field) {
    for (Statistics.Value value : field.values()) {
      out.writeName(value.statistic().word());
      if (value.array() == null) {
        out.writeNull();
      } else {
        Json.writeElements(out, value.array());
      }
    }
  }
}
