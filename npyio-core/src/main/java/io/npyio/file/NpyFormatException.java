package io.npyio.file;

import java.io.IOException;

/**
 * Bytes that are no array, or not the one that was asked for.
 *
 * <p>The message reads {@code source: byte N: expected A but found B; hint}.
 */
public final class NpyFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final long offset;

  NpyFormatException(String source, long offset, String problem) {
    super(source + ": byte " + offset + ": " + problem);
    this.source = source;
    this.offset = offset;
  }

  /** {@return what was read: a file name, or what stands for it} */
  public String source() {
    return source;
  }

  /**
   * {@return the byte at which the problem lies, from the start of the file} For a stream it counts
   * from where the array starts.
   */
  public long offset() {
    return offset;
  }
}
