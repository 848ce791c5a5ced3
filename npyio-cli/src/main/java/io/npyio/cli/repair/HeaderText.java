package io.npyio.cli.repair;

import io.npyio.cli.repair.HeaderTokens.Kind;
import io.npyio.cli.repair.HeaderTokens.Token;
import io.npyio.dtype.ArrayLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of a header in the notations that occur in files, although NumPy does not read
 * them: with calls such as {@code np.int64(2)}, lists, JSON's words, and numbers like {@code 3.0}.
 */
final class HeaderText {
  private static final Pattern CALL = Pattern.compile("(?:np|numpy)\\..+|dtype|int|long");
  private static final Pattern WHOLE = Pattern.compile("([+-]?[0-9]+)(?:[lL]|\\.0*)");
  private static final Map<String, String> WORDS =
      Map.of(
          "true", "True",
          "false", "False",
          "np.True_", "True",
          "np.False_", "False",
          "numpy.True_", "True",
          "numpy.False_", "False");
  private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");
  private static final int MAX_SHOWN = 40;

  private final long start;
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private List<Token> tokens;

  private HeaderText(List<Token> tokens, long start) {
    this.tokens = tokens;
    this.start = start;
  }

  /**
   * A header that has been understood.
   *
   * @param faults what NumPy does not understand in it
   */
  record Meaning(ArrayLayout layout, List<Fault> faults) {}

  /**
   * Reads a dictionary; null if its meaning is not certain.
   *
   * @param start the byte of the file at which the dictionary begins
   */
  static @Nullable Meaning read(List<Token> tokens, long start) {
    var header = new HeaderText(tokens, start);
    header.replaceCalls();
    header.replaceWords();
    try {
      return header.meaning();
    } catch (IllegalArgumentException unclear) {
      return null;
    }
  }

  /** Notes the first fault of a kind. */
  private void note(String kind, int at, String text) {
    faults.computeIfAbsent(kind, first -> new Fault(start + at, text));
  }

  // ---- tokens --------------------------------------------------------------------------------

  /** {@code np.int64(2)} is 2. */
  private void replaceCalls() {
    List<Token> plain = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (isCall(i)) {
        Token value = tokens.get(i + 2);
        note(
            "call",
            token.at(),
            "the header has %s(%s), which NumPy does not read, instead of %s"
                .formatted(shown(token.text()), shown(value.text()), shown(value.text())));
        plain.add(value);
        i += 3;
      } else {
        plain.add(token);
      }
    }
    tokens = plain;
  }

  private boolean isCall(int i) {
    return i + 3 < tokens.size()
        && tokens.get(i).kind() == Kind.NAME
        && CALL.matcher(tokens.get(i).text()).matches()
        && tokens.get(i + 1).is("(")
        && tokens.get(i + 2).kind() != Kind.MARK
        && tokens.get(i + 3).is(")");
  }

  private void replaceWords() {
    tokens = tokens.stream().map(this::replaced).collect(Collectors.toCollection(ArrayList::new));
  }

  private Token replaced(Token token) {
    Matcher whole = WHOLE.matcher(token.text());
    if (token.kind() == Kind.NUMBER && whole.matches()) {
      return corrected(token, whole.group(1));
    }
    String word = token.kind() == Kind.NAME ? WORDS.get(token.text()) : null;
    return word == null ? token : corrected(token, word);
  }

  private Token corrected(Token token, String text) {
    note(
        token.kind().name(),
        token.at(),
        "the header has %s instead of %s".formatted(shown(token.text()), text));
    return token.as(text);
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  // ---- entries -------------------------------------------------------------------------------

  private Meaning meaning() {
    Map<String, List<Token>> values = entries();
    List<Token> shape = shape(required(values, "shape"));
    String order = order(values.get("fortran_order"), shape);
    String descr = text(withoutMetadata(required(values, "descr")));
    var layout =
        ArrayLayout.parse(
            "{'descr': %s, 'fortran_order': %s, 'shape': %s, }"
                .formatted(descr, order, text(shape)));
    return new Meaning(layout, List.copyOf(faults.values()));
  }

  private static List<Token> required(Map<String, List<Token>> values, String key) {
    List<Token> value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("no " + key);
    }
    return value;
  }

  /** The tokens of each value; other keys than those of a header are left out. */
  private Map<String, List<Token>> entries() {
    Map<String, List<Token>> entries = new LinkedHashMap<>();
    for (List<Token> entry : separated(inside(tokens))) {
      if (entry.size() < 2 || !entry.get(1).is(":")) {
        throw new IllegalArgumentException("not an entry");
      }
      Token key = entry.get(0);
      String name = key.text().replaceAll("^[bBuU]?['\"]|['\"]$", "");
      if (key.kind() != Kind.STRING) {
        note("quotes", key.at(), "the header has the key %s without quotes".formatted(shown(name)));
      }
      if (KEYS.contains(name)) {
        entries.put(name, entry.subList(2, entry.size()));
      } else {
        note("key", key.at(), "the header has a key that does not belong: " + shown(name));
      }
    }
    return entries;
  }

  /** What stands between the first bracket and the one that closes it, which may be missing. */
  private static List<Token> inside(List<Token> tokens) {
    boolean isClosed = tokens.get(tokens.size() - 1).closes();
    return tokens.subList(1, tokens.size() - (isClosed ? 1 : 0));
  }

  /** The parts between the commas outside brackets; none for a comma at the end. */
  private static List<List<Token>> separated(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth += token.opens() ? 1 : token.closes() ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(token);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private String order(@Nullable List<Token> value, List<Token> shape) {
    if (value == null) {
      if (shape.stream().filter(token -> token.kind() == Kind.NUMBER).count() > 1) {
        throw new IllegalArgumentException("no order");
      }
      note("order", 0, "the header has no 'fortran_order'; with one axis both orders are the same");
      return "False";
    }
    return switch (text(value)) {
      case "0" -> corrected(value.get(0), "False").text();
      case "1" -> corrected(value.get(0), "True").text();
      default -> text(value);
    };
  }

  /** The shape as a tuple, if it is a list or a number. */
  private List<Token> shape(List<Token> value) {
    boolean isBare = value.size() == 1 && value.get(0).kind() == Kind.NUMBER;
    boolean isList = value.get(0).is("[");
    List<Token> lengths = isBare ? value : inside(value);
    boolean isOne = lengths.size() == 1;
    List<Token> tuple = new ArrayList<>();
    int at = value.get(0).at();
    tuple.add(new Token(Kind.MARK, "(", at));
    tuple.addAll(lengths);
    if (isOne) {
      tuple.add(new Token(Kind.MARK, ",", at));
    }
    tuple.add(new Token(Kind.MARK, ")", at));
    if (isBare || isList || isOne) {
      String text = shown(text(value));
      note(
          "shape",
          at,
          "the shape is "
              + text
              + " instead of the tuple "
              + shown(text(tuple).replace(", )", ",)")));
    }
    return tuple;
  }

  /** The descr without the metadata of dtypes, which old versions of NumPy wrote. */
  private List<Token> withoutMetadata(List<Token> descr) {
    List<Token> plain = new ArrayList<>();
    for (int i = 0; i < descr.size(); i++) {
      Token token = descr.get(i);
      if (hasMetadata(descr, i)) {
        note(
            "metadata",
            token.at(),
            "the header has metadata of a dtype, which NumPy does not read");
        plain.add(descr.get(i + 1));
        i = metadataEnd(descr, i + 3);
      } else {
        plain.add(token);
      }
    }
    return plain;
  }

  /** Whether a tuple of a string and a dictionary begins here. */
  private static boolean hasMetadata(List<Token> descr, int i) {
    return i + 3 < descr.size()
        && descr.get(i).is("(")
        && descr.get(i + 1).kind() == Kind.STRING
        && descr.get(i + 2).is(",")
        && descr.get(i + 3).is("{");
  }

  /** The index of the bracket that closes the tuple whose dictionary begins here. */
  private static int metadataEnd(List<Token> descr, int dictionary) {
    int depth = 0;
    for (int i = dictionary; i + 1 < descr.size(); i++) {
      depth += descr.get(i).opens() ? 1 : descr.get(i).closes() ? -1 : 0;
      if (depth == 0 && descr.get(i + 1).is(")")) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("not a tuple");
  }

  private static String text(List<Token> tokens) {
    return tokens.stream()
        .map(token -> token.is(",") ? ", " : token.text())
        .collect(Collectors.joining());
  }
}
