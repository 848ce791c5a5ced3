package io.npyio.source;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

/** Checks and messages that all sources share. */
final class Reading {
  /** The JDK reads into a heap buffer by way of a direct one that is as large: keep it small. */
  private static final int CHUNK_BYTES = 1 << 20;

  private Reading() {}

  /** Reads some bytes of a channel. */
  interface ChannelRead {
    int read(ByteBuffer target) throws IOException;
  }

  /** Has some bytes read, a chunk at most. */
  static int chunk(ByteBuffer target, ChannelRead channel) throws IOException {
    int limit = target.limit();
    try {
      return channel.read(
          target.limit(target.position() + Math.min(target.remaining(), CHUNK_BYTES)));
    } finally {
      target.limit(limit);
    }
  }

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
