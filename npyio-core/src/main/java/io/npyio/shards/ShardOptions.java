package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.file.ReadOptions;

/**
 * Choices for reading shards.
 *
 * <pre>{@code
 * NpyShards all = NpyShards.glob("emb/*.npy", ShardOptions.DEFAULT.withOrder(ShardOrder.NATURAL));
 * }</pre>
 *
 * @param order of files that are found by a pattern or in a folder
 * @param reading how each of the files is read; the limit of bytes holds for each call, and for
 *     each batch
 * @since 0.1.0
 */
public record ShardOptions(ShardOrder order, ReadOptions reading) {
  /** An order that cannot be told is refused; files are read with {@link ReadOptions#DEFAULT}. */
  public static final ShardOptions DEFAULT =
      new ShardOptions(ShardOrder.UNAMBIGUOUS, ReadOptions.DEFAULT);

  /** Checks that nothing is null. */
  public ShardOptions {
    requireNonNull(order, "order");
    requireNonNull(reading, "reading");
  }

  /** {@return a copy with another order} */
  public ShardOptions withOrder(ShardOrder newOrder) {
    return new ShardOptions(newOrder, reading);
  }

  /** {@return a copy that reads each file with other options} */
  public ShardOptions withReading(ReadOptions newReading) {
    return new ShardOptions(order, newReading);
  }
}
