package io.npyio.literal;

import io.npyio.literal.PyLiteral.Dict;
import io.npyio.literal.PyLiteral.Entry;
import io.npyio.literal.PyLiteral.PyList;
import io.npyio.literal.PyLiteral.PySet;
import io.npyio.literal.PyLiteral.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Reads one literal by recursive descent: one method for each kind of bracket or word. */
final class Parser {
  private final Cursor in;
  private final StringScanner strings;
  private final NumberScanner numbers;

  Parser(String text, boolean longSuffix) {
    in = new Cursor(text);
    strings = new StringScanner(in);
    numbers = new NumberScanner(in, longSuffix);
  }

  PyLiteral parse() {
    in.requireNoNul();
    in.skipToStart();
    PyLiteral value = valueOrBareTuple();
    in.skipToEnd();
    if (in.peek() != Cursor.END) {
      throw in.expected("the end");
    }
    return value;
  }

  /** A comma makes a tuple outside brackets, too. */
  private PyLiteral valueOrBareTuple() {
    PyLiteral first = value();
    if (!in.accept(',')) {
      return first;
    }
    List<PyLiteral> items = new ArrayList<>();
    items.add(first);
    do {
      if (in.atLineEnd()) {
        break;
      }
      items.add(value());
    } while (in.accept(','));
    return new Tuple(items, first.position());
  }

  private PyLiteral value() {
    in.skipBlanks();
    return switch (in.peek()) {
      case '{' -> braces();
      case '[' -> list();
      case '(' -> parentheses();
      case '\'', '"' -> strings.scan();
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numbers.scan();
      case '.' -> in.startsWith("...") ? ellipsis() : numbers.scan();
      default -> strings.startsHere() ? strings.scan() : word();
    };
  }

  private PyLiteral braces() {
    int start = in.position();
    in.open();
    if (in.close('}')) {
      return new Dict(List.of(), start);
    }
    PyLiteral first = hashable();
    return in.accept(':') ? dict(first, start) : set(first, start);
  }

  private PyLiteral dict(PyLiteral firstKey, int start) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(firstKey, value()));
    while (!in.close('}')) {
      requireComma("',' or '}'");
      if (in.close('}')) {
        break;
      }
      PyLiteral key = hashable();
      if (!in.accept(':')) {
        throw in.expected("':'");
      }
      entries.add(new Entry(key, value()));
    }
    return new Dict(entries, start);
  }

  private PyLiteral set(PyLiteral first, int start) {
    List<PyLiteral> items = new ArrayList<>();
    items.add(first);
    while (!in.close('}')) {
      requireComma(items.size() == 1 ? "':', ',' or '}'" : "',' or '}'");
      if (in.close('}')) {
        break;
      }
      items.add(hashable());
    }
    return new PySet(items, start);
  }

  private PyLiteral list() {
    int start = in.position();
    in.open();
    List<PyLiteral> items = new ArrayList<>();
    if (!in.close(']')) {
      items.add(value());
      addUntil(']', items);
    }
    return new PyList(items, start);
  }

  /** A tuple, or a value in parentheses, which only group: {@code (6)} is the int 6. */
  private PyLiteral parentheses() {
    int start = in.position();
    in.open();
    if (in.close(')')) {
      return new Tuple(List.of(), start);
    }
    PyLiteral first = value();
    if (in.close(')')) {
      return first;
    }
    List<PyLiteral> items = new ArrayList<>();
    items.add(first);
    addUntil(')', items);
    return new Tuple(items, start);
  }

  /** Adds the items after the first one. */
  private void addUntil(char close, List<PyLiteral> items) {
    while (!in.close(close)) {
      requireComma("',' or '" + close + "'");
      if (in.close(close)) {
        break;
      }
      items.add(value());
    }
  }

  private void requireComma(String expected) {
    if (!in.accept(',')) {
      throw in.expected(expected);
    }
  }

  private PyLiteral hashable() {
    PyLiteral key = value();
    requireHashable(key);
    return key;
  }

  private static void requireHashable(PyLiteral key) {
    if (key instanceof PyList || key instanceof PySet || key instanceof Dict) {
      throw Cursor.complaint("a hashable value", "a " + key.typeName(), key.position());
    }
    if (key instanceof Tuple tuple) {
      tuple.items().forEach(Parser::requireHashable);
    }
  }

  private PyLiteral ellipsis() {
    int start = in.position();
    in.moveTo(start + "...".length());
    return new PyLiteral.Ellipsis(start);
  }

  private PyLiteral word() {
    int start = in.position();
    int end = in.wordEnd(start);
    PyLiteral value =
        switch (in.text(start, end)) {
          case "True" -> new PyLiteral.Bool(true, start);
          case "False" -> new PyLiteral.Bool(false, start);
          case "None" -> new PyLiteral.None(start);
          case "set" -> new PySet(List.of(), start);
          default -> throw in.expected("a value");
        };
    in.moveTo(end);
    if (value instanceof PySet) {
      requireEmptyParentheses();
    }
    return value;
  }

  /** {@code set()} is the only call that is a literal: there is no other way to write the value. */
  private void requireEmptyParentheses() {
    in.skipBlanks();
    if (in.peek() != '(') {
      throw in.expected("'()' after set");
    }
    in.open();
    if (!in.close(')')) {
      throw in.expected("')'");
    }
  }
}
