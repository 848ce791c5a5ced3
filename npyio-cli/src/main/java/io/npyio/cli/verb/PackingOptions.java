package io.npyio.cli.verb;

import io.npyio.cli.transfer.Packing;
import io.npyio.file.Npz.Compression;
import io.npyio.file.WriteOptions;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how the members of a new archive are packed. */
final class PackingOptions {
  private final OptionSpec compress;
  private final OptionSpec level;

  PackingOptions(Verb verb) {
    compress = verb.flag("--compress", "Compress an .npz archive; --level=N does, from 0 to 9.");
    level =
        verb.option(
            "--level",
            "N",
            "Compress by this level of zlib, from 0 (not at all) to 9. Default: 6.",
            OptionType.integer(0, 9, "a level of compression: 0 to 9"));
  }

  /** How the members are packed; a level alone asks for compression too. */
  Packing value() {
    Integer chosen = level.getValue();
    boolean isDeflated = Verb.isSet(compress) || chosen != null;
    return new Packing(
        isDeflated ? Compression.DEFLATED : null,
        chosen == null ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.withLevel(chosen));
  }
}
