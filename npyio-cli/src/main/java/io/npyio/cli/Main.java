package io.npyio.cli;

import io.npyio.cli.format.Cleanup;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code npyio} command.
 *
 * <p>Standard output holds results only; a complaint is one line on standard error. The exit status
 * is 0 for done, 1 where the answer is no, 2 for trouble.
 */
public final class Main {
  private static final int BUFFER = 1 << 16;

  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] args) {
    // not System.out, which keeps to itself that nobody reads any more
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    boolean isWatched = Boolean.getBoolean("npyio.progress");
    Stdout stdout = Stdout.of(System.getProperty("npyio.stdout", ""));
    System.exit(execute(args, new Console(System.in, out, err, isWatched, stdout)));
  }

  /** Runs the command within this process; returns its exit status. */
  public static int execute(String[] args, InputStream in, OutputStream out, OutputStream err) {
    return execute(args, new Console(in, out, err, false, Stdout.OTHER));
  }

  private static int execute(String[] args, Console console) {
    CommandLine command = commandLine(console, Verbs.named(args));
    int status = command.execute(args);
    try {
      console.out().flush();
      return status;
    } catch (IOException problem) {
      report(command, console, new Failure("standard output", problem));
      return Verb.TROUBLE;
    }
  }

  /** The whole command, as its help, its manual and the completion of a shell show it. */
  static CommandLine commandLine(Console console) {
    return commandLine(console, Verbs.NAMES);
  }

  /** The command with some of its verbs: to declare those that are not called would take time. */
  private static CommandLine commandLine(Console console, List<String> verbs) {
    // nor is one of picocli's own converters of use
    System.setProperty("picocli.converters.excludes", "java[.](time|sql)[.].*");
    CommandSpec spec = CommandSpec.create().name("npyio");
    spec.usageMessage().description("Reads, writes and converts NumPy's array files.");
    Verb.addHelp(spec);
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Show the version of npyio and of Java.")
            .build());
    spec.versionProvider(() -> new String[] {"npyio " + version() + ", Java " + javaVersion()});
    for (String name : verbs) {
      Verb verb = Verbs.of(name, console);
      spec.addSubcommand(name, verb.spec());
    }
    CommandLine command = new CommandLine(spec);
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    command.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    command.setParameterExceptionHandler((problem, args) -> misused(console, problem));
    command.setExecutionExceptionHandler(
        (problem, used, parsed) -> {
          report(used, console, problem);
          return Verb.TROUBLE;
        });
    command.setExecutionStrategy(
        parsed -> {
          boolean asksForHelp = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
          if (parsed.subcommand() == null && !asksForHelp) {
            console.say(HelpText.of(command.getCommandSpec()));
            return Verb.TROUBLE;
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    return command;
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  private static String javaVersion() {
    return String.valueOf(System.getProperty("java.version"));
  }

  private static int misused(Console console, ParameterException problem) {
    CommandLine used = problem.getCommandLine();
    String what = String.valueOf(problem.getMessage());
    if (problem instanceof UnmatchedArgumentException unmatched
        && used.getParent() == null
        && !unmatched.isUnknownOption()) {
      what =
          "'%s' is no verb: %s"
              .formatted(unmatched.getUnmatched().get(0), String.join(", ", Verbs.NAMES));
    }
    String help = "; see '" + used.getCommandSpec().qualifiedName() + " --help'";
    report(used, console, new ParameterException(used, what + help));
    return Verb.TROUBLE;
  }

  static void report(CommandLine used, Console console, Throwable problem) {
    if (Cleanup.isExiting() || Complaints.isBrokenPipe(problem)) {
      return;
    }
    OptionSpec debug = used.getCommandSpec().findOption("--debug");
    CommandLine parent = used.getParent();
    OptionSpec outer = parent == null ? null : parent.getCommandSpec().findOption("--debug");
    boolean debugs = isSet(debug) || isSet(outer);
    console.say(debugs ? Complaints.trace(problem) : Complaints.line(problem));
  }

  private static boolean isSet(@Nullable OptionSpec flag) {
    return flag != null && Boolean.TRUE.equals(flag.getValue());
  }
}
