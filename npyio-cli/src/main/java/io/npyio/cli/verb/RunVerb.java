package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.script.JythonLoader;
import io.npyio.cli.script.ScriptOutput;
import io.npyio.cli.script.ScriptRunner;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio run}: runs a Python program. Only this verb loads Jython. */
final class RunVerb extends Verb {
  private final PositionalParamSpec script;
  private final PositionalParamSpec args;

  RunVerb(Console console) {
    super(
        console,
        "run",
        "Runs a Python 2.7 script on the JVM. Its module numpy only moves data: files,"
            + " memory maps, indexing, printing. The exit status is that of the script.");
    script = parameter(0, "SCRIPT", "A Python file; - is standard input.");
    args = remaining(1, "ARG", "Arguments of the script, in sys.argv.");
    spec().parser().stopAtPositional(true);
    examples("npyio run convert.py data.dat out.npy", "echo 'print(1)' | npyio run -");
  }

  @Override
  public Integer call() throws Exception {
    String name = script.getValue();
    return Failure.in(
        name,
        () -> {
          if (name.equals("-")) {
            return run(console().in(), name, "");
          }
          Path folder = Path.of(name).toAbsolutePath().getParent();
          try (InputStream source = Files.newInputStream(Path.of(name))) {
            return run(source, name, String.valueOf(folder));
          }
        });
  }

  private int run(InputStream source, String name, String folder) throws Exception {
    List<String> words = args.getValue() == null ? List.of() : args.getValue();
    var out = new ScriptOutput(console().out(), console().showsProgress());
    try {
      return JythonLoader.scripts()
          .run(
              new ScriptRunner.Source(source, name, folder),
              words,
              console().in(),
              out,
              console().err());
    } catch (RuntimeException problem) {
      throw out.failure() == null ? problem : out.failure();
    }
  }
}
