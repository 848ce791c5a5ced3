package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio view}: shows arrays of any size in a browser, or on the terminal. */
final class ViewVerb extends Verb {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_IDLE_MINUTES = 60 * 24 * 365;

  private final PositionalParamSpec files;
  private final OptionSpec terminal;
  private final OptionSpec noBrowser;
  private final OptionSpec port;
  private final OptionSpec idleExit;
  private final OptionSpec edit;
  private final Folders folders;
  private final SourceOptions source;

  ViewVerb(Console console) {
    super(
        console,
        "view",
        "Shows arrays of any size in a browser, or on the terminal. A server on this computer gives"
            + " the browser what it shows, until Ctrl-C.");
    files = parameters(0, "FILE", "Any kind of file; a folder stands for the arrays in it.");
    OptionSpec recursive = Folders.option(this);
    terminal =
        flag(
            "--terminal",
            "Show them on the terminal, by the keys of less; q quits, / goes to an index.");
    noBrowser = flag("--no-browser", "Open no browser; print the address.");
    port =
        option(
            "--port",
            "N",
            "The port of the server. Default: any free one.",
            OptionType.integer(1, MAX_PORT, "a port: 1 to " + MAX_PORT));
    idleExit =
        option(
            "--idle-exit",
            "MIN",
            "End after MIN minutes without a request.",
            OptionType.integer(1, MAX_IDLE_MINUTES, "a number of minutes"));
    edit = flag("--edit", "Let the page set single elements, in place.");
    source = new SourceOptions(this);
    folders = new Folders(this, recursive, source);
    examples(
        "npyio view weights.npy",
        "npyio view --terminal run.npz:weights",
        "npyio view --no-browser --port 8000 data");
  }

  @Override
  public Integer call() throws Exception {
    if (isSet(terminal)) {
      Stream.of(noBrowser, port, idleExit, edit)
          .filter(option -> option.getValue() != null && !Boolean.FALSE.equals(option.getValue()))
          .findFirst()
          .ifPresent(
              option -> {
                throw misuse(option.longestName() + " is for the browser, not for --terminal");
              });
    }
    return new ViewCall(this, source).show(files.getValue(), folders);
  }

  boolean isOnTerminal() {
    return isSet(terminal);
  }

  boolean opensBrowser() {
    return !isSet(noBrowser);
  }

  boolean isEditable() {
    return isSet(edit);
  }

  /** The port that the user wants, or 0. */
  int port() {
    Integer chosen = port.getValue();
    return chosen == null ? 0 : chosen;
  }

  /** How long the server waits for requests; zero for ever. */
  Duration idleExit() {
    Integer minutes = idleExit.getValue();
    return minutes == null ? Duration.ZERO : Duration.ofMinutes(minutes);
  }
}
