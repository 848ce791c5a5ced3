package io.npyio.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How object arrays are read.
 *
 * @param maxMemory the most bytes, by estimate, that the values may take, repeated ones counted as
 *     often as they occur
 * @param python2 what byte strings that Python 2 wrote become; NumPy's {@code encoding}
 */
public record PickleOptions(long maxMemory, Python2Strings python2) {

  /** What byte strings of Python 2 become, whose pickles do not tell text from bytes. */
  public enum Python2Strings {
    /** Text; a byte beyond ASCII is refused. */
    ASCII(StandardCharsets.US_ASCII),
    /** Text of the characters that have the numbers of the bytes. */
    LATIN1(StandardCharsets.ISO_8859_1),
    /** {@code byte[]}. */
    BYTES(null);

    private final @Nullable Charset charset;

    Python2Strings(@Nullable Charset charset) {
      this.charset = charset;
    }

    @Nullable Charset charset() {
      return charset;
    }
  }

  /** A quarter of the memory that the JVM may use, and ASCII. */
  public static final PickleOptions DEFAULT =
      new PickleOptions(Runtime.getRuntime().maxMemory() / 4, Python2Strings.ASCII);

  /** {@return the same options with another limit} */
  public PickleOptions withMaxMemory(long bytes) {
    return new PickleOptions(bytes, python2);
  }

  /** {@return the same options for other byte strings of Python 2} */
  public PickleOptions withPython2(Python2Strings strings) {
    return new PickleOptions(maxMemory, strings);
  }
}
