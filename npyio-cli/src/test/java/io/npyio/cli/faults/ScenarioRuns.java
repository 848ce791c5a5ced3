package io.npyio.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs scenarios, one a process, for {@code scripts/torture/full}, which watches from outside. */
final class ScenarioRuns {
  private ScenarioRuns() {}

  /**
   * Either {@code states FOLDER}: leaves in {@code FOLDER/I} the states that the scenario {@code I}
   * may leave, numbered from the one before it to the one after it, and prints a line for each
   * scenario. Or {@code run I FOLDER}: runs one as the command runs, with errors in one line.
   */
  public static void main(String[] args) throws Exception {
    List<Scenario> all = Scenario.all();
    if (args[0].equals("run")) {
      System.exit(run(all.get(Integer.parseInt(args[1])), Path.of(args[2])));
    }
    for (int i = 0; i < all.size(); i++) {
      new States(Path.of(args[1], String.valueOf(i))).keep(all.get(i));
      System.out.println(all.get(i));
    }
  }

  private static int run(Scenario scenario, Path folder) throws Exception {
    try {
      scenario.writing().run(folder, () -> {});
      return 0;
    } catch (Scenario.Failed failed) {
      System.err.print(failed.getMessage());
      return failed.status();
    } catch (IOException problem) {
      System.err.println("npyio: " + folder + ": " + problem.getMessage());
      return 2;
    }
  }

  /** Copies of a folder as it is at several times. */
  private static final class States {
    private final Path folder;
    private int count;

    private States(Path folder) {
      this.folder = folder;
    }

    void keep(Scenario scenario) throws Exception {
      Files.createDirectories(folder);
      Path worked = folder.resolve("now");
      scenario.prepare(worked);
      copy(worked);
      scenario.writing().run(worked, () -> copy(worked));
      copy(worked);
      Scenario.delete(worked);
    }

    private void copy(Path from) {
      Path to = folder.resolve(String.valueOf(count++));
      try (Stream<Path> files = Files.walk(from)) {
        for (Path path : files.toList()) {
          Files.copy(path, to.resolve(from.relativize(path)));
        }
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }
  }
}
