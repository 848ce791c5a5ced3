package io.npyio.cli.console;

/** The kind of standard output, which decides whether the progress line gets in its way. */
public enum StdoutKind {
  /** A file. */
  FILE,
  /** The terminal that shows the progress line. */
  TERMINAL,
  /** Usually a pipe, perhaps into a pager. */
  OTHER;

  /** {@return the kind that the launcher names} */
  public static StdoutKind of(String word) {
    return switch (word) {
      case "file" -> FILE;
      case "terminal" -> TERMINAL;
      default -> OTHER;
    };
  }
}
