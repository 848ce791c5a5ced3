package io.npyio.cli.transfer;

import io.npyio.file.Npz.Compression;
import io.npyio.file.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * How the members of an archive are packed.
 *
 * @param compression that is asked for; null to store new members, and to keep the compression of
 *     those that are replaced
 * @param options with which they are written
 */
public record Packing(@Nullable Compression compression, WriteOptions options) {
  /** Without a wish. */
  public static final Packing USUAL = new Packing(null, WriteOptions.DEFAULT);

  /** {@return the compression of a new member} */
  public Compression compressionOrStored() {
    return compression == null ? Compression.STORED : compression;
  }
}
