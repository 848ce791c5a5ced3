package io.npyio.shards;

/**
 * The order of files that are found by a pattern or in a folder.
 *
 * @since 0.1.0
 */
public enum ShardOrder {
  /**
   * The order in which their numbers and their characters agree, as in {@code part-09.npy}, {@code
   * part-10.npy}. Where these differ the files are refused, because a wrong order is not noticed
   * later.
   */
  UNAMBIGUOUS,
  /** Numbers in names count as numbers: {@code part-9.npy} comes before {@code part-10.npy}. */
  NATURAL,
  /**
   * Names are compared character by character, as Python's {@code sorted} does: {@code part-10.npy}
   * comes before {@code part-9.npy}.
   */
  NAME
}
