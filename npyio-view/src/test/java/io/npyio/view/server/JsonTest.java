package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values as JSON. */
class JsonTest {
  private static String text(Object value) {
    return new String(Json.bytes(value), UTF_8);
  }

  @Test
  void values() {
    assertEquals(
        "{\"n\":null,\"t\":true,\"i\":1,\"d\":0.1,\"a\":[1,2],\"l\":[\"x\",null,{}]}",
        text(
            Json.object(
                "n",
                null,
                "t",
                true,
                "i",
                1,
                "d",
                0.1,
                "a",
                new long[] {1, 2},
                "l",
                Arrays.asList("x", null, Json.object()))));
  }

  @Test
  void numbersKeepTheirDigits() {
    assertEquals(
        "[9223372036854775807,18446744073709551615,1.0E300,0.1]",
        text(List.of(Long.MAX_VALUE, new BigInteger("18446744073709551615"), 1e300, 0.1f)));
  }

  @Test
  void numbersThatAreNotFiniteAreTexts() {
    assertEquals(
        "[\"NaN\",\"Infinity\",\"-Infinity\",\"NaN\"]",
        text(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.NaN)));
  }

  @Test
  void textsAreEscaped() {
    assertEquals("\"a\\\"b\\\\c\\n\\u0001é😀\"", text("a\"b\\c\n\u0001é😀"));
  }
}
