package io.npyio.pickle;

import org.jspecify.annotations.Nullable;

/**
 * A Python object that takes several instructions to make. As soon as something uses it as a value
 * it is closed: a pickle that adds to it later describes a value that contains itself, and is
 * refused. That, and the depth and cost that are counted here, make every value safe to walk.
 */
abstract class Unfinished {
  private final ValueFactory values;
  private int depth = 1;
  private long cost = Allowance.OBJECT_BYTES;
  private boolean closed;

  Unfinished(ValueFactory values) throws PickleException {
    this.values = values;
    values.allocate(2L * Allowance.OBJECT_BYTES);
  }

  final ValueFactory values() {
    return values;
  }

  /** The estimated memory of the value, with everything in it counted as often as it occurs. */
  final long cost() {
    return cost;
  }

  /** The finished value. */
  final Object value() throws PickleException {
    if (!closed) {
      closed = true;
      close();
    }
    return sample();
  }

  /** Completes the value. */
  void close() throws PickleException {}

  /** The value as far as it is made. */
  abstract Object sample();

  final void requireOpen() throws PickleException {
    if (closed) {
      throw values.problem(
          ValueFactory.describe(this) + " contains itself, which npyio reads from no pickle");
    }
  }

  /** Counts what this one comes to hold. */
  final void hold(@Nullable Object item) throws PickleException {
    cost += Allowance.REFERENCE_BYTES;
    if (item instanceof Unfinished part) {
      requireDeeperThan(part);
      cost += part.cost;
    }
    values.require(cost);
  }

  final void requireDeeperThan(Unfinished part) throws PickleException {
    depth = Math.max(depth, part.depth + 1);
    values.requireDepth(depth);
  }
}
