package io.npyio.view.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each taken within its bounds. */
final class Query {
  private static final int MAX_LENGTH = 8192;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /** The parameters of a query as it stands in an address; null for none. */
  static Query parse(@Nullable String raw) throws HttpProblem {
    Map<String, String> values = new HashMap<>();
    if (raw == null || raw.isEmpty()) {
      return new Query(values);
    }
    if (raw.length() > MAX_LENGTH) {
      throw HttpProblem.tooLarge(
          "the query has " + raw.length() + " characters; at most " + MAX_LENGTH + " are read");
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (value.chars().anyMatch(c -> c < ' ')) {
        throw HttpProblem.badRequest("the parameter '" + name + "' has a control character");
      }
      if (values.put(name, value) != null) {
        throw HttpProblem.badRequest("the parameter '" + name + "' is given twice");
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) throws HttpProblem {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw HttpProblem.badRequest("the query has a '%' without two hexadecimal digits after it");
    }
  }

  /** A text, if it is given and not empty. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  /** One of some words. */
  String oneOf(String name, List<String> words) throws HttpProblem {
    String word = text(name).orElse("");
    if (!words.contains(word)) {
      throw HttpProblem.badRequest(
          "the parameter '%s' is '%s'; it takes %s"
              .formatted(name, word, String.join(", ", words)));
    }
    return word;
  }

  /** Whether a parameter is 1; absent, it is 0. */
  boolean flag(String name) throws HttpProblem {
    return values.containsKey(name) && oneOf(name, List.of("0", "1")).equals("1");
  }

  /** A whole number within bounds. */
  int integer(String name, int least, int most) throws HttpProblem {
    return (int) integer(name, (long) least, most);
  }

  /** As {@link #integer(String, int, int)}, but of 64 bits. */
  long integer(String name, long least, long most) throws HttpProblem {
    String text = values.getOrDefault(name, "");
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      // refused below
    }
    throw HttpProblem.badRequest(
        "the parameter '%s' is '%s'; it takes a whole number from %d to %d"
            .formatted(name, text, least, most));
  }

  /** A finite number; NaN if it is absent. */
  double real(String name) throws HttpProblem {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notNumber) {
      // refused below
    }
    throw HttpProblem.badRequest(
        "the parameter '%s' is '%s'; it takes a finite number".formatted(name, text.get()));
  }
}
