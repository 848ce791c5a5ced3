package io.npyio.cli.repair;

/**
 * Something that is wrong with a file and can be mended.
 *
 * @param at the byte of the file, or of what it was before a conversion of its bytes
 * @param text what was found there, and what becomes of it
 */
public record Fault(long at, String text) {
  @Override
  public String toString() {
    return "byte " + at + ": " + text;
  }
}
