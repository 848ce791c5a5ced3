package io.npyio.cli.verb;

import static java.util.Objects.requireNonNull;

import io.npyio.cli.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio help}: shows what {@code --help} shows. */
final class HelpVerb extends Verb {
  private final PositionalParamSpec verb;

  HelpVerb(Console console) {
    super(console, Verbs.HELP, "Shows the help of a verb, or the list of verbs.");
    verb = optional(0, "VERB", "A verb, as in convert.");
    examples("npyio help", "npyio help convert");
  }

  @Override
  public Integer call() throws Exception {
    @Nullable String name = verb.getValue();
    if (name != null && !Verbs.NAMES.contains(name)) {
      throw misuse(WrongCall.notVerb(name));
    }
    CommandLine whole = Command.whole(console());
    @Nullable CommandLine asked = name == null ? whole : whole.getSubcommands().get(name);
    console().print(requireNonNull(asked).getUsageMessage());
    return ExitStatus.DONE;
  }
}
