package io.npyio.view.reduce;

/** Whether all elements were looked at, and if not, how to get what is made of all. */
public enum Exactness {
  /** All were. */
  EXACT,
  /** Some were; all are if one asks with {@link Haste#PATIENT}. */
  ON_REQUEST,
  /** Some were; all are once the scan is complete that has begun. */
  AFTER_SCAN,
  /** Some were, and there are too many for more. */
  SAMPLED
}
