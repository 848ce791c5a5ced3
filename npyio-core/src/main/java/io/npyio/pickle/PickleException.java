package io.npyio.pickle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A problem in a pickle and its position; the caller knows the name of the source. */
public final class PickleException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long position;
  private final String problem;
  private final @Nullable String hint;

  PickleException(long position, String problem) {
    this(position, problem, null);
  }

  PickleException(long position, String problem, @Nullable String hint) {
    super(hint == null ? problem : problem + "; " + hint);
    this.position = position;
    this.problem = problem;
    this.hint = hint;
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
}
