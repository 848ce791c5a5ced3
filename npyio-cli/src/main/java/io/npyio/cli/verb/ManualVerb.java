package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio manual}: prints the manual page in roff, which the build packages. */
final class ManualVerb extends Verb {
  private final StringBuilder text = new StringBuilder();

  ManualVerb(Console console) {
    super(console, Verbs.MANUAL, "Prints the manual page.");
  }

  @Override
  public Integer call() throws Exception {
    CommandLine command = Command.whole(console());
    CommandSpec spec = command.getCommandSpec();
    request("TH NPYIO 1 \"\" \"npyio " + Command.version() + "\"");
    request("SH NAME");
    line("npyio - read, write and convert NumPy's array files");
    request("SH SYNOPSIS");
    request("B npyio");
    line("VERB [OPTION...]");
    request("SH DESCRIPTION");
    line("Standard output holds results only; an error is one line on standard error.");
    line("FILE.npz:NAME is one array of an archive, - is standard input or output.");
    request("SH OPTIONS");
    spec.options().forEach(this::option);
    request("SH VERBS");
    command.getSubcommands().values().forEach(verb -> verb(verb.getCommandSpec()));
    request("SH EXIT STATUS");
    entry("0", "Done.");
    entry("1", "The answer is no.");
    entry("2", "Trouble: a wrong call, a bad file, a full disk.");
    entry("130", "Ended by Ctrl-C; no part of a file is left.");
    entry("141", "The reader of standard output has gone away.");
    request("SH ENVIRONMENT");
    entry("NPYIO_JAVA_OPTS", "Options for Java, as in -Xmx4g.");
    entry("NPYIO_CACHE", "A folder for the cache that speeds up the start; off disables it.");
    console().print(text.toString());
    return ExitStatus.DONE;
  }

  private void verb(CommandSpec spec) {
    request("SS npyio " + spec.name());
    line(HelpText.description(spec));
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        entry(parameter.paramLabel(), String.join(" ", parameter.description()));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!HelpText.isEverywhere(option)) {
        option(option);
      }
    }
    request("PP");
    request("nf");
    for (String example : spec.usageMessage().footer()) {
      line("    " + example);
    }
    request("fi");
  }

  private void option(OptionSpec option) {
    if (!option.hidden()) {
      entry(HelpText.words(option), HelpText.description(option));
    }
  }

  private void entry(String word, String meaning) {
    request("TP");
    text.append("\\fB").append(escaped(word)).append("\\fR\n");
    line(meaning);
  }

  private void request(String request) {
    text.append('.').append(request).append('\n');
  }

  private void line(String words) {
    // a leading dot or apostrophe would make the line a request
    boolean isRequest = words.startsWith(".") || words.startsWith("'");
    text.append(isRequest ? "\\&" : "").append(escaped(words)).append('\n');
  }

  private static String escaped(String words) {
    return words
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }
}
