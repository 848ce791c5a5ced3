package io.npyio.view.reduce;

/** What is wanted of a tile that takes long to read. */
public enum Haste {
  /** An exact tile. */
  PATIENT,
  /** A tile at once, if need be of a sample of its elements. */
  HASTY
}
