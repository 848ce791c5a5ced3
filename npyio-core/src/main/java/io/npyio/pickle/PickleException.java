package io.npyio.pickle;

import java.io.IOException;

/** What is wrong with a pickle, and where; the layer above names the source. */
public final class PickleException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long position;

  PickleException(long position, String problem) {
    super(problem);
    this.position = position;
  }

  /** {@return the byte at which the problem lies} */
  public long position() {
    return position;
  }

  /** {@return the message} */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
