package io.npyio.spark;

import java.io.IOException;

/** Exceptions of methods that Spark declares in Scala, which has no checked exceptions. */
final class Undeclared {
  private Undeclared() {}

  /**
   * Throws an exception as it is: by its class Spark tells missing files, lost blocks and denied
   * access from corrupt files.
   */
  static <E extends Throwable> RuntimeException asIs(IOException failure) throws E {
    @SuppressWarnings("unchecked") // the compiler checks E only
    E undeclared = (E) failure;
    throw undeclared;
  }
}
