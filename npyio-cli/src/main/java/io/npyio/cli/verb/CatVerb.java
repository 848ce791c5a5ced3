package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.console.StdoutKind;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayInfo;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.JsonWriter;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.format.text.TableWriter;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.ObjectSlices;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npz;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.core.JsonGenerator;

/** {@code npyio cat}: prints an array. */
final class CatVerb extends Verb {
  /** How an array is printed. */
  private enum Format {
    NUMPY,
    CSV,
    TSV,
    JSON
  }

  /** NumPy's defaults. */
  private static final long THRESHOLD = 1000;

  private static final int PRECISION = 8;

  private final PositionalParamSpec file;
  private final OptionSpec format;
  private final OptionSpec full;
  private final PartOptions part;
  private final OptionSpec precision;
  private final SourceOptions source;

  CatVerb(Console console) {
    super(
        console,
        "cat",
        "Prints an array as NumPy would print it; of an archive all arrays, each below its name.");
    file = parameter(0, "FILE", "Any kind of file; - is standard input.");
    format =
        option(
            "--format",
            "FORMAT",
            "numpy (default), csv, tsv or json.",
            OptionType.oneOf(Format.class, "a format: numpy, csv, tsv or json"));
    full = flag("--full", "Print all elements. Otherwise numpy summarises more than 1000.");
    part = new PartOptions(this);
    precision =
        option(
            "--precision",
            "N",
            "Print at most N digits after the point. Default: 8.",
            OptionType.COUNT);
    source = new SourceOptions(this);
    examples(
        "npyio cat weights.npy",
        "npyio cat data.dat --dtype float32 --shape 3,3 --slice \"1, 2\"",
        "npyio cat points.npy --format csv > points.csv",
        "npyio cat run.npz --slice :3");
  }

  @Override
  public Integer call() throws Exception {
    part.requireConsistent();
    if (precision.getValue() != null && chosenFormat() != Format.NUMPY) {
      throw misuse("--precision is for the format numpy; the others write numbers exactly");
    }
    String path = file.getValue();
    return Failure.in(
        path,
        () -> {
          ArrayFile opened = source.file(path);
          if (opened instanceof ArchiveFile archive && archive.hasSeveralArrays()) {
            try (Npz arrays = archive.archive()) {
              return printAll(new ArchiveArrays(this, path, arrays));
            }
          }
          print(path, opened, elements -> print(path, elements), this::print);
          mentionFollowing(path, opened);
          mentionShadowed(path, opened);
          return ExitStatus.DONE;
        });
  }

  /** Prints each array of an archive under its name. */
  private int printAll(ArchiveArrays arrays) throws Exception {
    return switch (chosenFormat()) {
      case NUMPY -> arrays.forEach(this::printBelowName);
      case JSON -> {
        try (JsonGenerator json = Json.generator(console().out())) {
          json.writeStartObject();
          int status =
              arrays.forEach((key, name, array) -> printAsProperty(json, key, name, array));
          json.writeEndObject().writeRaw('\n');
          yield status;
        }
      }
      case CSV, TSV ->
          throw new IOException(
              "holds several arrays, but a table is one; name it, as in %s:%s"
                  .formatted(arrays.archive().name(), arrays.archive().names().get(0)));
    };
  }

  private void printBelowName(String key, String name, ArraySource array) throws IOException {
    String heading = Printable.of(key + ":");
    print(
        name,
        array,
        elements -> {
          console().println(heading);
          print(name, elements);
        },
        objects -> {
          console().println(heading);
          print(objects);
        });
  }

  private void printAsProperty(JsonGenerator json, String key, String name, ArraySource array)
      throws IOException {
    print(
        name,
        array,
        elements -> {
          json.writeName(key);
          write(
              name, elements.array(), (plan, out, done) -> JsonWriter.writeLists(plan, json, done));
        },
        objects -> {
          json.writeName(key);
          JsonWriter.writeLists(objects, json);
        });
  }

  /**
   * Elements to be printed.
   *
   * @param areCorners whether only those are there that a summary shows
   */
  private record Elements(NdArray array, boolean areCorners) {}

  /** Prints elements that have been read. */
  @FunctionalInterface
  private interface Printer<T> {
    void print(T array) throws IOException;
  }

  private void print(
      String name, ArraySource array, Printer<Elements> plain, Printer<ObjectArray> objects)
      throws IOException {
    ObjectArray read = source.objects(array);
    if (read != null) {
      objects.print(ObjectSlices.of(read, part::of));
      return;
    }
    NdArray corners = isSummarised(array) ? array.corners() : null;
    if (corners != null) {
      plain.print(new Elements(corners, true));
      return;
    }
    try (OpenArray open = source.open(name, array, null, part.index(array))) {
      plain.print(new Elements(part.rows(open.array()), false));
    }
  }

  /**
   * Whether only the corners of all of an array are printed. Structs may have fields that are
   * arrays, which are summarised by their own size.
   */
  private boolean isSummarised(ArraySource array) throws IOException {
    return part.isWhole()
        && chosenFormat() == Format.NUMPY
        && !isSet(full)
        && array.readsParts()
        && source.view().changesNothing()
        && array.info() instanceof ArrayInfo info
        && info.layout().size() > THRESHOLD
        && !(info.layout().dtype() instanceof DType.Struct);
  }

  private Format chosenFormat() {
    @Nullable Format chosen = format.getValue();
    return chosen == null ? Format.NUMPY : chosen;
  }

  private void print(String path, Elements elements) throws IOException {
    NdArray array = elements.array();
    switch (chosenFormat()) {
      case NUMPY -> printAsNumPy(path, elements);
      case CSV -> write(path, array, tables(','));
      case TSV -> write(path, array, tables('\t'));
      case JSON -> write(path, array, JsonWriter::writeLists);
    }
  }

  /** Says on standard error that the array printed is the last of several of its name. */
  private void mentionShadowed(String path, ArrayFile opened) throws IOException {
    long count = opened instanceof ArchiveFile archive ? archive.shadowed() : 0;
    if (count > 0) {
      console()
          .say(
              "npyio: %s: the last of %d members of this name, which NumPy reads; 'npyio info' shows all\n"
                  .formatted(Printable.of(path), count + 1));
    }
  }

  /** Says on standard error that only the first of several arrays was printed. */
  private void mentionFollowing(String path, ArrayFile opened) throws IOException {
    if (opened.kind() == FileKind.NPY
        && opened.info() instanceof ArrayInfo info
        && info.following() > 0) {
      console()
          .say(
              "npyio: %s: %d bytes follow this array, at byte %d; 'npyio unpack' takes several arrays apart\n"
                  .formatted(Printable.of(path), info.following(), info.dataEnd()));
    }
  }

  private void print(ObjectArray array) throws IOException {
    switch (chosenFormat()) {
      case NUMPY ->
          console()
              .println(
                  Console.text(isSet(full) ? array.toString(Long.MAX_VALUE) : array.toString()));
      case CSV -> TableWriter.write(array, ',', console().out());
      case TSV -> TableWriter.write(array, '\t', console().out());
      case JSON -> JsonWriter.writeLists(array, console().out());
    }
  }

  private void printAsNumPy(String path, Elements elements) throws IOException {
    NdArray array = elements.array();
    boolean isUsual = !elements.areCorners() && !isSet(full) && precision.getValue() == null;
    boolean isText = array.dtype() instanceof DType.Flexible;
    if (isUsual || (array.rank() == 0 && isText)) {
      console().println(Console.text(array));
      return;
    }
    long threshold = elements.areCorners() ? 0 : isSet(full) ? Long.MAX_VALUE : THRESHOLD;
    int digits = precision.getValue() == null ? PRECISION : precision.getValue();
    try (Progress progress = new Progress(watched(), path, Progress.UNKNOWN)) {
      OutputStream out = CountingStreams.of(console().out(), progress);
      Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      array.printTo(text, threshold, digits);
      text.append('\n').flush();
    }
  }

  /** Writes an array in one of the formats that files have as well. */
  @FunctionalInterface
  private interface TextWriter {
    void write(ArrayWrite array, OutputStream out, LongConsumer progress) throws IOException;
  }

  private static TextWriter tables(char separator) {
    return (array, out, progress) -> TableWriter.write(array, separator, out, progress);
  }

  private void write(String path, NdArray array, TextWriter writer) throws IOException {
    try (Progress progress = new Progress(watched(), path, array.nbytes())) {
      var plan = new ArrayWrite(array, array.dtype(), Order.C, null);
      writer.write(plan, console().out(), progress);
    }
  }

  /** A terminal that shows the array, or a pager, has no room for progress. */
  private Console watched() {
    return console().unlessPrintingTo(StdoutKind.TERMINAL, StdoutKind.OTHER);
  }
}
