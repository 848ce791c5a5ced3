package io.npyio.cli.verb;

import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
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
            "For raw files: the type of the elements in NumPy's words, as in float32, <f4 or"
                + " \"[('x','<f8'),('y','<f8')]\".",
            DType.class,
            DType::of);
    shape =
        verb.option(
            "--shape",
            "SHAPE",
            "For raw files: as in 3,3 or \"(3, 3)\". One length may be -1. Default: one axis of the"
                + " rest of the file.",
            ShapeText.class,
            ShapeText::parse);
    order =
        verb.option(
            "--order",
            "ORDER",
            "For raw files: C (the last axis varies fastest, default) or F (the first).",
            Order.class,
            Options::order);
    offset =
        verb.option(
            "--offset",
            "BYTES",
            "For raw files: where the array begins. Default: 0.",
            Long.class,
            Options::offset);
  }

  RawSpec spec() {
    return new RawSpec(dtype.getValue(), shape.getValue(), order.getValue(), offset.getValue());
  }
}
