package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import picocli.AutoComplete;

/** {@code npyio completion}: prints a script that makes a shell complete verbs and options. */
final class CompletionVerb extends Verb {
  CompletionVerb(Console console) {
    super(
        console,
        Verbs.COMPLETION,
        "Prints a script that makes bash or zsh complete verbs and options: add the example to ~/.bashrc or"
            + " ~/.zshrc.");
    examples("eval \"$(npyio completion)\"");
  }

  @Override
  public Integer call() throws Exception {
    String script = AutoComplete.bash("npyio", Command.whole(console()));
    // compopt would turn off the completion of file names, and zsh does not have it
    console().print(script.replaceAll("(?m)^ *type compopt .*\\R", ""));
    return ExitStatus.DONE;
  }
}
