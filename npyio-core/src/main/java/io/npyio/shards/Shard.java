package io.npyio.shards;

import static java.util.Objects.requireNonNull;

/**
 * One of the files that make up an array.
 *
 * @param name of the file, in messages and in manifests
 * @param firstRow the index of its first row in the whole array
 * @param rows the number of its rows
 * @since 0.1.0
 */
public record Shard(String name, long firstRow, long rows) {
  /** Checks that there is a name. */
  public Shard {
    requireNonNull(name, "name");
  }

  /** {@return the index behind its last row in the whole array} */
  public long endRow() {
    return firstRow + rows;
  }
}
