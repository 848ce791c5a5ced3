package io.npyio.view.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Scripts of the tests that run in the page. */
final class Scripts {
  private Scripts() {}

  /** The text of a script beside this class. */
  static String read(String name) {
    try (InputStream script = Scripts.class.getResourceAsStream(name)) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
