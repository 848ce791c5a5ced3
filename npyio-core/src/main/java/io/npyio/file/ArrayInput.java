package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The bytes of one array, its header first, read once from front to back. */
interface ArrayInput extends ReadableByteChannel {

  /** Names the input in messages. */
  String name();

  /** The number of bytes still to come, or {@link Long#MAX_VALUE} if it is not known. */
  long remaining() throws IOException;

  /**
   * Whether reading takes more than a copy: decompressing or checking, which a second core can do.
   */
  default boolean isWorkToRead() {
    return false;
  }

  /** Fills an array with the next bytes of a header; returns the number of bytes there were. */
  default int fill(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (read(buffer) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  @Override
  default boolean isOpen() {
    return true;
  }

  @Override
  default void close() throws IOException {}
}
