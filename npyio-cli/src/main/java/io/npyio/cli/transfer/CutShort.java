package io.npyio.cli.transfer;

import java.io.IOException;

/** A file was cut short while its array was read from the map of it. */
public final class CutShort extends IOException {
  private static final long serialVersionUID = 1L;

  private final int source;

  /**
   * The failure of one of several sources.
   *
   * @param source the index of the file among them
   * @param fault by which Java reports it
   */
  public CutShort(int source, Throwable fault) {
    super("was cut short while it was read", fault);
    this.source = source;
  }

  /** {@return whether a failure to write is due to the bytes, which could not be read} */
  public static boolean isCauseOf(IOException problem) {
    // EFAULT: the system writes from the map
    return "Bad address".equals(problem.getMessage());
  }

  /** {@return the index of the file among the sources} */
  public int source() {
    return source;
  }
}
