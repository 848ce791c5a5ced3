package io.npyio.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionTypeTest {
  static Stream<OptionType<?>> listed() {
    return Stream.of(
        OptionType.DTYPE,
        OptionType.ORDER,
        OptionType.BYTE_ORDER,
        OptionType.VERSION,
        OptionType.KIND,
        OptionType.SHARD_ORDER);
  }

  @ParameterizedTest
  @MethodSource("listed")
  void everyWordThatAShellCompletesIsRead(OptionType<?> type) throws Exception {
    for (String word : type.words()) {
      assertInstanceOf(type.type(), type.converter().convert(word));
    }
  }

  @Test
  void wordsAreListedInTheirOrder() {
    assertEquals(List.of("C", "F"), OptionType.ORDER.words());
    assertEquals(List.of("little", "big"), OptionType.BYTE_ORDER.words());
    assertEquals(List.of("1.0", "2.0", "3.0"), OptionType.VERSION.words());
    assertEquals(
        List.of("npy", "npz", "raw", "csv", "tsv", "txt", "json", "jsonl"),
        OptionType.KIND.words());
    assertEquals(List.of("natural", "name"), OptionType.SHARD_ORDER.words());
    assertEquals(List.of(), OptionType.SHAPE.words());
  }

  @Test
  void otherWordsAreRefusedByTheOnesThatAreRead() {
    assertRefused("'c' is not an order: C or F", OptionType.ORDER, "c");
    assertRefused("'middle' is not a byte order: little or big", OptionType.BYTE_ORDER, "middle");
    assertRefused("'4.0' is not a version: 1.0, 2.0, 3.0", OptionType.VERSION, "4.0");
    assertRefused(
        "'h5' is not a kind of file: npy, npz, raw, csv, tsv, txt, json, jsonl",
        OptionType.KIND,
        "h5");
    assertRefused(
        "'unambiguous' is not an order of shards: natural or name",
        OptionType.SHARD_ORDER,
        "unambiguous");
  }

  @ParameterizedTest
  @CsvSource({"-1", "10", "1.0", "''", "9999999999999999999"})
  void numbersOutOfRangeAndOtherTextAreRefused(String text) {
    assertRefused(
        "'" + text + "' is not a digit: 0 to 9", OptionType.integer(0, 9, "a digit: 0 to 9"), text);
  }

  @Test
  void numbersInRangeAreRead() throws Exception {
    assertEquals(-2, OptionType.AXIS.converter().convert("-2"));
    assertEquals(
        1L << 40,
        OptionType.longInteger(1, "a number of rows").converter().convert("1099511627776"));
    assertRefused(
        "'0' is not a number of rows", OptionType.longInteger(1, "a number of rows"), "0");
  }

  private static void assertRefused(String message, OptionType<?> type, String text) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> type.converter().convert(text));
    assertEquals(message, refusal.getMessage());
  }
}
