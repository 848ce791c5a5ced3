package io.npyio.cookbook;

import io.npyio.docs.Snippets;
import java.nio.file.Path;
import java.util.List;

/** Runs the programs of {@code docs/cookbook-libraries.md}, and of other pages. */
final class Programs {
  static final String PAGE = "docs/cookbook-libraries.md";

  private Programs() {}

  /** {@return the lines that a program of {@link #PAGE} prints} */
  static List<String> run(Path folder, String name) throws Exception {
    return run(folder, PAGE, name);
  }

  /**
   * {@return the lines that a program prints, run with the option that Arrow needs and without
   * DJL's telemetry}
   */
  static List<String> run(Path folder, String page, String name) throws Exception {
    List<String> command = Snippets.command(folder, Snippets.program(page, name));
    command.add(1, "--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add(1, "-DOPT_OUT_TRACKING=true");
    return Snippets.runCommand(folder, command);
  }
}
