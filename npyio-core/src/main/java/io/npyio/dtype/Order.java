package io.npyio.dtype;

/**
 * The order in which the elements of an array lie in memory.
 *
 * @since 0.1.0
 */
public enum Order {
  /** Row-major: the last axis varies fastest. NumPy's {@code 'C'}. */
  C,
  /** Column-major: the first axis varies fastest. NumPy's {@code 'F'}. */
  F
}
