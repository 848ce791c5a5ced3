package io.npyio.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The versions of the {@code .npy} format, which differ in the header's length and encoding.
 *
 * @since 0.1.0
 */
public enum NpyVersion {
  /** Up to 65535 bytes of Latin-1. Every NumPy reads it. */
  V1_0(1, 2, StandardCharsets.ISO_8859_1),
  /** Longer headers. NumPy 1.9 and later read it. */
  V2_0(2, 4, StandardCharsets.ISO_8859_1),
  /** Field names outside Latin-1. NumPy 1.17 and later read it. */
  V3_0(3, 4, StandardCharsets.UTF_8);

  private final int major;
  private final int lengthBytes;
  private final Charset charset;

  NpyVersion(int major, int lengthBytes, Charset charset) {
    this.major = major;
    this.lengthBytes = lengthBytes;
    this.charset = charset;
  }

  int major() {
    return major;
  }

  /** The number of bytes of the header's length field. */
  int lengthBytes() {
    return lengthBytes;
  }

  /** The number of bytes before the header's text. */
  int prefixBytes() {
    return 8 + lengthBytes;
  }

  Charset charset() {
    return charset;
  }

  boolean canEncode(String text) {
    return charset.newEncoder().canEncode(text);
  }

  /** {@return {@code 1.0}, {@code 2.0} or {@code 3.0}} */
  @Override
  public String toString() {
    return major + ".0";
  }
}
