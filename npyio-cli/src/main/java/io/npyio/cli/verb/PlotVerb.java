package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.console.Terminal;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.plot.Plot;
import io.npyio.cli.plot.Range;
import io.npyio.cli.plot.TextArea;
import io.npyio.cli.scan.LeafField;
import io.npyio.cli.scan.Workers;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.Replacement;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio plot}: draws an array. */
final class PlotVerb extends Verb {
  private static final int PICTURE_WIDTH_PIXELS = 800;
  private static final int PICTURE_HEIGHT_PIXELS = 600;
  private static final int MIN_PICTURE_PIXELS = 200;
  private static final int MIN_COLUMNS = 20;
  private static final int MIN_ROWS = 6;
  private static final int MAX_SIZE = 10_000;

  /** When the terminal gets colours. */
  private enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  private final PositionalParamSpec file;
  private final OptionSpec out;
  private final OptionSpec histogram;
  private final OptionSpec bins;
  private final OptionSpec range;
  private final OptionSpec field;
  private final OptionSpec x;
  private final OptionSpec width;
  private final OptionSpec height;
  private final OptionSpec colour;
  private final OptionSpec slice;
  private final OptionSpec threads;
  private final SourceOptions source;

  PlotVerb(Console console) {
    super(
        console,
        "plot",
        "Draws an array: (N,) as a line, (H, W) as a heat map, (H, W, 3) and (3, H, W) as an image,"
            + " also with 4 for 3, a struct as a line for each field of numbers.");
    file = parameter(0, "FILE", "Any kind of file; - is standard input.");
    out = option("-o", "PICTURE", "Write a .png or an .svg file. Otherwise the terminal shows it.");
    histogram = flag("--hist", "Draw a histogram.");
    bins =
        option(
            "--bins",
            "N",
            "Number of bins, for integers the most. Default: 10 to 100.",
            size("a number of bins"));
    range =
        option(
            "--range",
            "RANGE",
            "Of bins, colours or lines. Default: all; images 0,255 or 0,1.",
            OptionType.of(Range.class, Range::parse));
    field = option("--field", "NAME", "Take one field of a struct.");
    x = option("--x", "FIELD", "Draw the other fields of a struct over this one.");
    width = size("--width", "Width in pixels, or in characters on the terminal.");
    height = size("--height", "Height in pixels, or in lines on the terminal.");
    colour =
        option(
            "--color",
            "WHEN",
            "Colours on the terminal: auto (default), always or never.",
            OptionType.oneOf(Colour.class, "one of auto, always and never"));
    slice = option("--slice", "INDEX", Transform.SLICE_HELP);
    threads = Options.threads(this);
    source = new SourceOptions(this);
    examples(
        "npyio plot weights.npy",
        "npyio plot table.npy -o table.png --hist",
        "npyio plot points.npy -o points.svg --slice :100");
  }

  private OptionSpec size(String name, String description) {
    return option(name, "N", description, size("a size"));
  }

  private static OptionType<Integer> size(String what) {
    return OptionType.integer(1, MAX_SIZE, what + ": 1 to " + MAX_SIZE);
  }

  @Override
  public Integer call() throws Exception {
    String picture = out.getValue();
    if (picture != null) {
      checkPicture(picture);
    }
    if (bins.getValue() != null && !isSet(histogram)) {
      throw misuse("--bins is for --hist");
    }
    if (x.getValue() != null && (isSet(histogram) || field.getValue() != null)) {
      throw misuse("--x is for lines of the fields of a struct, not for --hist or --field");
    }
    size(width, MAX_SIZE, picture == null ? MIN_COLUMNS : MIN_PICTURE_PIXELS);
    size(height, MAX_SIZE, picture == null ? MIN_ROWS : MIN_PICTURE_PIXELS);
    String path = file.getValue();
    return Failure.in(
        path,
        () -> {
          try (OpenArray open = source.open(path, null)) {
            draw(path, field(Transform.sliced(open.array(), slice.getValue())), picture);
          }
          return ExitStatus.DONE;
        });
  }

  private void checkPicture(String picture) {
    if (!isSvg(picture) && !hasEnding(picture, ".png")) {
      throw misuse("'" + picture + "' is not a picture file: .png or .svg");
    }
  }

  private static boolean isSvg(String picture) {
    return hasEnding(picture, ".svg");
  }

  private static boolean hasEnding(String picture, String ending) {
    return picture.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private NdArray field(NdArray array) {
    String name = field.getValue();
    return name == null ? array : LeafField.named(array, name);
  }

  private void draw(String path, NdArray array, @Nullable String picture) throws Exception {
    if (picture == null) {
      TextArea screen = screen();
      List<String> lines = drawn(path, array, plot -> plot.text(screen));
      console().println(String.join("\n", lines));
      return;
    }
    int across = size(width, PICTURE_WIDTH_PIXELS, MIN_PICTURE_PIXELS);
    int down = size(height, PICTURE_HEIGHT_PIXELS, MIN_PICTURE_PIXELS);
    byte[] bytes =
        drawn(
            path, array, plot -> isSvg(picture) ? plot.svg(across, down) : plot.png(across, down));
    Failure.in(
        picture,
        () -> {
          Replacement.of(
              Path.of(picture), channel -> Channels.newOutputStream(channel).write(bytes));
          return ExitStatus.DONE;
        });
  }

  /** Draws a plot. */
  private interface Drawing<T> {
    T of(Plot plot) throws IOException;
  }

  private <T> T drawn(String path, NdArray array, Drawing<T> drawing) throws IOException {
    boolean isReadTwice = isSet(histogram) && range.getValue() == null;
    var request =
        new Plot.Request(
            name(path), isSet(histogram), bins.getValue(), range.getValue(), x.getValue());
    long bytes = array.nbytes() * (isReadTwice ? 2 : 1);
    try (Workers workers = Options.workers(threads);
        Progress progress = new Progress(console(), path, bytes)) {
      return drawing.of(new Plot(array, request, workers, progress));
    }
  }

  /** The name of the file without its folder, and the part of it that is drawn. */
  private String name(String path) {
    Path last = path.equals("-") ? null : Path.of(path).getFileName();
    String index = slice.getValue() == null ? "" : "[" + slice.getValue() + "]";
    String of = field.getValue() == null ? "" : " " + field.getValue();
    String name = last == null ? "standard input" : last.toString();
    return Printable.of(name + index + of);
  }

  private TextArea screen() {
    Terminal terminal = Terminal.find();
    Colour chosen = colour.getValue() == null ? Colour.AUTO : colour.getValue();
    boolean isColour =
        chosen == Colour.AUTO
            ? terminal.colours() == Terminal.Colours.ALL
            : chosen == Colour.ALWAYS;
    int columns = Math.max(terminal.columns(), MIN_COLUMNS);
    // leaves a line for the prompt
    int rows = Math.max(terminal.rows() - (terminal.isThere() ? 1 : 0), MIN_ROWS);
    return new TextArea(size(width, columns, MIN_COLUMNS), size(height, rows, MIN_ROWS), isColour);
  }

  private int size(OptionSpec option, int otherwise, int least) {
    Integer chosen = option.getValue();
    if (chosen != null && chosen < least) {
      throw misuse(
          "%s %d is too small: the minimum is %d".formatted(option.longestName(), chosen, least));
    }
    return chosen == null ? otherwise : chosen;
  }
}
