package io.npyio.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Texts by the columns that they take on a terminal. */
class TextWidthTest {
  @Test
  void wideCharactersTakeTwoColumnsAndAccentsNone() {
    assertEquals(5, TextWidth.of("abcde"));
    assertEquals(4, TextWidth.of("日本"));
    assertEquals(4, TextWidth.of("한글"));
    assertEquals(4, TextWidth.of("ＡＢ"));
    assertEquals(2, TextWidth.of("😀"));
    assertEquals(2, TextWidth.of("𠀀"));
    assertEquals(1, TextWidth.of("e\u0301"));
    assertEquals(4, TextWidth.of("née…"));
    assertEquals(0, TextWidth.of(""));
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertEquals("日本語", TextWidth.cut("日本語", 6));
    assertEquals("日本…", TextWidth.cut("日本語", 5));
    assertEquals("日…", TextWidth.cut("日本語", 4));
    assertEquals("a😀…", TextWidth.cut("a😀😀", 4));
    assertEquals("abc…", TextWidth.cut("abcde", 4));
    assertEquals("…", TextWidth.cut("日本", 1));
  }

  @Test
  void blanksFillTheColumns() {
    assertEquals("日本  ", TextWidth.padded("日本", 6, true));
    assertEquals("  日本", TextWidth.padded("日本", 6, false));
    assertEquals("日本", TextWidth.padded("日本", 3, false));
  }
}
