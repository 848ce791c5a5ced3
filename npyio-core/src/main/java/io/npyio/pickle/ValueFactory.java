package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.literal.PyLiteral;
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
  private final PickleOptions options;
  private long at;

  ValueFactory(Allowance allowance, PickleOptions options) {
    this.allowance = allowance;
    this.options = options;
  }

  boolean readsUnknownClasses() {
    return options.readsUnknownClasses();
  }

  boolean keepsClassNames() {
    return options.keepsClassNames();
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
    if (item instanceof AllowedName known) {
      return ofClass(known.toString());
    }
    return item instanceof ClassName named ? ofClass(named.name()) : item;
  }

  /** A class as a value: its name. */
  private Object ofClass(String name) throws PickleException {
    allocate(name.length());
    return known(ClassName.TYPE, name);
  }

  /** An object of a known class, or its plain value. */
  Object known(String className, @Nullable Object... arguments) throws PickleException {
    allocate(2L * Allowance.OBJECT_BYTES);
    return known(new ObjectArray.Instance(className, ObjectArray.Tuple.of(arguments), null));
  }

  /** As {@link #known(String, Object...)}. */
  Object known(ObjectArray.Instance instance) {
    return keepsClassNames() ? instance : instance.plainValue();
  }

  /** The name of a class or function outside the allowed ones. */
  ClassName named(String module, String name) throws PickleException {
    ClassName named = ClassName.of(module, name);
    if (!named.isPlainType() && !readsUnknownClasses()) {
      throw unsupported(quoted(module + "." + name));
    }
    allocate(named.name().length() + (long) Allowance.OBJECT_BYTES);
    return named;
  }

  private static String quoted(String name) {
    return PyLiteral.quote(name.length() <= 80 ? name : name.substring(0, 77) + "...");
  }

  /** A {@code bytearray}. */
  Object byteArray(byte[] bytes) throws PickleException {
    return known(AllowedName.BYTEARRAY.toString(), (Object) bytes);
  }

  private Object text(ByteString string) throws PickleException {
    Object text = string.text;
    if (text == null) {
      Charset python2 = options.python2();
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
    if (value instanceof ClassName named) {
      return "'" + named.name() + "'";
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
    } else if (value instanceof ObjectArray.Instance instance) {
      return "a " + instance.className();
    } else if (value instanceof DType) {
      return "a dtype";
    } else if (value instanceof NdArray || value instanceof ObjectArray) {
      return "an array";
    }
    return value instanceof Number ? "a number" : "a " + value.getClass().getSimpleName();
  }
}
