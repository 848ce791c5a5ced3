package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;

import io.npyio.file.Golden;
import io.npyio.interop.LivePython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for GitHub can be read, and name what exists. */
class WorkflowsTest {
  private static final Path ROOT = Golden.folder().getParent();
  private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");

  private static final Pattern SCRIPT =
      Pattern.compile("(?<![\\w./*-])(?:\\./)?((?:scripts|\\.ci)/[\\w./-]+)");
  private static final Pattern ACTION = Pattern.compile("(?m)^ *-? *uses: (.*)$");
  private static final Pattern PINNED = Pattern.compile("[\\w./-]+@[0-9a-f]{40} # v\\d+(\\.\\d+)*");

  /** Prints what is wrong with each file, or each workflow, whose path is an argument. */
  private static final String CHECK =
      """
      import sys, yaml
      for path in sys.argv[1:]:
          content = yaml.safe_load(open(path, encoding='utf-8'))
          if not isinstance(content, dict):
              print(path, 'is not a mapping')
          for name, job in content.get('jobs', {}).items():
              if 'timeout-minutes' not in job:
                  print(path, name, 'has no time limit')
      """;

  @TempDir private Path folder;

  private static List<Path> files(Path where) throws IOException {
    try (Stream<Path> files = Files.walk(where)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  /** What the first group of a pattern finds in the workflows, without comments. */
  private static Set<String> found(Pattern pattern) throws IOException {
    var found = new TreeSet<String>();
    for (Path workflow : files(WORKFLOWS)) {
      String code = Files.readString(workflow).replaceAll("(?m)^ *#.*$", "");
      pattern.matcher(code).results().map(each -> each.group(1)).forEach(found::add);
    }
    assertFalse(found.isEmpty());
    return found;
  }

  @Test
  void theScriptsThatWorkflowsRunExist() throws IOException {
    Set<String> scripts = found(SCRIPT);
    scripts.removeIf(script -> Files.isExecutable(ROOT.resolve(script)));
    assertEquals(Set.of(), scripts, "not there, or not executable");
  }

  @Test
  void actionsArePinnedByTheirCommit() throws IOException {
    Set<String> actions = found(ACTION);
    actions.removeIf(action -> PINNED.matcher(action).matches());
    assertEquals(Set.of(), actions, "expected OWNER/ACTION@COMMIT # vVERSION");
  }

  @Test
  void everyFileIsYamlAndEveryJobHasATimeLimit() throws Exception {
    var files = new ArrayList<>(files(ROOT.resolve(".github")));
    files.add(ROOT.resolve("CITATION.cff"));
    var command = new ArrayList<>(List.of(pythonWithYaml(), "-c", CHECK));
    files.forEach(file -> command.add(file.toString()));
    assertEquals(List.of(), Snippets.runCommand(folder, command));
  }

  private static String pythonWithYaml() throws Exception {
    for (String python : List.of(LivePython.executable(), "python3", "/usr/bin/python3")) {
      if (succeeds(python, "-c", "import yaml")) {
        return python;
      }
    }
    return abort("skipped: no Python with PyYAML");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
