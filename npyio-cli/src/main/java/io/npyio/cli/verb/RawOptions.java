package io.npyio.cli.verb;

import io.npyio.cli.format.RawSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that describe the bytes of a raw file. */
final class RawOptions {
  private final OptionSpec dtype;
  private final OptionSpec shape;
  private final OptionSpec order;
  private final OptionSpec offset;

  RawOptions(Verb verb) {
    dtype =
        verb.option(
            "--dtype",
            "DTYPE",
            HelpText.RAW
                + "the type of the elements in NumPy's words, as in float32, <f4 or"
                + " \"[('x','<f8'),('y','<f8')]\".",
            OptionType.DTYPE);
    shape =
        verb.option(
            "--shape",
            "SHAPE",
            HelpText.RAW
                + "as in 3,3 or \"(3, 3)\". One length may be -1. Default: one axis of the"
                + " rest of the file.",
            OptionType.SHAPE);
    order =
        verb.option(
            "--order",
            "ORDER",
            HelpText.RAW + "C (the last axis varies fastest, default) or F (the first).",
            OptionType.ORDER);
    offset =
        verb.option(
            "--offset",
            "BYTES",
            HelpText.RAW + "where the array begins. Default: 0.",
            OptionType.longInteger(0, "a number of bytes"));
  }

  RawSpec spec() {
    return new RawSpec(dtype.getValue(), shape.getValue(), order.getValue(), offset.getValue());
  }
}
