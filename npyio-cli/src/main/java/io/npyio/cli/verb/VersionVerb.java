package io.npyio.cli.verb;

import io.npyio.cli.console.Console;

/** {@code npyio version}: shows what {@code --version} shows. */
final class VersionVerb extends Verb {
  VersionVerb(Console console) {
    super(console, Verbs.VERSION, "Shows the version of npyio and of Java.");
    examples("npyio version");
  }

  @Override
  public Integer call() throws Exception {
    console().println(Command.versions());
    return ExitStatus.DONE;
  }
}
