package io.npyio.view.reduce;

/**
 * The least and the greatest finite element of each of many stretches of a series.
 *
 * @param bounds two numbers for each stretch, the least and the greatest; NaN without any
 * @param exactness whether all elements were looked at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Line(double[] bounds, Exactness exactness) {
  /** {@return whether all elements were looked at} */
  public boolean isExact() {
    return exactness == Exactness.EXACT;
  }
}
