package io.npyio.pickle;

import org.jspecify.annotations.Nullable;

/**
 * A Python object that takes several instructions to build. It is closed as soon as it is used as a
 * value: a pickle that adds to it afterwards describes a value that contains itself, and is
 * refused. This rule and the limits on depth and cost make every value safe to walk.
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

  /** The estimated memory of the value; values in it count once per occurrence. */
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

  /** The value in its current state. */
  abstract Object sample();

  final void requireOpen() throws PickleException {
    if (closed) {
      throw values.problem(
          ValueFactory.describe(this) + " contains itself, which npyio does not read");
    }
  }

  /** Counts an item that this value will contain. */
  final void hold(@Nullable Object item) throws PickleException {
    cost += Allowance.REFERENCE_BYTES;
    if (item instanceof Unfinished part) {
      requireDeeperThan(part);
      cost += part.cost;
    }
    values.require(cost);
  }

  /** Counts items that this value will give without holding them. */
  final void standFor(long count) throws PickleException {
    cost += count * Allowance.REFERENCE_BYTES;
    values.require(cost);
  }

  final void requireDeeperThan(Unfinished part) throws PickleException {
    depth = Math.max(depth, part.depth + 1);
    values.requireDepth(depth);
  }
}
