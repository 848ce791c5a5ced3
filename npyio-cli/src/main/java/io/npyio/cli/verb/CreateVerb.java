package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.GeneratedArray;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.IOException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio create}: makes a new file. */
final class CreateVerb extends Verb {
  private final PositionalParamSpec target;
  private final OptionSpec dtype;
  private final OptionSpec shape;
  private final OptionSpec order;
  private final OptionSpec zeros;
  private final OptionSpec fill;
  private final OptionSpec arange;
  private final OptionSpec noSidecar;

  CreateVerb(Console console) {
    super(
        console,
        "create",
        "Makes a new .npy file; another ending makes a raw file, and DST.json, which describes its"
            + " bytes. An existing file is replaced.");
    target = parameter(0, "DST", "The file to make.");
    dtype =
        option(
            "--dtype",
            "DTYPE",
            "The type of the elements in NumPy's words: float32 or <f4.",
            OptionType.DTYPE);
    shape = option("--shape", "SHAPE", "As in 3,3 or \"(3, 3)\".", OptionType.SHAPE);
    order =
        option(
            "--order",
            "ORDER",
            "C (the last axis varies fastest, default) or F (the first).",
            OptionType.ORDER);
    zeros = flag("--zeros", "All elements are zero (default); takes no disk space until written.");
    fill = option("--fill", "VALUE", "All elements are this value.");
    arange = flag("--arange", "The elements are 0, 1, 2, ... in index order.");
    noSidecar = Options.noSidecar(this);
    examples(
        "npyio create data.dat --dtype float32 --shape 3,3 --arange",
        "npyio create big.npy --dtype \"<f8\" --shape 100000,10000");
  }

  @Override
  public Integer call() throws Exception {
    DType type = dtype.getValue();
    ShapeText lengths = shape.getValue();
    if (type == null || lengths == null) {
      throw misuse("a new file needs --dtype and --shape");
    }
    if ((isSet(zeros) ? 1 : 0) + (isSet(arange) ? 1 : 0) + (fill.getValue() == null ? 0 : 1) > 1) {
      throw misuse("--zeros, --fill and --arange exclude each other");
    }
    Order wanted = order.getValue();
    String dst = target.getValue();
    return Failure.in(
        dst,
        () -> {
          var layout = new ArrayLayout(type, lengths.toShape(), wanted == null ? Order.C : wanted);
          create(ArrayFiles.target(dst, null, Options.sidecar(noSidecar)), layout);
          return ExitStatus.DONE;
        });
  }

  private void create(ArrayFile file, ArrayLayout layout) throws IOException {
    try (Progress progress = new Progress(console(), target.getValue(), layout.nbytes())) {
      file.create(content(layout), progress);
    }
  }

  private GeneratedArray content(ArrayLayout layout) {
    String value = fill.getValue();
    if (value != null) {
      return GeneratedArray.filled(layout, value);
    }
    return isSet(arange) ? GeneratedArray.counted(layout) : GeneratedArray.zeros(layout);
  }
}
