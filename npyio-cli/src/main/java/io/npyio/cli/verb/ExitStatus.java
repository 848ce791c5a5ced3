package io.npyio.cli.verb;

/** The exit statuses of the command. */
public final class ExitStatus {
  /** The command did its work. */
  public static final int DONE = 0;

  /** The answer is no: arrays differ, or a file is bad. */
  public static final int NO = 1;

  /** The command failed: wrong usage, a bad file, a full disk. */
  public static final int TROUBLE = 2;

  /** The reader of standard output has gone: what a shell reports of programs that SIGPIPE ends. */
  public static final int READER_GONE = 141;

  private ExitStatus() {}
}
