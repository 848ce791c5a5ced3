package io.npyio.cli.format.text;

/** Numbers of things in messages. */
public final class Plural {
  private Plural() {}

  /**
   * {@return the number and the noun: {@code 1 byte}, {@code 2 bytes}}
   *
   * @param noun in the singular, with what comes before it
   */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
