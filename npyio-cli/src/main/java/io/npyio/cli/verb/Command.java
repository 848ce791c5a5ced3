package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.WriteFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command with its verbs, as picocli parses and runs it. */
public final class Command {
  private Command() {}

  /**
   * {@return the command with all verbs, for its help, its manual and the completion of a shell}
   */
  static CommandLine whole(Console console) {
    return of(console, Verbs.NAMES);
  }

  /** {@return the command with some verbs; declaring the others would cost time} */
  public static CommandLine of(Console console, List<String> verbs) {
    // picocli would search all jars for Groovy, and look up converters that are not used
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", ".*");
    CommandLine command = new CommandLine(spec(console, verbs));
    command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    command.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    command.setParameterExceptionHandler((problem, args) -> misused(console, problem));
    command.setExecutionExceptionHandler((problem, used, parsed) -> report(used, console, problem));
    command.setExecutionStrategy(parsed -> run(command, console, parsed));
    return command;
  }

  /** Parses and runs a call; returns its exit status. */
  public static int execute(CommandLine command, String[] words) {
    return command.execute(StreamAddress.marked(words));
  }

  private static CommandSpec spec(Console console, List<String> verbs) {
    CommandSpec spec = CommandSpec.create().name("npyio");
    spec.usageMessage().description("Reads, writes and converts NumPy's array files.");
    Verb.addCommon(spec);
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version of npyio and of Java.")
            .build());
    spec.versionProvider(() -> new String[] {versions()});
    for (String name : verbs) {
      spec.addSubcommand(name, Verbs.of(name, console).spec());
    }
    return spec;
  }

  /** The versions of npyio and of Java in one line. */
  static String versions() {
    return "npyio " + version() + ", Java " + System.getProperty("java.version");
  }

  static String version() {
    String version = Command.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  private static int run(CommandLine command, Console console, ParseResult parsed) {
    @Nullable ParameterException wrong = WrongCall.in(parsed);
    if (wrong != null) {
      throw wrong;
    }
    boolean asksForHelp = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    if (parsed.subcommand() == null && !asksForHelp) {
      console.say(command.getUsageMessage());
      return ExitStatus.TROUBLE;
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      if (parsed.hasSubcommand()
          && parsed.subcommand().commandSpec().userObject() instanceof Verb verb) {
        verb.close();
      }
    }
  }

  private static int misused(Console console, ParameterException problem) {
    CommandLine used = problem.getCommandLine();
    return report(used, console, new ParameterException(used, WrongCall.text(problem)));
  }

  /**
   * Reports an error on standard error, as one line or under {@code --debug} with its trace;
   * returns the exit status. A closed reader of the output is not reported.
   */
  public static int report(CommandLine used, Console console, Throwable problem) {
    if (ErrorMessages.isBrokenPipe(problem)) {
      return ExitStatus.READER_GONE;
    }
    WriteFailure unwritten = WriteFailure.in(problem);
    boolean isRepeated = unwritten != null && unwritten.isRepeated();
    if (!isRepeated && !Cleanup.isExiting()) {
      CommandLine parent = used.getParent();
      boolean debugs = hasDebug(used) || (parent != null && hasDebug(parent));
      console.say(debugs ? ErrorMessages.trace(problem) : ErrorMessages.line(problem));
    }
    return ExitStatus.TROUBLE;
  }

  private static boolean hasDebug(CommandLine command) {
    @Nullable OptionSpec debug = command.getCommandSpec().findOption("--debug");
    return debug != null && Verb.isSet(debug);
  }
}
