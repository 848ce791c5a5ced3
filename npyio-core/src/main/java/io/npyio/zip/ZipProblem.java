package io.npyio.zip;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A fault of an archive or of one of its members, and where it is. */
public final class ZipProblem extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final long position;
  private final String problem;
  private final @Nullable String hint;

  ZipProblem(String source, long position, String problem, @Nullable String hint) {
    super(source + ": byte " + position + ": " + problem + (hint == null ? "" : "; " + hint));
    this.source = source;
    this.position = position;
    this.problem = problem;
    this.hint = hint;
  }

  /** {@return the archive, or the member, in which the problem lies} */
  public String source() {
    return source;
  }

  /** {@return the byte of that archive, or of that member's content, at which the problem lies} */
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
