package io.npyio;

/**
 * How many random cases a test of pure text or pickles tries. The run on the newer JDK, which the
 * build announces by {@code -Dnpyio.secondRun}, tries the first fifth of them: the program is the
 * same, and only a difference of the JDK is left to be found. A test of files, of mapped memory, of
 * numbers, or of threads tries as many on both.
 */
public final class RandomCases {
  private RandomCases() {}

  /** {@return the number of cases for this run, given the number for the JDK of Maven} */
  public static int of(int cases) {
    return Boolean.getBoolean("npyio.secondRun") ? cases / 5 : cases;
  }
}
