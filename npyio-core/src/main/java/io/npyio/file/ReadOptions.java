package io.npyio.file;

import io.npyio.pickle.PickleOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits and choices for reading.
 *
 * <pre>{@code
 * ReadOptions upload = ReadOptions.DEFAULT.withMaxBytes(64 << 20).withObjects(PythonObjects.REFUSE);
 * NdArray array = Npy.load(request.getInputStream(), upload);
 * }</pre>
 *
 * @param maxHeaderSize the longest header that is read, in characters
 * @param maxBytes the most bytes of data that a call may read; of an array as its header counts
 *     them, of Python objects by estimate, repeated ones counted as often as they occur. {@link
 *     Long#MAX_VALUE} does not limit arrays, and limits objects to a quarter of the JVM's memory
 * @param objects whether {@code loadObjects} reads Python objects
 * @param python2Strings what byte strings in pickles of Python 2 become; NumPy's {@code encoding}
 * @param unknownClasses what happens to objects of classes that have no Java value
 * @param classNames whether values of known classes keep the name of their class
 * @since 0.1.0
 */
public record ReadOptions(
    int maxHeaderSize,
    long maxBytes,
    PythonObjects objects,
    Python2Strings python2Strings,
    UnknownClasses unknownClasses,
    ClassNames classNames) {

  /**
   * Whether Python objects are read.
   *
   * @since 0.1.0
   */
  public enum PythonObjects {
    /** As the plain values listed at {@link io.npyio.array.ObjectArray}; nothing is run. */
    READ,
    /** Arrays of objects are refused, even empty ones. */
    REFUSE
  }

  /**
   * What byte strings of Python 2 become, whose pickles do not tell text from bytes.
   *
   * @since 0.1.0
   */
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

  /**
   * What happens to objects of classes that have no Java value.
   *
   * @since 0.1.0
   */
  public enum UnknownClasses {
    /** They are refused by name. */
    REFUSE,
    /**
     * They become an {@link io.npyio.array.ObjectArray.Instance}: name, arguments and state, as
     * plain values; nothing is run.
     */
    OPAQUE
  }

  /**
   * The treatment of the names of known Python classes without an exact Java type.
   *
   * @since 0.1.0
   */
  public enum ClassNames {
    /**
     * Values are plain: a {@code defaultdict} is a map, a {@code numpy.float32} a {@code Float}.
     */
    DROP,
    /**
     * Values keep their class, as an {@link io.npyio.array.ObjectArray.Instance}, and are printed
     * and written as objects of it.
     */
    KEEP
  }

  /**
   * Headers of up to {@link NpyHeader#MAX_HEADER_SIZE} characters, arrays of any size, objects read
   * within a quarter of the JVM's memory, byte strings of Python 2 as ASCII.
   */
  public static final ReadOptions DEFAULT =
      new ReadOptions(
          NpyHeader.MAX_HEADER_SIZE,
          Long.MAX_VALUE,
          PythonObjects.READ,
          Python2Strings.ASCII,
          UnknownClasses.REFUSE,
          ClassNames.DROP);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ReadOptions {
    if (maxHeaderSize < 0 || maxBytes < 0) {
      throw new IllegalArgumentException(
          "a limit cannot be negative: " + Math.min(maxHeaderSize, maxBytes));
    }
    Objects.requireNonNull(objects, "objects");
    Objects.requireNonNull(python2Strings, "python2Strings");
    Objects.requireNonNull(unknownClasses, "unknownClasses");
    Objects.requireNonNull(classNames, "classNames");
  }

  /** {@return a copy with another limit for headers, in characters} */
  public ReadOptions withMaxHeaderSize(int characters) {
    return new ReadOptions(
        characters, maxBytes, objects, python2Strings, unknownClasses, classNames);
  }

  /** {@return a copy with another limit for data, in bytes} */
  public ReadOptions withMaxBytes(long bytes) {
    return new ReadOptions(
        maxHeaderSize, bytes, objects, python2Strings, unknownClasses, classNames);
  }

  /** {@return a copy that reads Python objects, or refuses them} */
  public ReadOptions withObjects(PythonObjects policy) {
    return new ReadOptions(
        maxHeaderSize, maxBytes, policy, python2Strings, unknownClasses, classNames);
  }

  /** {@return a copy for other byte strings of Python 2} */
  public ReadOptions withPython2Strings(Python2Strings strings) {
    return new ReadOptions(maxHeaderSize, maxBytes, objects, strings, unknownClasses, classNames);
  }

  /** {@return a copy that treats objects of unknown classes in another way} */
  public ReadOptions withUnknownClasses(UnknownClasses treatment) {
    return new ReadOptions(maxHeaderSize, maxBytes, objects, python2Strings, treatment, classNames);
  }

  /** {@return a copy that keeps the names of known classes, or drops them} */
  public ReadOptions withClassNames(ClassNames treatment) {
    return new ReadOptions(
        maxHeaderSize, maxBytes, objects, python2Strings, unknownClasses, treatment);
  }

  /** {@return how a pickle is read} */
  PickleOptions pickleOptions() {
    return new PickleOptions(
        maxBytes == Long.MAX_VALUE ? Runtime.getRuntime().maxMemory() / 4 : maxBytes,
        python2Strings.charset(),
        unknownClasses == UnknownClasses.OPAQUE,
        classNames == ClassNames.KEEP);
  }
}
