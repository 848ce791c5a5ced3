package io.npyio.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours as the nearest of 256. */
class IndexedColoursTest {
  @ParameterizedTest
  @CsvSource({
    "0;0;0, 16",
    "255;255;255, 231",
    "255;0;0, 196",
    "0;0;95, 17",
    "253;231;37, 220", // the end of viridis: 255, 215, 0 is nearer than 255, 255, 0
    "128;128;128, 244",
    "9;8;7, 232"
  })
  void theNearestColourIsTaken(String colour, int index) {
    assertEquals("\u001B[38;5;" + index + "m", IndexedColours.of("\u001B[38;2;" + colour + "m"));
  }

  @Test
  void theRestOfALineStays() {
    assertEquals(
        "0 \u001B[38;5;16m\u001B[48;5;231m▀\u001B[0m 38;2;1;2;3",
        IndexedColours.of("0 \u001B[38;2;0;0;0m\u001B[48;2;255;255;255m▀\u001B[0m 38;2;1;2;3"));
  }
}
