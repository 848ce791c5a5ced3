package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.file.WriteOptions;
import java.io.IOException;

/**
 * Choices for writing shards.
 *
 * <pre>{@code
 * ShardWriteOptions options = ShardWriteOptions.bytes(64 << 20).withName("emb-%06d.npy");
 * }</pre>
 *
 * @param maxRows the number of rows of each shard but the last
 * @param maxBytes the most bytes of rows in a shard; one that holds a single row may have more
 * @param name of the shards, with one number that has leading zeros and counts from 0: {@code
 *     part-%05d.npy}. Not used for a {@link Listing#DASK_STACK}, whose files are {@code 0.npy},
 *     {@code 1.npy}, …
 * @param listing the file that lists the shards
 * @param writing how each file is written
 * @since 0.1.0
 */
public record ShardWriteOptions(
    long maxRows, long maxBytes, String name, Listing listing, WriteOptions writing) {
  private static final String NAME = "part-%05d.npy";

  /**
   * The file beside the shards that lists them.
   *
   * @since 0.1.0
   */
  public enum Listing {
    /** {@code manifest.json}, which {@link NpyShards#open} reads. */
    MANIFEST(Manifest.FILE_NAME),
    /**
     * {@code info}, which {@code dask.array.from_npy_stack} reads, and {@link NpyShards#open} too.
     */
    DASK_STACK(DaskInfo.FILE_NAME);

    private final String fileName;

    Listing(String fileName) {
      this.fileName = fileName;
    }

    String fileName() {
      return fileName;
    }
  }

  /**
   * Checks the choices.
   *
   * @throws IllegalArgumentException if a limit is not positive, or the name is not a pattern
   */
  public ShardWriteOptions {
    if (maxRows < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "a shard has at least one row and one byte, not " + Math.min(maxRows, maxBytes));
    }
    ShardNames unused = ShardNames.of(requireNonNull(name, "name"));
    requireNonNull(listing, "listing");
    requireNonNull(writing, "writing");
  }

  /** {@return shards of a number of rows, with a manifest} */
  public static ShardWriteOptions rows(long maxRows) {
    return new ShardWriteOptions(
        maxRows, Long.MAX_VALUE, NAME, Listing.MANIFEST, WriteOptions.DEFAULT);
  }

  /** {@return shards of at most a number of bytes, with a manifest} */
  public static ShardWriteOptions bytes(long maxBytes) {
    return new ShardWriteOptions(
        Long.MAX_VALUE, maxBytes, NAME, Listing.MANIFEST, WriteOptions.DEFAULT);
  }

  /** {@return a copy with other names of shards} */
  public ShardWriteOptions withName(String pattern) {
    return new ShardWriteOptions(maxRows, maxBytes, pattern, listing, writing);
  }

  /** {@return a copy with another file that lists the shards} */
  public ShardWriteOptions withListing(Listing newListing) {
    return new ShardWriteOptions(maxRows, maxBytes, name, newListing, writing);
  }

  /** {@return a copy that writes each file with other options} */
  public ShardWriteOptions withWriting(WriteOptions options) {
    return new ShardWriteOptions(maxRows, maxBytes, name, listing, options);
  }

  /**
   * Checks that there are names for the shards of a number of rows, if these are known before.
   *
   * @throws IOException if there are more shards than names
   */
  public void requireNames(long rows) throws IOException {
    if (listing == Listing.MANIFEST) {
      ShardNames.of(name).requireRoom(rows == 0 ? 1 : (rows - 1) / maxRows + 1);
    }
  }

  /** The number of rows of a shard. */
  long rowsOf(long rowBytes) {
    return rowBytes == 0 ? maxRows : Math.min(maxRows, Math.max(1, maxBytes / rowBytes));
  }
}
