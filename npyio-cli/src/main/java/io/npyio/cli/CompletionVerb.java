package io.npyio.cli;

import picocli.AutoComplete;

/** {@code npyio completion}: what makes a shell complete verbs and options. */
final class CompletionVerb extends Verb {
  CompletionVerb(Console console) {
    super(
        console,
        "completion",
        "Prints what makes bash or zsh complete verbs and options: put the example into ~/.bashrc or"
            + " ~/.zshrc.");
    examples("eval \"$(npyio completion)\"");
  }

  @Override
  public Integer call() throws Exception {
    String script = AutoComplete.bash("npyio", Main.commandLine(console()));
    // it turns off that the shell completes the names of files, and zsh knows no compopt
    console().print(script.replaceAll("(?m)^ *type compopt .*\\R", ""));
    return DONE;
  }
}
