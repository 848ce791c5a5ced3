package io.npyio.file;

import io.npyio.pickle.PickleException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not an array, or not the array that was asked for.
 *
 * <p>The message reads {@code source: byte N: expected A but found B; hint}, and its four parts are
 * available one by one.
 *
 * @since 0.1.0
 */
public final class NpyFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final long offset;
  private final String problem;
  private final @Nullable String hint;
  private final boolean isUnsupported;

  NpyFormatException(String source, long offset, String problem) {
    this(source, offset, problem, null);
  }

  /**
   * A problem with bytes that are read by other means than this library's.
   *
   * @param source the name of what was read
   * @param offset the byte at which the problem lies
   * @param problem what was expected and what was found
   * @param hint what can be done about it, or null
   */
  public NpyFormatException(String source, long offset, String problem, @Nullable String hint) {
    this(source, offset, problem, hint, false);
  }

  private NpyFormatException(
      String source, long offset, String problem, @Nullable String hint, boolean isUnsupported) {
    super(source + ": byte " + offset + ": " + problem + (hint == null ? "" : "; " + hint));
    this.source = source;
    this.offset = offset;
    this.problem = problem;
    this.hint = hint;
    this.isUnsupported = isUnsupported;
  }

  static NpyFormatException of(String source, PickleException problem) {
    return new NpyFormatException(
        source, problem.position(), problem.problem(), problem.hint(), problem.isUnsupported());
  }

  /** {@return the name of what was read: a file's name, or the source's own} */
  public String source() {
    return source;
  }

  /**
   * {@return the byte at which the problem lies, from the start of the file} In a member of an
   * archive it counts from the member's start, in a stream from the start of the array.
   */
  public long offset() {
    return offset;
  }

  /** {@return what was expected and what was found, without source, byte and hint} */
  public String problem() {
    return problem;
  }

  /**
   * {@return what can be done about it, or null if there is no advice} It names calls of this
   * library; a program with another interface replaces it by its own.
   */
  public @Nullable String hint() {
    return hint;
  }

  /**
   * {@return whether the file may be valid, but has Python objects beyond those that are read, or
   * more of them than the options allow}
   */
  public boolean isUnsupported() {
    return isUnsupported;
  }
}
