package io.npyio.cli.repair;

/** What becomes of bytes beyond the data that a header describes. */
public enum Surplus {
  /** They are cut off. */
  DROPPED,
  /** They are rows of the array, if they are whole rows. */
  KEPT
}
