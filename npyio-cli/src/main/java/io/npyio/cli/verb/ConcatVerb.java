package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.format.ConcatRules;
import io.npyio.cli.format.GeneratedArray;
import io.npyio.cli.transfer.OpenArray;
import java.util.List;

/** {@code npyio concat}: writes arrays one after the other to a new file. */
final class ConcatVerb extends JoinVerb {
  ConcatVerb(Console console) {
    super(
        console,
        "concat",
        "Writes the arrays of files one after the other to one file: .npy, or raw. They need one dtype"
            + " but for the byte order, which the first decides, and one shape but for the axis. DST is"
            + " replaced when the new file is whole.",
        "Along which axis; -1 is the last. Default: 0.");
    examples("npyio concat all.npy a.npy b.npy", "npyio concat wide.npy a.npy b.npy --axis 1");
  }

  @Override
  void requireFit(OpenArray first, OpenArray next, int axis) {
    int unused = ConcatRules.requireAxis(first, next, axis);
  }

  @Override
  GeneratedArray joined(List<OpenArray> arrays, int axis) {
    return GeneratedArray.concatenated(arrays, axis);
  }
}
