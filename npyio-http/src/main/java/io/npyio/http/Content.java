package io.npyio.http;

/**
 * The bytes of a file that a reply brings.
 *
 * @param from the first one
 * @param end the byte behind the last one
 * @param file to which they belong
 */
record Content(long from, long end, FileIdentity file) {
  boolean isEmpty() {
    return from == end;
  }
}
