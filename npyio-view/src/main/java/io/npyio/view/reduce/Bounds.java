package io.npyio.view.reduce;

/** The least and the greatest of some numbers. */
final class Bounds {
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  void add(double value) {
    add(value, value);
  }

  void add(Bounds other) {
    add(other.least, other.greatest);
  }

  /** Adds numbers by their bounds, which cross each other if there are none. */
  void add(double low, double high) {
    least = Math.min(least, low);
    greatest = Math.max(greatest, high);
  }

  boolean isEmpty() {
    return least > greatest;
  }

  boolean areFiniteOrEmpty() {
    return least != Double.NEGATIVE_INFINITY && greatest != Double.POSITIVE_INFINITY;
  }

  /** The least number; infinite if there are none. */
  double least() {
    return least;
  }

  /** The greatest number; infinite if there are none. */
  double greatest() {
    return greatest;
  }
}
