package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.MemoryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends the process before each call that writes, syncs, renames, cuts or deletes, and looks at what
 * it left: each file is the old one or the new one, a file that grows holds a whole array, and the
 * next run removes the rest. {@code -Dnpyio.faults.all=true} does so for every way of writing.
 */
class KillAtEveryCallTest {
  private static final boolean IS_ALL = Boolean.getBoolean("npyio.faults.all");

  private static final Set<String> FEW =
      Set.of(
          "Npy.save of a double[] over a file",
          "NpzEditor.remove",
          "NpyAppender.create",
          "append x.npy b.npy over a file",
          "append x.dat a.npy over a file");

  @TempDir(factory = MemoryFolder.class)
  Path temporary;

  /** Runs one scenario and is killed. */
  static final class Killed {
    private Killed() {}

    public static void main(String[] args) throws Exception {
      Calls calls = ((FaultyFileSystem) FileSystems.getDefault()).calls();
      Scenario scenario = named(args[0]);
      Path folder = Path.of(args[1]);
      calls.clear();
      scenario.prepare(folder);
      calls.failAt(Integer.parseInt(args[2]), Calls.Fault.KILL);
      scenario.writing().run(folder, () -> {});
    }
  }

  private static Scenario named(String name) {
    return Scenario.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKillLeavesTheOldFileOrTheNewOne() throws Exception {
    Child.assumeMapping();
    Path folder = temporary.toRealPath().resolve("kills");
    int kills = 0;
    int scenarios = 0;
    for (Scenario scenario : Scenario.all()) {
      if (IS_ALL || FEW.contains(scenario.name())) {
        kills += killAtEveryCall(scenario, folder);
        scenarios++;
      }
    }
    assertTrue(scenarios >= FEW.size(), "a scenario has another name");
    System.out.printf("%d kills in %d scenarios, 0 torn%n", kills, scenarios);
  }

  private static int killAtEveryCall(Scenario scenario, Path folder) throws Exception {
    List<Map<String, byte[]>> states = new ArrayList<>();
    scenario.prepare(folder);
    states.add(state(folder));
    scenario.writing().run(folder, () -> states.add(state(folder)));
    states.add(state(folder));
    int kills = 0;
    while (isKilled(scenario, folder, kills)) {
      check(scenario, states, folder, scenario + ", killed before call " + kills);
      kills++;
    }
    return kills;
  }

  private static boolean isKilled(Scenario scenario, Path folder, int call) throws Exception {
    Child.Ended end = Child.run(folder, -1, Killed.class, scenario.name(), folder, call);
    assertTrue(Set.of(0, Calls.KILLED).contains(end.status()), scenario + ": " + end);
    return end.status() == Calls.KILLED;
  }

  private static void check(
      Scenario scenario, List<Map<String, byte[]>> states, Path folder, String where)
      throws Exception {
    Map<String, byte[]> found = state(folder);
    for (Map.Entry<String, byte[]> file : found.entrySet()) {
      if (!file.getKey().contains(".npyio-")) {
        boolean isKnown =
            states.stream()
                .map(state -> state.get(file.getKey()))
                .anyMatch(known -> known != null && isLike(scenario, known, file.getValue()));
        assertTrue(isKnown, where + ": " + file.getKey() + " is neither old nor new");
      }
    }
    for (String name : states.get(0).keySet()) {
      assertTrue(found.containsKey(name) || name.endsWith(".json"), where + ": no " + name);
    }
    if (scenario.isRepeatable()) {
      scenario.writing().run(folder, () -> {});
      assertEquals(
          states.get(states.size() - 1).keySet(), state(folder).keySet(), where + ", run again");
    }
  }

  private static boolean isLike(Scenario scenario, byte[] known, byte[] found) {
    return scenario.isGrowing() && found.length > known.length
        ? Arrays.equals(known, Arrays.copyOf(found, known.length))
        : Arrays.equals(known, found);
  }

  private static Map<String, byte[]> state(Path folder) {
    Map<String, byte[]> state = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        state.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return state;
  }
}
