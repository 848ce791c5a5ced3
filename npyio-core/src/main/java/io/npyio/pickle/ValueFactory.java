package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of the items on the stack and in the memo. Python objects that take several
 * instructions to build are {@link Unfinished}; names are an {@link AllowedName}; all other items
 * are values already.
 */
final class ValueFactory {
  private final Allowance allowance;
  private final @Nullable Charset python2;
  private long at;

  /**
   * @param python2 the encoding of byte strings of Python 2, or null to keep them as bytes
   */
  ValueFactory(Allowance allowance, @Nullable Charset python2) {
    this.allowance = allowance;
    this.python2 = python2;
  }

  /** Sets the position of the current instruction, for error messages. */
  void moveTo(long position) {
    at = position;
  }

  PickleException problem(String text) {
    return new PickleException(at, text);
  }

  private PickleException problem(String text, String hint) {
    return new PickleException(at, text, hint);
  }

  PickleException unsupported(String what) {
    return PickleException.unsupported(
        at, what + " is not among what npyio reads from a pickle", "nothing was run");
  }

  void allocate(long bytes) throws PickleException {
    allowance.allocate(at, bytes);
  }

  void require(long bytes) throws PickleException {
    allowance.require(at, bytes);
  }

  void work(long steps) throws PickleException {
    allowance.work(at, steps);
  }

  void requireDepth(int depth) throws PickleException {
    Allowance.requireDepth(at, depth);
  }

  /** Returns the finished value; it can no longer change. */
  @Nullable Object of(@Nullable Object item) throws PickleException {
    if (item instanceof Unfinished part) {
      return part.value();
    }
    if (item instanceof ByteString string) {
      return text(string);
    }
    if (item instanceof AllowedName global) {
      throw problem("'%s' itself is not a value that npyio reads".formatted(global));
    }
    return item;
  }

  private Object text(ByteString string) throws PickleException {
    Object text = string.text;
    if (text == null) {
      text = python2 == null ? string.bytes : decoded(string.bytes, python2);
      string.text = text;
    }
    return text;
  }

  private String decoded(byte[] bytes, Charset charset) throws PickleException {
    allocate(bytes.length * 2L + Allowance.OBJECT_BYTES);
    try {
      CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException beyond) {
      throw problem(
          "a byte string of Python 2 is not " + charset,
          "read it as LATIN1, or as BYTES to keep its bytes");
    }
  }

  /** A byte string of Python 2, which may or may not be text. */
  static final class ByteString {
    private final byte[] bytes;
    private @Nullable Object text;

    ByteString(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    String latin1() {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** The Python type of an item, for error messages. */
  static String describe(@Nullable Object item) {
    if (item instanceof PendingArray) {
      return "an array";
    }
    Object value = item instanceof Unfinished part ? part.sample() : item;
    if (value == null) {
      return "None";
    }
    if (value instanceof AllowedName global) {
      return "'" + global + "'";
    }
    return describeValue(value);
  }

  private static String describeValue(Object value) {
    if (value instanceof Boolean) {
      return "a bool";
    } else if (value instanceof String) {
      return "a str";
    } else if (value instanceof byte[] || value instanceof ByteString) {
      return "bytes";
    } else if (value instanceof ObjectArray.Tuple) {
      return "a tuple";
    } else if (value instanceof List) {
      return "a list";
    } else if (value instanceof Map) {
      return "a dict";
    } else if (value instanceof Set) {
      return "a set";
    } else if (value instanceof DType) {
      return "a dtype";
    } else if (value instanceof NdArray || value instanceof ObjectArray) {
      return "an array";
    }
    return value instanceof Number ? "a number" : "a " + value.getClass().getSimpleName();
  }
}
