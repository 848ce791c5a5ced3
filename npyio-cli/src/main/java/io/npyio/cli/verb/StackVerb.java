package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.format.ConcatRules;
import io.npyio.cli.format.GeneratedArray;
import io.npyio.cli.transfer.OpenArray;
import java.util.List;

/** {@code npyio stack}: writes arrays along a new axis to a new file. */
final class StackVerb extends JoinVerb {
  StackVerb(Console console) {
    super(
        console,
        "stack",
        "Writes the arrays of files along a new axis to one file: .npy, or raw; np.stack. They need one"
            + " shape, and one dtype but for the byte order, which the first decides. DST is replaced"
            + " when the new file is whole.",
        "Where the new axis is in the result; -1 is the last. Default: 0.");
    examples("npyio stack all.npy a.npy b.npy", "npyio stack pairs.npy a.npy b.npy --axis -1");
  }

  @Override
  void requireFit(OpenArray first, OpenArray next, int axis) {
    int unused = ConcatRules.requireNewAxis(first, next, axis);
  }

  @Override
  GeneratedArray joined(List<OpenArray> arrays, int axis) {
    return GeneratedArray.stacked(arrays, axis);
  }
}
