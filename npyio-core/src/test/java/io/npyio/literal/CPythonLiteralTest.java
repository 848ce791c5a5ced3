package io.npyio.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.RandomCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the parser and the printer against CPython's own {@code ast.literal_eval} and {@code
 * repr}.
 */
class CPythonLiteralTest {
  /** Reads pairs of texts in hex: a literal, and its text as npyio prints it, or {@code -}. */
  private static final String JUDGE =
      """
      import ast, sys

      def verdict(text, ours):
          try:
              value = ast.literal_eval(text)
          except (ValueError, SyntaxError, TypeError):
              return 'refused'
          if ours is None or repr(value) == ours:
              return 'accepted'
          # Equal items of a set and equal keys of a dict collapse in Python, and sets lose their order.
          if '{' in ours and eval(ours, {'inf': float('inf')}) == value:
              return 'accepted'
          return 'differs: ' + ascii(repr(value))

      for line in sys.stdin:
          text, ours = (None if h == '-' else bytes.fromhex(h[1:]).decode() for h in line.split())
          print(verdict(text, ours))
      """;

  private static final Pattern BLANK_LAST_LINE = Pattern.compile("(?s).*[\\r\\n][ \\t\\f]+");

  @TempDir private static Path folder;

  @BeforeAll
  static void needsPython() {
    assumeTrue(pythonRuns(), "python3 is not installed: nothing to compare with");
  }

  @Test
  void literalsAreReadAndPrintedAsInPython() throws Exception {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED);
    compare(() -> random.python3(3), RandomCases.of(20_000));
  }

  @Test
  void damagedLiteralsAreAcceptedOrRefusedAsInPython() throws Exception {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED + 1);
    compare(random::damaged, RandomCases.of(20_000));
  }

  @Test
  void heapsOfTokensAreAcceptedOrRefusedAsInPython() throws Exception {
    RandomLiterals random = new RandomLiterals(RandomLiterals.SEED + 2);
    compare(random::soup, RandomCases.of(20_000));
  }

  /** Characters whose category has not changed for many versions of Unicode. */
  @Test
  void charactersAreQuotedAsInPython() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int c = 1; c < 0x370; c++) {
      texts.add(String.format("'\\u%04x'", c));
    }
    for (int c : new int[] {0x6574, 0xAC00, 0xD800, 0xDFFF, 0xE000, 0xFFFE, 0x1F600, 0xE0001}) {
      texts.add(String.format("'\\U%08x'", c));
    }
    compare(texts.iterator()::next, texts.size());
  }

  @Test
  void powersOfTwoPrintAsInPython() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      texts.add(String.valueOf(Math.scalb(1.0, exponent)));
    }
    compare(texts.iterator()::next, texts.size());
  }

  private static void compare(Supplier<String> literals, int count) throws Exception {
    List<String> texts = new ArrayList<>();
    List<@Nullable LiteralException> refusals = new ArrayList<>();
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String text = literals.get();
      texts.add(text);
      input.append(hex(text)).append(' ');
      try {
        input.append(hex(PyLiteral.parse(text).text())).append('\n');
        refusals.add(null);
      } catch (LiteralException refusal) {
        input.append("-\n");
        refusals.add(refusal);
      }
    }
    List<String> verdicts = judge(input.toString());
    assertEquals(count, verdicts.size());
    int excused = 0;
    for (int i = 0; i < count; i++) {
      LiteralException refusal = refusals.get(i);
      String expected = refusal == null ? "accepted" : "refused";
      if (isDeliberate(texts.get(i), refusal, verdicts.get(i))) {
        excused++;
      } else {
        String text = PyLiteral.quote(texts.get(i));
        String message = "seed " + RandomLiterals.SEED + ", " + text + ": " + refusal;
        assertEquals(expected, verdicts.get(i), message);
      }
    }
    assertTrue(excused < count / 20, excused + " deliberate differences hide too much");
  }

  /** The differences that the package documentation lists. */
  private static boolean isDeliberate(
      String text, @Nullable LiteralException refusal, String verdict) {
    if (refusal == null) {
      return verdict.equals("refused") && BLANK_LAST_LINE.matcher(text).matches();
    }
    String problem = refusal.problem();
    boolean sum = problem.endsWith(" but found '+'") || problem.endsWith(" but found '-'");
    boolean signedParenthesis = problem.equals("expected a number but found '('");
    return verdict.equals("accepted") && (sum || signedParenthesis);
  }

  private static String hex(String text) {
    return "x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> judge(String input) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("judge.py"), JUDGE);
    Path in = Files.writeString(folder.resolve("in.txt"), input);
    Path out = folder.resolve("out.txt");
    Process python =
        new ProcessBuilder("python3", "-W", "ignore", script.toString())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertTrue(python.waitFor(2, TimeUnit.MINUTES), "python3 takes too long");
    assertEquals(0, python.exitValue());
    return Files.readAllLines(out);
  }

  private static boolean pythonRuns() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException absent) {
      return false;
    }
  }
}
