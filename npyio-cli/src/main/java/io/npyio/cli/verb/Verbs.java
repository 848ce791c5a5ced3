package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import java.util.List;

/** The verbs of the command by their names. */
public final class Verbs {
  static final String COMPLETION = "completion";
  static final String HELP = "help";
  static final String VERSION = "version";

  /** The verbs for users, in the order of the help. */
  public static final List<String> NAMES =
      List.of(
          "info",
          "cat",
          "convert",
          "create",
          "set",
          "append",
          "concat",
          "stack",
          "pack",
          "unpack",
          "split",
          "remove",
          "rename",
          "stats",
          "diff",
          "verify",
          "repair",
          "plot",
          "view",
          "run",
          COMPLETION,
          HELP,
          VERSION);

  /** The verbs about the command itself, which its help names below the others. */
  static final List<String> ABOUT = List.of(COMPLETION, HELP, VERSION);

  /** The verb that the build calls. */
  static final String MANUAL = "manual";

  private Verbs() {}

  /** {@return the verb that a command line calls, or else all verbs} */
  public static List<String> named(String[] args) {
    for (String word : args) {
      if (!word.startsWith("-")) {
        return NAMES.contains(word) || word.equals(MANUAL) ? List.of(word) : NAMES;
      }
    }
    return NAMES;
  }

  static Verb of(String name, Console console) {
    return switch (name) {
      case "info" -> new InfoVerb(console);
      case "cat" -> new CatVerb(console);
      case "convert" -> new ConvertVerb(console);
      case "create" -> new CreateVerb(console);
      case "set" -> new SetVerb(console);
      case "append" -> new AppendVerb(console);
      case "concat" -> new ConcatVerb(console);
      case "stack" -> new StackVerb(console);
      case "pack" -> new PackVerb(console);
      case "unpack" -> new UnpackVerb(console);
      case "split" -> new SplitVerb(console);
      case "remove" -> new RemoveVerb(console);
      case "rename" -> new RenameVerb(console);
      case "stats" -> new StatsVerb(console);
      case "diff" -> new DiffVerb(console);
      case "verify" -> new VerifyVerb(console);
      case "repair" -> new RepairVerb(console);
      case "plot" -> new PlotVerb(console);
      case "view" -> new ViewVerb(console);
      case "run" -> new RunVerb(console);
      case COMPLETION -> new CompletionVerb(console);
      case HELP -> new HelpVerb(console);
      case VERSION -> new VersionVerb(console);
      case MANUAL -> new ManualVerb(console);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
