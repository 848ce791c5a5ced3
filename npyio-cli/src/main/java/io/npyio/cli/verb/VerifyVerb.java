package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.console.Failure;
import io.npyio.cli.format.Leftover;
import io.npyio.cli.format.text.Printable;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio verify}: checks that files are whole. */
final class VerifyVerb extends Verb {
  private final PositionalParamSpec files;
  private final SourceOptions source;
  private final Folders folders;

  VerifyVerb(Console console) {
    super(
        console,
        "verify",
        "Reads each file as a whole and checks it: header, length, the CRCs of archives, that nothing"
            + " follows the data, that booleans are 0 or 1 and text is Unicode. One line per file: ok, or"
            + " bad and why. Exit status: 0 all are ok, 1 one is bad, 2 trouble. Pickles are read, but"
            + " nothing in them is run.");
    files =
        parameters(
            0,
            "FILE",
            "Any kind of file; archive.npz:name is one array of an archive; a folder stands for the"
                + " arrays in it, and for what killed processes left.");
    OptionSpec recursive = Folders.option(this);
    source = new SourceOptions(this);
    folders = new Folders(this, recursive, source);
    examples(
        "npyio verify *.npy run.npz",
        "npyio verify -r runs",
        "npyio verify data.dat --dtype float32 --shape 3,3");
  }

  @Override
  public Integer call() throws Exception {
    List<String> named = files.getValue();
    var check = new FileCheck(console(), source);
    int worst = ExitStatus.DONE;
    for (String name : named) {
      try {
        worst = Math.max(worst, check(name, check));
      } catch (Failure failure) {
        worst = Math.max(worst, report(failure));
      }
    }
    return worst;
  }

  /** Checks a file, or those of a folder; returns the worst status. */
  private int check(String name, FileCheck check) throws Exception {
    for (Leftover left : Failure.in(name, () -> folders.leftovers(name))) {
      print(left.path().toString(), "not checked: " + left.origin());
    }
    int worst = ExitStatus.DONE;
    for (String file : Failure.in(name, () -> folders.files(name))) {
      worst = Math.max(worst, checkFile(file, check));
    }
    return worst;
  }

  private int checkFile(String file, FileCheck check) throws IOException {
    try {
      print(file, Failure.in(file, () -> check.of(file)));
      return ExitStatus.DONE;
    } catch (Failure failure) {
      if (FileCheck.isFault(failure.getCause())) {
        print(file, "bad: " + ErrorMessages.reason(failure));
        return ExitStatus.NO;
      }
      return report(failure);
    }
  }

  /** Flushes each answer, since reading the next file may take long. */
  private void print(String file, String answer) throws IOException {
    console().println(Printable.of(file + ": " + answer));
    console().out().flush();
  }
}
