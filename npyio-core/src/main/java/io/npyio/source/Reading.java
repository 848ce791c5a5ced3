package io.npyio.source;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

/** Checks and messages that all sources share. */
final class Reading {
  private Reading() {}

  static void requireRange(long position, ByteBuffer target) {
    requireNonNull(target, "target");
    if (position < 0) {
      throw new IllegalArgumentException("a position cannot be negative: " + position);
    }
  }

  static EOFException tooShort(String name, ByteBuffer target) {
    int missing = target.remaining();
    return new EOFException(
        "%s: the source ends here but %d more %s asked for"
            .formatted(name, missing, missing == 1 ? "byte is" : "bytes are"));
  }

  static IOException closed(String name) {
    return new IOException(name + ": the source has been closed");
  }

  /** The thread stays interrupted. */
  static InterruptedIOException interrupted(String name, ClosedByInterruptException cause) {
    var interrupted = new InterruptedIOException(name + ": interrupted while reading");
    interrupted.initCause(cause);
    return interrupted;
  }
}
