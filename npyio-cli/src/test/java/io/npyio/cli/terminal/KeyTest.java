package io.npyio.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that terminals send, as bytes. */
class KeyTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "OA, UP",
    "[B, DOWN",
    "[C, RIGHT",
    "[D, LEFT",
    "[H, HOME",
    "OH, HOME",
    "[1~, HOME",
    "[F, END",
    "[4~, END",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[Z, BACK_TAB",
    "[3~, OTHER",
    "[1;5A, UP",
    "[12345678901234567890123456789012345A, OTHER",
    "x, OTHER"
  })
  void escapeSequences(String sequence, Key.Name name) throws IOException {
    InputStream in = bytes("\u001B" + sequence);
    assertEquals(Key.of(name), Key.read(in));
  }

  @Test
  void charactersAndControlCharacters() throws IOException {
    InputStream in = bytes("q\t\r\n\u007F\b\u0006é");
    assertEquals(Key.of('q'), Key.read(in));
    assertEquals(Key.of(Key.Name.TAB), Key.read(in));
    assertEquals(Key.of(Key.Name.ENTER), Key.read(in));
    assertEquals(Key.of(Key.Name.ENTER), Key.read(in));
    assertEquals(Key.of(Key.Name.ERASE), Key.read(in));
    assertEquals(Key.of(Key.Name.ERASE), Key.read(in));
    assertEquals(Key.control('f'), Key.read(in));
    assertEquals(Key.of(Key.Name.OTHER), Key.read(in));
    assertEquals(Key.of(Key.Name.OTHER), Key.read(in));
    assertNull(Key.read(in));
  }

  @Test
  void escapeAlone() throws IOException {
    assertEquals(Key.of(Key.Name.ESCAPE), Key.read(bytes("\u001B")));
  }
}
