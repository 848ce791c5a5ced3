package io.npyio.cli;

/** What standard output is: progress shown beside what is printed there may get in its way. */
enum Stdout {
  /** A file, which nobody looks at meanwhile. */
  FILE,
  /** The terminal itself. */
  TERMINAL,
  /** Most often a pipe, into a pager for all that is known. */
  OTHER;

  /** What the launcher says, or the last. */
  static Stdout of(String word) {
    return switch (word) {
      case "file" -> FILE;
      case "terminal" -> TERMINAL;
      default -> OTHER;
    };
  }
}
