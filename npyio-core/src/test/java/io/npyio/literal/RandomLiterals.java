package io.npyio.literal;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random texts in and around Python's literal grammar, reproducible by their seed. */
final class RandomLiterals {
  /** The default is fixed so that builds repeat; {@code -Dnpyio.seed=} tries others. */
  static final long SEED = Long.getLong("npyio.seed", 20_260_801L);

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ":",
    ",",
    ":",
    "+",
    "-",
    ".",
    "...",
    "*",
    "~",
    "=",
    ";",
    "@",
    "0",
    "1",
    "07",
    "00",
    "12",
    "0x1F",
    "0b101",
    "0o17",
    "0b2",
    "0x",
    "1_000",
    "1__0",
    "0_6",
    "1_",
    "6L",
    "6l",
    "L",
    "1.5",
    "1.",
    ".5",
    "1e5",
    "1e",
    "1E-3",
    "2j",
    "1.5J",
    "0777.5",
    "09j",
    "True",
    "False",
    "None",
    "set()",
    "set",
    "nan",
    "inf",
    "x",
    "Ellipsis",
    "if",
    "or",
    "lambda",
    "'descr'",
    "'<f8'",
    "'fortran_order'",
    "'shape'",
    "'a'",
    "\"it's\"",
    "''",
    "\"\"",
    "'''",
    "\"\"\"",
    "'",
    "\"",
    "b'a'",
    "rb'\\x'",
    "r'\\'",
    "u'x'",
    "U\"y\"",
    "bR''",
    "ur'x'",
    "f'x'",
    "b",
    "r",
    "u",
    "'\\n'",
    "'\\x41'",
    "'\\x4'",
    "'\\u00e9'",
    "'\\u12'",
    "'\\U0001f600'",
    "'\\U00110000'",
    "'\\777'",
    "'\\N{DIGIT ONE}'",
    "'\\N{NO SUCH}'",
    "'\\N'",
    "'\\N{'",
    "'\\q'",
    "'\\ud800'",
    "b'\\N{x}\\u1'",
    "b'\\400'",
    "b'é'",
    "b'\\é'",
    "é",
    "'é整😀'",
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u000b",
    "\u001a",
    " ",
    " ",
    " ",
    "\t",
    "\f",
    "\n",
    "\n",
    "\r",
    "\r\n",
    "#c\n",
    "# c",
    "\\\n",
    "\\\r\n",
    "\\",
    "\0",
  };

  private static final int[] CODE_POINTS = {
    'a', 'Z', '0', '_', ' ', '\'', '"', '\\', '\n', '\r', '\t', 0, 7, 0x1B, 0x7F, 0x80, 0x85, 0xA0,
    0xAD, 0xE9, 0xFF, 0x100, 0x378, 0x3BC, 0x6574, 0x200B, 0x2028, 0x2029, 0x3000, 0xD800, 0xE000,
    0xFEFF, 0xFFFD, 0xFFFF, 0x1F600, 0xE0001, 0x10FFFF
  };

  private final Random random;

  RandomLiterals(long seed) {
    random = new Random(seed);
  }

  /** Tokens in any order: nearly always wrong. */
  String soup() {
    return many(12, () -> TOKENS[random.nextInt(TOKENS.length)], "");
  }

  /** A literal with one token inserted, removed or repeated: often wrong in one place. */
  String damaged() {
    String text = python3(3);
    int length = text.codePointCount(0, text.length());
    int cut = random.nextInt(length + 1);
    int rest = Math.min(length, cut + random.nextInt(3));
    String token = random.nextBoolean() ? TOKENS[random.nextInt(TOKENS.length)] : "";
    return text.substring(0, text.offsetByCodePoints(0, cut))
        + token
        + text.substring(text.offsetByCodePoints(0, rest));
  }

  /** A literal of Python 3. */
  String python3(int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 12)) {
      case 0 -> one("True", "False", "None", "...", "set()", "set( )");
      case 1, 2 -> sign() + number();
      case 3, 4 -> strings(one("", "", "u", "U"));
      case 5 -> strings(one("b", "B"));
      case 6 -> one("r", "R", "rb", "bR", "Rb", "BR") + one("'a\\n\\''", "\"\\x\"", "'''\r\n\\'''");
      case 7, 8 -> tuple(() -> python3(depth - 1));
      case 9 -> list(() -> python3(depth - 1));
      case 10 -> dict(() -> python3Key(depth - 1), () -> python3(depth - 1), 3);
      default -> "{" + python3Key(depth - 1) + blank() + "}";
    };
  }

  private String python3Key(int depth) {
    return random.nextInt(4) == 0 ? python3(depth) : strings("");
  }

  /** A literal that Python 2 and Python 3 read to the same value. */
  String shared(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> one("True", "False", "None");
      case 1 -> one("0", "7", "12", "0x1f", "0b101", "0o17", "2147483648", "9223372036854775808");
      case 2 -> realNumber();
      case 3, 4 ->
          one("'descr'", "\"it's\"", "'''a\nb'''", "'\\x41\\n\\'\\\\\\t'", "'\\101' 'b'", "r'\\x'");
      case 5 -> tuple(() -> shared(depth - 1));
      case 6 -> list(() -> shared(depth - 1));
      default -> dict(() -> one("'a'", "1", "(1, 'b')"), () -> shared(depth - 1), 1);
    };
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextLong() >>> random.nextInt(64)).replace("-", "");
      case 1 -> realNumber();
      case 2 ->
          one("00", "1_000", "0x_F", "0B1_1", "0O17", "0_0", "123456789012345678901234567890");
      default -> one("1.", ".5", "1_0.0_1e1_0", "09.5", "1e+16", "2j", "1.5e-7J", "0j", "007j");
    };
  }

  private String realNumber() {
    double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "0.1";
    }
    return switch (random.nextInt(3)) {
      case 0 -> String.valueOf(value);
      case 1 -> String.valueOf(Math.scalb(1.0, random.nextInt(2000) - 1000));
      default -> String.valueOf(random.nextInt(1_000_000) / 1000.0);
    };
  }

  private String sign() {
    return one("", "", "", "-", "+", "- ", "-\t");
  }

  private String strings(String prefix) {
    String blanks = one("", " ", "\t");
    return many(2, () -> prefix + string(!prefix.equalsIgnoreCase("b")), blanks);
  }

  private String string(boolean unicode) {
    String quote = one("'", "\"", "'''", "\"\"\"");
    return quote + many(6, () -> character(unicode), "") + quote;
  }

  private String character(boolean unicode) {
    int c = CODE_POINTS[random.nextInt(CODE_POINTS.length)];
    boolean literal = c >= ' ' && c < 0x7F || unicode && c >= 0x80 && c != 0xD800;
    if (literal && c != '\'' && c != '"' && c != '\\' && random.nextInt(3) > 0) {
      return Character.toString(c);
    }
    if (c < 0x100) {
      return one(
          String.format("\\x%02x", c), String.format("\\%03o", c), "\\n", "\\'", "\\\\", "\\q");
    }
    if (!unicode) {
      return one("\\N{x}", "\\u12", "\\777", "\\\n", "\\\"");
    }
    return c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08x", c);
  }

  private String tuple(Supplier<String> item) {
    return switch (random.nextInt(4)) {
      case 0 -> "(" + blank() + ")";
      case 1 -> "(" + item.get() + blank() + ")";
      case 2 -> "(" + item.get() + blank() + "," + blank() + ")";
      default -> "(" + item.get() + "," + blank() + many(3, item, "," + blank()) + ")";
    };
  }

  private String list(Supplier<String> item) {
    return random.nextInt(4) == 0
        ? "[" + blank() + "]"
        : "[" + blank() + many(3, item, "," + blank()) + one("", ",", " , ") + "]";
  }

  private String dict(Supplier<String> key, Supplier<String> value, int max) {
    Supplier<String> entry = () -> key.get() + ":" + blank() + value.get();
    return random.nextInt(4) == 0
        ? "{" + blank() + "}"
        : "{" + blank() + many(max, entry, "," + blank()) + one("", ",", ", ") + "}";
  }

  /** White space that may separate tokens inside brackets. */
  private String blank() {
    return one("", "", " ", " ", "\t", "\n", "\r\n", " # x\n", "\\\n", "\f");
  }

  private String many(int max, Supplier<String> part, String separator) {
    return Stream.generate(part)
        .limit(1 + random.nextInt(max))
        .collect(Collectors.joining(separator));
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
