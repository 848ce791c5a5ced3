package io.npyio.cli.verb;

import io.npyio.cli.format.Sidecar;
import io.npyio.cli.scan.Workers;
import picocli.CommandLine.Model.OptionSpec;

/** Options that several verbs declare, and their choices. */
final class Options {
  private static final int MAX_THREADS = 1024;

  private Options() {}

  /** An axis counted from the first. */
  static int axis(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d is out of bounds for an array of %d axes".formatted(axis, rank));
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** Declares the number of threads. */
  static OptionSpec threads(Verb verb) {
    return verb.option(
        "--threads",
        "N",
        "Number of threads. Default: one for each processor.",
        OptionType.integer(1, MAX_THREADS, "a number of threads"));
  }

  /** Starts as many threads as an option asks for. */
  static Workers workers(OptionSpec threads) {
    Integer chosen = threads.getValue();
    return new Workers(chosen == null ? Runtime.getRuntime().availableProcessors() : chosen);
  }

  /** The option that keeps a raw file from getting a sidecar. */
  static OptionSpec noSidecar(Verb verb) {
    return verb.flag("--no-sidecar", "Write no DST.json beside a raw file.");
  }

  /** The choice of that option. */
  static Sidecar sidecar(OptionSpec noSidecar) {
    return Verb.isSet(noSidecar) ? Sidecar.OMITTED : Sidecar.WRITTEN;
  }
}
