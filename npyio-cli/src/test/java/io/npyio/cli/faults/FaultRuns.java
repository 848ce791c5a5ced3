package io.npyio.cli.faults;

import io.npyio.cli.faults.Calls.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Makes each call of each scenario fail, and looks at the files afterwards: each is the old one or
 * the new one, nothing else is there, and the error names the file. Its JVM's default file system
 * is a {@link FaultyFileSystem}.
 */
final class FaultRuns {
  private static final String ABSENT = "absent";

  private final Path folder;
  private final Calls calls;
  private final Map<Fault, Integer> runs = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** The files before the scenario, and its folders, whose value is null; folders come first. */
  private final Map<Path, byte[]> before = new LinkedHashMap<>();

  private FaultRuns(Path folder, Calls calls) {
    this.folder = folder;
    this.calls = calls;
  }

  public static void main(String[] args) throws Exception {
    Calls calls = ((FaultyFileSystem) FileSystems.getDefault()).calls();
    var all = new FaultRuns(Path.of(args[0]), calls);
    int reached = 0;
    for (Scenario scenario : Scenario.all()) {
      reached += all.fail(scenario);
    }
    System.out.printf(
        "%d calls that write, sync, rename, cut or delete in %d scenarios; faults: %s%n",
        reached, Scenario.all().size(), all.runs);
    all.problems.forEach(System.out::println);
    System.exit(all.problems.isEmpty() ? 0 : 1);
  }

  /** Makes each call fail; returns how many there are. */
  private int fail(Scenario scenario) throws Exception {
    List<Map<String, String>> states = new ArrayList<>();
    prepare(scenario);
    states.add(state());
    calls.clear();
    scenario.writing().run(folder, () -> states.add(state()));
    int count = calls.count();
    List<String> log = calls.log();
    states.add(state());
    for (int number = 0; number < count; number++) {
      for (Fault fault : List.of(Fault.ONCE, Fault.FOR_EVER, Fault.SHORT)) {
        if (fault != Fault.SHORT || log.get(number).startsWith("WRITE")) {
          String where = "%s: %s, call %d, %s".formatted(scenario, fault, number, log.get(number));
          fail(scenario, states, number, fault, where);
        }
      }
    }
    return count;
  }

  private void fail(
      Scenario scenario, List<Map<String, String>> states, int number, Fault fault, String where)
      throws Exception {
    restore();
    calls.failAt(number, fault);
    Exception failure = null;
    try {
      scenario.writing().run(folder, () -> {});
    } catch (Exception expected) {
      failure = expected;
    }
    calls.clear();
    runs.merge(fault, 1, Integer::sum);
    checkFailure(scenario, failure, fault, where);
    checkFiles(states, state(), failure, where);
  }

  private void checkFailure(Scenario scenario, Exception failure, Fault fault, String where) {
    if (fault == Fault.SHORT) {
      check(failure == null, where, "a short write is not an error: " + failure);
    } else if (failure instanceof Scenario.Failed failed) {
      check(failed.status() == 2, where, "status " + failed.status());
      String target = scenario.target() == null ? "" : scenario.target();
      boolean names = failed.getMessage().startsWith("npyio: " + folder + "/" + target);
      check(names, where, "the error does not name " + target + ": " + failed.getMessage());
      boolean says = failed.getMessage().endsWith(Calls.MESSAGE + "\n");
      check(says, where, "the error does not say what is wrong: " + failed.getMessage());
    } else if (failure != null) {
      boolean says = failure instanceof IOException && failure.getMessage().contains(Calls.MESSAGE);
      check(says, where, "the exception does not say what is wrong: " + failure);
    }
  }

  private void checkFiles(
      List<Map<String, String>> states,
      Map<String, String> found,
      Exception failure,
      String where) {
    if (failure == null) {
      check(found.equals(states.get(states.size() - 1)), where, "no error, but " + found);
      return;
    }
    boolean isDelete = where.contains(", DELETE") || where.contains(", TRUNCATE");
    Set<String> names = new HashSet<>(found.keySet());
    states.forEach(state -> names.addAll(state.keySet()));
    for (String name : names) {
      Set<String> allowed = new HashSet<>();
      states.forEach(state -> allowed.add(state.getOrDefault(name, ABSENT)));
      if (name.equals("x.dat.json")) {
        allowed.add(ABSENT);
      }
      boolean mayBeLeft = isDelete && name.contains(".npyio-");
      String is = found.getOrDefault(name, ABSENT);
      check(mayBeLeft || allowed.contains(is), where, name + " is neither old nor new: " + is);
    }
    checkPair(states, found, where);
  }

  /** A sidecar never describes the other data. */
  private void checkPair(
      List<Map<String, String>> states, Map<String, String> found, String where) {
    String data = found.getOrDefault("x.dat", ABSENT);
    String sidecar = found.getOrDefault("x.dat.json", ABSENT);
    boolean isAppended = where.startsWith("append");
    boolean isPair =
        isAppended
            || sidecar.equals(ABSENT)
            || states.stream()
                .anyMatch(
                    state ->
                        data.equals(state.getOrDefault("x.dat", ABSENT))
                            && sidecar.equals(state.getOrDefault("x.dat.json", ABSENT)));
    check(isPair, where, "the sidecar describes other data");
  }

  private void check(boolean holds, String where, String problem) {
    if (!holds) {
      problems.add(where + ": " + problem.strip());
    }
  }

  private void prepare(Scenario scenario) throws Exception {
    calls.clear();
    scenario.prepare(folder);
    before.clear();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        before.put(path, Files.isDirectory(path) ? null : Files.readAllBytes(path));
      }
    }
  }

  /** Makes the folder as {@link #prepare} left it, which is faster than to prepare it again. */
  private void restore() throws IOException {
    calls.clear();
    Scenario.delete(folder);
    for (Map.Entry<Path, byte[]> each : before.entrySet()) {
      if (each.getValue() == null) {
        Files.createDirectory(each.getKey());
      } else {
        Files.write(each.getKey(), each.getValue());
      }
    }
  }

  /** The files of the folder, each with a digest of its content. */
  private Map<String, String> state() {
    Map<String, String> state = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(path);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String digest = bytes.length + " bytes, CRC " + crc.getValue();
        state.put(folder.relativize(path).toString(), digest);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return state;
  }
}
