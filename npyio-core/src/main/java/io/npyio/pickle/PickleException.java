package io.npyio.pickle;

import java.io.IOException;

/** A problem in a pickle and its position; the caller knows the name of the source. */
public final class PickleException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long position;

  PickleException(long position, String problem) {
    super(problem);
    this.position = position;
  }

  /** {@return the byte offset of the problem} */
  public long position() {
    return position;
  }

  /** {@return the message} */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
