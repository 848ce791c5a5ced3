package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import picocli.AutoComplete;

/** {@code npyio completion}: prints a script that makes a shell complete verbs and options. */
final class CompletionVerb extends Verb {
  /**
   * Completes the members of an archive, and leaves all else to the function of picocli. What is
   * typed is taken from the line, because bash splits words at colons; for the same reason the
   * answer leaves out all before the last one.
   */
  private static final String MEMBERS =
      """

      function _npyio() {
        local typed="${COMP_LINE:0:$COMP_POINT}"
        typed="${typed##* }"
        case $typed in
          *.npz:*) ;;
          *) _complete_npyio; return ;;
        esac
        local archive="${typed%%.npz:*}.npz" before="" member
        case "$COMP_WORDBREAKS" in
          *:*) before="${typed%"${typed##*:}"}" ;;
        esac
        COMPREPLY=()
        while IFS= read -r member; do
          case "$archive:$member" in
            "$typed"*) member="$archive:$member"; COMPREPLY+=("${member#"$before"}") ;;
          esac
        done < <("${COMP_WORDS[0]}" info "$archive" 2>/dev/null | sed -n 's/^  \\(.*\\): npy [0-9].*/\\1/p')
      }
      complete -F _npyio -o default npyio
      """;

  CompletionVerb(Console console) {
    super(
        console,
        Verbs.COMPLETION,
        "Prints a script that makes bash or zsh complete verbs, options, their words and the members of"
            + " archives: add the example to ~/.bashrc or ~/.zshrc.");
    examples("eval \"$(npyio completion)\"");
  }

  @Override
  public Integer call() throws Exception {
    String script = AutoComplete.bash("npyio", Command.whole(console()));
    // compopt would turn off the completion of file names, and zsh does not have it
    String words = script.replaceAll("(?m)^ *type compopt .*\\R", "");
    console().print(words.replaceAll("(?m)^complete -F _complete_npyio .*\\R?", "") + MEMBERS);
    return ExitStatus.DONE;
  }
}
