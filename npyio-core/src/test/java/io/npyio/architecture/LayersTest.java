package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The packages of core are layers: each one uses only those below it. */
class LayersTest {

  /** What each package may use of ours, as {@code ARCHITECTURE.md} draws it. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "io.npyio.literal", Set.of(),
          "io.npyio.memory", Set.of(),
          "io.npyio.array", Set.of("io.npyio.memory", "io.npyio.literal"),
          "io.npyio.pickle", Set.of("io.npyio.array", "io.npyio.literal"),
          "io.npyio.file",
              Set.of("io.npyio.pickle", "io.npyio.array", "io.npyio.memory", "io.npyio.literal"),
          "io.npyio.record", Set.of("io.npyio.array"));

  /** A line such as {@code io.npyio.file -> java.nio java.base}. */
  private static final Pattern USE = Pattern.compile("\\s*(io\\.npyio\\.\\S+)\\s+->\\s+(\\S+).*");

  @Test
  void everyPackageHasItsPlaceInTheLayers() {
    assertEquals(
        List.of(), CoreModule.packages().stream().filter(p -> !MAY_USE.containsKey(p)).toList());
  }

  @Test
  void importsPointDownOnly() {
    assertEquals(Map.of(), offences(usesFoundByJdeps()));
  }

  @Test
  void anUpwardUseIsAnOffence() {
    Map<String, Set<String>> uses =
        Map.of("io.npyio.memory", Set.of("java.nio", "io.npyio.array", "io.npyio.memory"));
    assertEquals(Map.of("io.npyio.memory", Set.of("io.npyio.array")), offences(uses));
  }

  private static Map<String, Set<String>> offences(Map<String, Set<String>> uses) {
    Map<String, Set<String>> offences = new TreeMap<>();
    uses.forEach(
        (from, used) -> {
          Set<String> upward = new TreeSet<>(used);
          upward.removeIf(to -> !to.startsWith("io.npyio.") || to.equals(from));
          upward.removeAll(MAY_USE.getOrDefault(from, Set.of()));
          if (!upward.isEmpty()) {
            offences.put(from, upward);
          }
        });
    return offences;
  }

  /** Reads the class files, so that no full name and no {@code var} slips through. */
  private static Map<String, Set<String>> usesFoundByJdeps() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String[] arguments = {
      "-verbose:package", "--ignore-missing-deps", CoreModule.classes().toString()
    };
    assertEquals(0, jdeps.run(printer, printer, arguments), out::toString);

    Map<String, Set<String>> uses = new TreeMap<>();
    for (String line : out.toString().lines().toList()) {
      Matcher use = USE.matcher(line);
      if (use.matches()) {
        uses.computeIfAbsent(use.group(1), from -> new TreeSet<>()).add(use.group(2));
      }
    }
    assertTrue(uses.containsKey("io.npyio.array"), () -> "jdeps said only:\n" + out);
    return uses;
  }
}
