package io.npyio.literal;

/**
 * Thrown for text that is not a Python literal; says what was expected, what was found, and where.
 */
public final class LiteralException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int position;

  /** Creates the exception for a problem at a position. */
  public LiteralException(String problem, int position) {
    super(problem + " at index " + position);
    this.problem = problem;
    this.position = position;
  }

  /** {@return what is wrong, without the position} */
  public String problem() {
    return problem;
  }

  /** {@return the index in the text, in UTF-16 characters, of what is wrong} */
  public int position() {
    return position;
  }
}
