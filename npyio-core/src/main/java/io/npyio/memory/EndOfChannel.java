package io.npyio.memory;

import java.io.EOFException;

/** A channel has ended before all bytes that were asked for. */
public final class EndOfChannel extends EOFException {
  private static final long serialVersionUID = 1L;

  private final long missing;

  EndOfChannel(long missing) {
    super(
        "expected %d more %s but found the end of the channel"
            .formatted(missing, missing == 1 ? "byte" : "bytes"));
    this.missing = missing;
  }

  /** The number of bytes that did not arrive. */
  public long missing() {
    return missing;
  }
}
