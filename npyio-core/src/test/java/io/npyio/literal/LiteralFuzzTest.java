package io.npyio.literal;

import static io.npyio.ProcessorTime.assertWithin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is either a literal or refused with a {@link LiteralException}. */
class LiteralFuzzTest {
  private static final int CASES = 20_000;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SEEDS = 50;

  static Stream<byte[]> texts() {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED);
    return Stream.generate(() -> random.python3(3)).limit(SEEDS).map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreALiteralOrALiteralException(byte[] text) throws Throwable {
    assertWithin(LIMIT, () -> isRead(new String(text, UTF_8)));
  }

  @Test
  void anyTextIsALiteralOrALiteralException() {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      read += isRead(random.soup()) ? 1 : 0;
      read += isRead(random.damaged()) ? 1 : 0;
    }
    int share = read;
    assertTrue(read > CASES / 10 && read < CASES * 19 / 10, () -> share + " of " + 2 * CASES);
  }

  @Test
  void printedTextReadsBack() {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      String text = random.python3(3);
      if (isRead(text)) {
        String printed = PyLiteral.parse(text).text();
        if (!printed.contains("j)")
            && !printed.contains("Ellipsis")) { // their repr is not a literal
          assertEquals(printed, PyLiteral.parse(printed).text(), "seed " + RandomLiterals.SEED);
          read++;
        }
      }
    }
    assertTrue(read > CASES / 2, read + " of " + CASES);
  }

  private static boolean isRead(String text) {
    try {
      PyLiteral value = PyLiteral.parsePython2(text);
      return value.position() < text.length() && !value.text().isEmpty();
    } catch (LiteralException refusal) {
      int position = refusal.position();
      assertTrue(position >= 0 && position <= text.length(), () -> refusal + " in " + text);
      return false;
    } catch (RuntimeException | StackOverflowError surprise) {
      return fail("seed " + RandomLiterals.SEED + ", " + PyLiteral.quote(text), surprise);
    }
  }
}
