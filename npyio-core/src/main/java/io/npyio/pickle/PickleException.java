package io.npyio.pickle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A problem in a pickle and its position; the caller knows the name of the source. */
public final class PickleException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long position;
  private final String problem;
  private final @Nullable String hint;
  private final boolean isUnsupported;

  PickleException(long position, String problem) {
    this(position, problem, null, false);
  }

  PickleException(long position, String problem, String hint) {
    this(position, problem, hint, false);
  }

  private PickleException(
      long position, String problem, @Nullable String hint, boolean isUnsupported) {
    super(hint == null ? problem : problem + "; " + hint);
    this.position = position;
    this.problem = problem;
    this.hint = hint;
    this.isUnsupported = isUnsupported;
  }

  /** {@return a refusal of a pickle that may be valid} */
  static PickleException unsupported(long position, String problem, String hint) {
    return new PickleException(position, problem, hint, true);
  }

  /** {@return the byte offset of the problem} */
  public long position() {
    return position;
  }

  /** {@return what is wrong, without the hint} */
  public String problem() {
    return problem;
  }

  /** {@return what can be done about it, or null if there is no advice} */
  public @Nullable String hint() {
    return hint;
  }

  /** {@return whether the pickle may be valid but has more than is read or allowed} */
  public boolean isUnsupported() {
    return isUnsupported;
  }
}
