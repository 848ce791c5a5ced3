package io.npyio.cli.transfer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A failure to write something other than the file that is worked on, such as standard output. */
public final class WriteFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final IOException problem;
  private final AtomicBoolean isReported;

  /**
   * A failure.
   *
   * @param target what could not be written, as messages name it
   */
  public WriteFailure(String target, IOException problem) {
    this(target, problem, new AtomicBoolean());
  }

  private WriteFailure(String target, IOException problem, AtomicBoolean isReported) {
    super(problem.getMessage(), problem);
    this.target = target;
    this.problem = problem;
    this.isReported = isReported;
  }

  /** {@return this failure, to be thrown once more} */
  public WriteFailure again() {
    return new WriteFailure(target, problem, isReported);
  }

  /** {@return what could not be written} */
  public String target() {
    return target;
  }

  /** {@return why it could not be written} */
  public IOException problem() {
    return problem;
  }

  /** {@return whether this failure has been reported before; from now on it has} */
  public boolean isRepeated() {
    return isReported.getAndSet(true);
  }

  /** {@return the failure that another one is caused by; null if there is none} */
  public static @Nullable WriteFailure in(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null && !(cause instanceof WriteFailure)) {
      cause = cause.getCause();
    }
    return (WriteFailure) cause;
  }
}
