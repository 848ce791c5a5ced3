package io.npyio.cli;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.StdoutKind;
import io.npyio.cli.verb.Command;
import io.npyio.cli.verb.ExitStatus;
import io.npyio.cli.verb.Verbs;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine;

/**
 * The {@code npyio} command.
 *
 * <p>Standard output holds results only; an error is one line on standard error. {@link ExitStatus}
 * lists the exit statuses.
 */
public final class Main {
  private static final int BUFFER_BYTES = 1 << 16;

  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    // not System.out: PrintStream swallows a broken pipe
    OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    boolean showsProgress = Boolean.getBoolean("npyio.progress");
    StdoutKind stdout = StdoutKind.of(System.getProperty("npyio.stdout", ""));
    int status = execute(args, new Console(System.in, out, err, showsProgress, stdout));
    // at the end of main Java exits as well; the call would search all jars for a logger (since
    // Java 21)
    if (status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  /** Runs the command within this process; returns its exit status. */
  public static int execute(String[] args, InputStream in, OutputStream out, OutputStream err) {
    return execute(args, new Console(in, out, err, false, StdoutKind.OTHER));
  }

  private static int execute(String[] args, Console console) {
    CommandLine command = Command.of(console, Verbs.named(args));
    int status = Command.execute(command, args);
    try {
      console.out().flush();
      return status;
    } catch (IOException problem) {
      return Command.report(command, console, problem);
    }
  }
}
