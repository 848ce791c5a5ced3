package io.npyio.cli.format.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Describes invalid JSON in npyio's own words instead of the parser's. */
public final class JsonFault extends StreamReadException {
  private static final long serialVersionUID = 1L;

  /** The text that the parser found, at the start of its messages. */
  private static final Pattern FOUND =
      Pattern.compile(
          "(?:Unexpected character|Unrecognized token|Unexpected close marker) \\(?'(.+?)'(?: \\(|:|$).*");

  private static final Pattern UNQUOTED = Pattern.compile("Non-standard token '(.+?)'.*");
  private static final Pattern ESCAPE = Pattern.compile("Unrecognized character escape '?(.).*");

  JsonFault(JsonParser in, String what, @Nullable Throwable cause) {
    super(in, what, in.currentTokenLocation(), cause);
  }

  /** A fault at the current token. */
  static JsonFault expected(JsonParser in, String what) {
    String found = in.currentToken() == null ? "nothing more" : "'" + in.getString() + "'";
    return new JsonFault(in, "expected " + what + " but found " + found, null);
  }

  /** {@return the message, with line and column if these are known} */
  public static String text(JacksonException problem) {
    String said = String.valueOf(problem.getOriginalMessage());
    boolean isOwn = problem instanceof JsonFault;
    boolean isReading =
        problem instanceof StreamReadException || problem instanceof StreamConstraintsException;
    String what = isReading && !isOwn ? reason(problem, said.replaceAll("\\s*\\R\\s*", " ")) : said;
    TokenStreamLocation place = problem.getLocation();
    return place == null || place.getLineNr() < 1
        ? what
        : "line %d, column %d: %s"
            .formatted(place.getLineNr(), Math.max(1, place.getColumnNr()), what);
  }

  private static String reason(JacksonException problem, String said) {
    if (problem instanceof UnexpectedEndOfInputException) {
      return "expected more JSON but found the end";
    }
    if (problem instanceof StreamConstraintsException) {
      return "lists are nested too deeply, or a number or a string is too long";
    }
    if (said.startsWith("Invalid UTF-8")) {
      return "expected UTF-8 text but found other bytes";
    }
    if (said.startsWith("Illegal unquoted character")) {
      return "expected no line break or other control character within a string";
    }
    Matcher escape = ESCAPE.matcher(said);
    if (escape.matches()) {
      return "expected one of JSON's escapes but found '\\" + escape.group(1) + "'";
    }
    Matcher unquoted = UNQUOTED.matcher(said);
    if (unquoted.matches()) {
      return "expected \"%1$s\" in quotes but found '%1$s'".formatted(unquoted.group(1));
    }
    Matcher found = FOUND.matcher(said);
    String expected = said.contains("numeric value") ? "a number" : "JSON";
    return "expected %s but found %s"
        .formatted(expected, found.matches() ? "'" + found.group(1) + "'" : "something else");
  }
}
