package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.scan.Statistics;
import io.npyio.cli.scan.StatisticsJson;
import io.npyio.cli.scan.Workers;
import io.npyio.cli.transfer.ObjectCast;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.dtype.DType;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio stats}: prints count, extremes, mean and standard deviation. */
final class StatsVerb extends Verb {
  private final PositionalParamSpec files;
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
    files =
        parameters(0, "FILE", "Any kind of file, of an archive each array; - is standard input.");
    axis =
        option(
            "--axis",
            "N",
            "Along this axis, for each index of the others. -1 is the last.",
            OptionType.AXIS);
    json = flag("--json", "Print one JSON object per file.");
    slice = option("--slice", "INDEX", Transform.SLICE_HELP);
    threads = Options.threads(this);
    source = new SourceOptions(this);
    examples(
        "npyio stats weights.npy", "npyio stats --axis 0 --json table.npy", "npyio stats run.npz");
  }

  @Override
  public Integer call() throws Exception {
    List<String> named = files.getValue();
    int worst = ExitStatus.DONE;
    for (String name : named) {
      try {
        worst = Math.max(worst, Failure.in(name, () -> show(name, named.size() > 1)));
      } catch (Failure failure) {
        if (WriteFailure.in(failure) != null) {
          throw failure;
        }
        worst = report(failure);
      }
    }
    return worst;
  }

  private int show(String name, boolean isOneOfMany) throws Exception {
    ArrayFile file = isOneOfMany ? source.oneOfMany(name) : source.file(name);
    if (file instanceof ArchiveFile archive && archive.hasSeveralArrays()) {
      try (Npz arrays = archive.archive()) {
        return showAll(new ArchiveArrays(this, name, arrays));
      }
    }
    measure(name, file, statistics -> print(name, statistics));
    return ExitStatus.DONE;
  }

  /** Shows the statistics of each array of an archive. */
  private int showAll(ArchiveArrays arrays) throws Exception {
    if (!isSet(json)) {
      return arrays.forEach(
          (key, name, array) -> measure(name, array, statistics -> print(name, statistics)));
    }
    try (JsonGenerator out = Json.generator(console().out())) {
      out.writeStartObject().writeStringProperty("file", arrays.file());
      out.writeStringProperty("format", FileKind.NPZ.word()).writeName("members").writeStartArray();
      int status = arrays.forEach(new MembersJson(out));
      out.writeEndArray().writeEndObject().writeRaw('\n');
      return status;
    }
  }

  /** Writes an object for each array of an archive. */
  private final class MembersJson implements ArchiveArrays.Work {
    private final JsonGenerator out;

    MembersJson(JsonGenerator out) {
      this.out = out;
    }

    @Override
    public void run(String key, String name, ArraySource array) throws Exception {
      measure(
          name,
          array,
          statistics -> {
            out.writeStartObject().writeStringProperty("name", key);
            write(out, statistics);
            out.writeEndObject();
          });
    }

    @Override
    public void afterFailure(String key, Failure failure) {
      out.writeStartObject().writeStringProperty("name", key);
      out.writeStringProperty("format", "bad");
      out.writeStringProperty("error", ErrorMessages.reason(failure)).writeEndObject();
    }
  }

  /**
   * The statistics of an array.
   *
   * @param dtype of its file
   * @param array that was measured
   */
  private record Measured(DType dtype, NdArray array, List<Statistics.FieldStatistics> fields) {}

  /** Takes statistics, which go when it returns. */
  private interface Sink {
    void accept(Measured statistics) throws IOException;
  }

  private void measure(String name, ArraySource array, Sink sink) throws IOException {
    ObjectArray objects = source.objects(array);
    if (objects != null) {
      NdArray part = Transform.sliced(values(objects), slice.getValue());
      measure(name, objects.dtype(), part, sink);
      return;
    }
    try (OpenArray open = source.open(name, array, null, slice.getValue())) {
      measure(name, open.dtype(), open.array(), sink);
    }
  }

  private void measure(String name, DType dtype, NdArray array, Sink sink) throws IOException {
    try (Statistics statistics = statistics(name, array)) {
      sink.accept(new Measured(dtype, array, statistics.fields()));
    }
  }

  /** Objects as numbers or text if all of them are; else elements that are only counted. */
  private static NdArray values(ObjectArray objects) {
    NdArray values = ObjectCast.plain(objects);
    return values == null ? NdArray.zeros(DType.raw(1), objects.shape().lengths()) : values;
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

  private void print(String name, Measured statistics) throws IOException {
    if (isSet(json)) {
      printJson(name, statistics);
    } else {
      printText(name, statistics);
    }
  }

  private void printText(String name, Measured statistics) throws IOException {
    DType dtype = statistics.dtype();
    NdArray array = statistics.array();
    Integer chosen = axis.getValue();
    String along = chosen == null ? "" : ", along axis " + Options.axis(chosen, array.rank());
    String type = dtype instanceof DType.Struct ? "struct" : dtype.name();
    console()
        .println(
            Printable.of(name)
                + ": %s, shape %s%s".formatted(Printable.of(type), array.shape(), along));
    for (Statistics.FieldStatistics field : statistics.fields()) {
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

  private void printJson(String name, Measured statistics) throws IOException {
    try (JsonGenerator out = Json.generator(console().out())) {
      out.writeStartObject().writeStringProperty("file", name);
      write(out, statistics);
      out.writeEndObject().writeRaw('\n');
    }
  }

  /** Writes the properties of an object. */
  private void write(JsonGenerator out, Measured statistics) {
    NdArray array = statistics.array();
    out.writeStringProperty("dtype", statistics.dtype().name());
    Json.writeShape(out, array.shape());
    Integer chosen = axis.getValue();
    if (chosen != null) {
      out.writeNumberProperty("axis", Options.axis(chosen, array.rank()));
    }
    StatisticsJson.write(out, array.dtype(), statistics.fields());
  }
}
