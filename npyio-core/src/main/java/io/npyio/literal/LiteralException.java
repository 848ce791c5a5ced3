package io.npyio.literal;

/** A text is not a Python literal: what was expected and what was found, and where. */
public final class LiteralException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int position;

  /** A complaint about the value at a position. */
  public LiteralException(String problem, int position) {
    super(problem + " at index " + position);
    this.problem = problem;
    this.position = position;
  }

  /** {@return what is wrong, without the place} */
  public String problem() {
    return problem;
  }

  /** {@return the index in the text, in UTF-16 characters, of what is wrong} */
  public int position() {
    return position;
  }
}
