package io.npyio.http;

import java.nio.ByteBuffer;

/** Takes the bytes of a reply. */
interface Destination {
  /** Is about to get the content of a reply, or of another one after that has failed. */
  void begin(Content content);

  /**
   * Takes the next bytes.
   *
   * @param position of the first one in the file
   */
  void put(long position, ByteBuffer bytes);
}
