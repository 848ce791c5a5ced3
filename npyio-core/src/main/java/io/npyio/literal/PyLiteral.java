package io.npyio.literal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value written in Python's literal syntax, with its position in the text.
 *
 * <p>The position takes part in {@code equals}; to compare values alone, compare their {@link
 * #text}.
 */
public sealed interface PyLiteral {

  /** {@return the index in the text, in UTF-16 characters, of the first character of the value} */
  int position();

  /** {@return the name Python gives to the type of the value, such as {@code tuple}} */
  String typeName();

  /** {@return the value as Python's {@code repr} prints it, items of sets and dicts as written} */
  String text();

  /**
   * {@return the value of a text in the grammar of Python 3}
   *
   * @throws LiteralException if the text is not exactly one literal
   */
  static PyLiteral parse(String text) {
    return new Parser(text, false).parse();
  }

  /**
   * {@return the value of a text that Python 2 may have written} If the text is not a literal of
   * Python 3, the long suffix is tolerated, as in NumPy: {@code 6L} is 6.
   *
   * @throws LiteralException if the text is not exactly one literal; says what Python 3 expects
   */
  static PyLiteral parsePython2(String text) {
    try {
      return parse(text);
    } catch (LiteralException python3) {
      try {
        return new Parser(text, true).parse();
      } catch (LiteralException python2) {
        throw python3;
      }
    }
  }

  /** {@return the string in quotes, escaped as Python's {@code repr} does} */
  static String quote(String s) {
    return Quotes.ofStr(s);
  }

  /**
   * {@return the string of these code points in quotes} Unlike in a Java string, a pair of
   * surrogates can be two characters, as in Python.
   */
  static String quote(int[] codePoints) {
    return Quotes.ofStr(codePoints);
  }

  /** A string. */
  record Str(String value, int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "str";
    }

    @Override
    public String text() {
      return quote(value);
    }
  }

  /**
   * A byte string.
   *
   * @param latin1 one character of 0 to 255 per byte
   */
  record Bytes(String latin1, int position) implements PyLiteral {
    /** {@return a new array of the bytes} */
    public byte[] toByteArray() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String typeName() {
      return "bytes";
    }

    @Override
    public String text() {
      return Quotes.ofBytes(latin1);
    }
  }

  /** An integer of any size. */
  record Int(BigInteger value, int position) implements PyLiteral {
    /** {@return whether the value is in the range of {@code long}} */
    public boolean fitsLong() {
      return value.bitLength() < Long.SIZE;
    }

    /**
     * {@return the value as a {@code long}}
     *
     * @throws ArithmeticException if it does not fit
     */
    public long longValue() {
      return value.longValueExact();
    }

    @Override
    public String typeName() {
      return "int";
    }

    @Override
    public String text() {
      return value.toString();
    }
  }

  /** A floating-point number; infinite if the digits written are too large for a double. */
  @SuppressWarnings("JavaLangClash") // Python's name for it
  record Float(double value, int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "float";
    }

    @Override
    public String text() {
      return Repr.ofFloat(value);
    }
  }

  /** An imaginary number, as in {@code 2j}. */
  record Imaginary(double value, int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "complex";
    }

    /**
     * {@inheritDoc} To Python {@code -2j} is the negative of {@code 0+2j}, hence its {@code -0}.
     */
    @Override
    public String text() {
      String digits = Repr.ofImaginary(value);
      return digits.startsWith("-") ? "(-0" + digits + ")" : digits;
    }
  }

  /** {@code True} or {@code False}. */
  record Bool(boolean value, int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "bool";
    }

    @Override
    public String text() {
      return value ? "True" : "False";
    }
  }

  /** {@code None}. */
  record None(int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "NoneType";
    }

    @Override
    public String text() {
      return "None";
    }
  }

  /** {@code ...}. */
  record Ellipsis(int position) implements PyLiteral {
    @Override
    public String typeName() {
      return "ellipsis";
    }

    @Override
    public String text() {
      return "Ellipsis";
    }
  }

  /** A tuple, as in {@code (3,)}. */
  record Tuple(List<PyLiteral> items, int position) implements PyLiteral {
    /** Copies the items. */
    public Tuple {
      items = List.copyOf(items);
    }

    @Override
    public String typeName() {
      return "tuple";
    }

    @Override
    public String text() {
      return items.size() == 1 ? "(" + items.get(0).text() + ",)" : join("(", items, ")");
    }
  }

  /** A list, as in {@code [3, 4]}. */
  record PyList(List<PyLiteral> items, int position) implements PyLiteral {
    /** Copies the items. */
    public PyList {
      items = List.copyOf(items);
    }

    @Override
    public String typeName() {
      return "list";
    }

    @Override
    public String text() {
      return join("[", items, "]");
    }
  }

  /** A set, as in {@code {3, 4}}; equal items are all kept, in the order written. */
  record PySet(List<PyLiteral> items, int position) implements PyLiteral {
    /** Copies the items. */
    public PySet {
      items = List.copyOf(items);
    }

    @Override
    public String typeName() {
      return "set";
    }

    @Override
    public String text() {
      return items.isEmpty() ? "set()" : join("{", items, "}");
    }
  }

  /** A dict, as in {@code {'a': 3}}; entries with equal keys are all kept, in the order written. */
  record Dict(List<Entry> entries, int position) implements PyLiteral {
    /** Copies the entries. */
    public Dict {
      entries = List.copyOf(entries);
    }

    @Override
    public String typeName() {
      return "dict";
    }

    @Override
    public String text() {
      return entries.stream().map(Entry::text).collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A key of a dict and its value. */
  record Entry(PyLiteral key, PyLiteral value) {
    private String text() {
      return key.text() + ": " + value.text();
    }
  }

  private static String join(String open, List<PyLiteral> items, String close) {
    return items.stream().map(PyLiteral::text).collect(Collectors.joining(", ", open, close));
  }
}
