package io.npyio.cli;

import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.cli.format.Counted;
import io.npyio.cli.format.FileKinds;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.Outgoing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio cat}: prints an array. */
final class CatVerb extends Verb {
  /** How an array is printed. */
  private enum Format {
    NUMPY,
    CSV,
    TSV,
    JSON
  }

  private final PositionalParamSpec file;
  private final OptionSpec format;
  private final OptionSpec full;
  private final OptionSpec slice;
  private final SourceOptions source;

  CatVerb(Console console) {
    super(console, "cat", "Prints an array as NumPy would print it.");
    file = parameter(0, "FILE", "Any kind of file; - is standard input.");
    format =
        option(
            "--format",
            "FORMAT",
            "numpy (default), csv, tsv or json.",
            Format.class,
            CatVerb::format);
    full = flag("--full", "Print all elements. Otherwise numpy summarises more than 1000.");
    slice = option("--slice", "INDEX", Transform.SLICE_HELP);
    source = new SourceOptions(this);
    examples(
        "npyio cat weights.npy",
        "npyio cat data.dat --dtype float32 --shape 3,3 --slice \"1, 2\"",
        "npyio cat points.npy --format csv > points.csv");
  }

  private static Format format(String text) {
    return switch (text) {
      case "numpy" -> Format.NUMPY;
      case "csv" -> Format.CSV;
      case "tsv" -> Format.TSV;
      case "json" -> Format.JSON;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is no format: numpy, csv, tsv or json");
    };
  }

  @Override
  public Integer call() throws Exception {
    String path = file.getValue();
    return Failure.in(
        path,
        () -> {
          try (OpenArray open = source.open(path, null)) {
            print(path, Transform.sliced(open.array(), slice.getValue()));
          }
          return DONE;
        });
  }

  private void print(String path, NdArray array) throws IOException {
    @Nullable Format chosen = format.getValue();
    if (chosen != null && chosen != Format.NUMPY) {
      try (Progress progress = new Progress(watched(), path, array.nbytes())) {
        print(chosen, new Outgoing(array, array.dtype(), Order.C, null, progress));
      }
    } else if (isSet(full) && array.rank() > 0) {
      try (Progress progress = new Progress(watched(), path, Progress.UNKNOWN)) {
        printAll(array, Counted.of(console().out(), progress));
      }
    } else {
      console().println(Texts.of(array));
    }
  }

  /** Neither on the terminal that shows the array, nor on that of a pager, is there room. */
  private Console watched() {
    return console().unlessPrintingTo(Stdout.TERMINAL, Stdout.OTHER);
  }

  private static void printAll(NdArray array, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    array.printTo(text, Long.MAX_VALUE);
    text.append('\n').flush();
  }

  private void print(Format chosen, Outgoing array) throws IOException {
    OutputStream out = console().out();
    if (chosen == Format.JSON) {
      FileKinds.writeNested(array, out);
    } else {
      String word = chosen == Format.CSV ? "csv" : "tsv";
      FileKinds.named(word).write(array, Channels.newChannel(out));
    }
  }
}
