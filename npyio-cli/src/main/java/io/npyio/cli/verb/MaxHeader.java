package io.npyio.cli.verb;

import io.npyio.cli.format.SourceSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option for headers that are longer than the library reads by default. */
final class MaxHeader {
  private final OptionSpec limit;

  MaxHeader(Verb verb) {
    limit =
        verb.option(
            "--max-header",
            "N",
            HelpText.READING + "the longest header that is read, in characters. Default: 1048576.",
            OptionType.integer(0, Integer.MAX_VALUE, "a number of characters"));
  }

  SourceSpec applyTo(SourceSpec spec) {
    Integer chosen = limit.getValue();
    return chosen == null ? spec : spec.withMaxHeader(chosen);
  }
}
