package io.npyio.cli.verb;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The word that somebody meant who typed another one. */
final class Suggestion {
  /** A word of this many letters, or one fewer, may have one typing error, of twice as many two. */
  private static final int LETTERS_PER_ERROR = 3;

  private static final int MAX_LETTERS = 40;

  private Suggestion() {}

  /** {@return a question to end a message with, empty if no word is close} */
  static String question(String typed, List<String> words) {
    return nearest(typed, words).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  /** As {@link #question}, but knows what other programs call the work of a verb. */
  static String ofVerb(String typed, List<String> verbs) {
    String kindred = kindred(typed.toLowerCase(Locale.ROOT));
    return kindred == null ? question(typed, verbs) : "; did you mean '" + kindred + "'?";
  }

  private static @Nullable String kindred(String word) {
    return switch (word) {
      case "ls", "list", "dir", "file", "header", "inspect", "shape", "dtype", "tree" -> "info";
      case "show", "print", "dump", "display", "less", "more", "read", "type" -> "cat";
      case "head", "tail", "slice" -> "cat --" + word;
      case "cp", "copy", "save", "export", "import", "cast", "to" -> "convert";
      case "astype" -> "convert --to-dtype";
      case "reshape" -> "convert --to-shape";
      case "transpose" -> "convert --transpose";
      case "new", "touch", "zeros", "ones", "full", "arange", "empty" -> "create";
      case "edit", "put", "write", "assign", "fill" -> "set";
      case "extend", "push" -> "append";
      case "merge", "join", "concatenate", "hstack", "vstack" -> "concat";
      case "zip", "archive", "savez", "compress", "add" -> "pack";
      case "unzip", "extract" -> "unpack";
      case "rm", "del", "delete" -> "remove";
      case "mv", "move" -> "rename";
      case "describe", "summary", "mean", "min", "max", "sum", "std", "count" -> "stats";
      case "cmp", "comm", "compare" -> "diff";
      case "check", "test", "validate", "md5sum" -> "verify";
      case "fix", "recover" -> "repair";
      case "draw", "hist", "histogram", "imshow", "image" -> "plot";
      case "browse", "explore", "gui", "open" -> "view";
      case "python", "exec", "script" -> "run";
      default -> null;
    };
  }

  /** The closest word within a few typing errors, or else the only one that starts so. */
  static Optional<String> nearest(String typed, List<String> words) {
    String letters = letters(typed);
    boolean isWord = !letters.isEmpty() && Character.isLetter(letters.charAt(0));
    if (!isWord || letters.length() > MAX_LETTERS) {
      return Optional.empty();
    }
    return words.stream()
        .filter(word -> distance(letters, letters(word)) <= allowed(letters))
        .min(
            Comparator.<String>comparingInt(word -> distance(letters, letters(word)))
                .thenComparingInt(word -> Math.abs(word.length() - typed.length())))
        .or(() -> completed(letters, words));
  }

  private static int allowed(String letters) {
    return (letters.length() + 1) / LETTERS_PER_ERROR;
  }

  private static Optional<String> completed(String letters, List<String> words) {
    List<String> longer =
        words.stream()
            .filter(word -> letters.length() > 1 && letters(word).startsWith(letters))
            .toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
  }

  private static String letters(String word) {
    return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
  }

  /**
   * The number of letters to insert, delete, replace, or swap with their neighbour, to get from one
   * word to the other.
   */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (isSame ? 0 : 1));
    boolean isSwapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return isSwapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
