package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One call of the command within this process, and its outcome. */
public final class Run {
  private final int status;
  private final byte[] bytes;
  private final String err;

  private Run(int status, byte[] bytes, String err) {
    this.status = status;
    this.bytes = bytes;
    this.err = err;
  }

  public static Run npyio(Object... args) {
    return withInput(new byte[0], args);
  }

  public static Run withInput(byte[] input, Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status = Main.execute(words, new ByteArrayInputStream(input), out, err);
    return new Run(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  /** {@return the exit status} */
  public int status() {
    return status;
  }

  /** The bytes of standard output. */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return standard error} */
  public String err() {
    return err;
  }

  /** {@return standard output} */
  public String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Asserts that it succeeded and printed exactly this. */
  public void prints(String expected) {
    assertEquals("", err);
    assertEquals(expected, out());
    assertEquals(0, status);
  }

  /** Asserts that it succeeded and printed nothing. */
  public void isSilent() {
    prints("");
  }

  /** Asserts that it failed with exactly this line and printed no result. */
  public void fails(String line) {
    assertEquals(line + "\n", err);
    assertEquals("", out());
    assertEquals(2, status);
  }
}
