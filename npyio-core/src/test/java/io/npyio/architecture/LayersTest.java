package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The packages of core are layers: each one uses only those below it. */
class LayersTest {

  /**
   * The packages that each package uses, as drawn in {@code ARCHITECTURE.md}: no more and no fewer,
   * so that the rows stay tight.
   */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          row("literal"),
          row("memory"),
          row("number"),
          row("dtype", "literal"),
          row("strided", "dtype", "memory", "number"),
          row("print", "strided", "dtype", "literal", "memory", "number"),
          row("array", "print", "strided", "dtype", "number", "memory", "literal"),
          row("pickle", "array", "dtype", "literal"),
          row("source"),
          row("thread"),
          row("zip", "source", "memory"),
          row(
              "file", "zip", "source", "thread", "pickle", "array", "strided", "dtype", "memory",
              "literal"),
          row("record", "array", "dtype"),
          row("shards", "file", "source", "thread", "pickle", "array", "dtype"));

  private static Map.Entry<String, Set<String>> row(String name, String... used) {
    Set<String> packages = new TreeSet<>();
    for (String each : used) {
      packages.add("io.npyio." + each);
    }
    return Map.entry("io.npyio." + name, packages);
  }

  @Test
  void everyPackageUsesTheLayersOfItsRowAndNoOthers() {
    assertEquals(new TreeMap<>(USES), PackageUses.in(CompiledModule.CORE.classes()));
  }

  @Test
  void noPackageUsesItselfByWayOfOthers() {
    assertEquals(Set.of(), inCircles(USES));
  }

  @Test
  void aCircleIsFound() {
    Map<String, Set<String>> uses =
        Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"), "d", Set.of("a"));
    assertEquals(Set.of("b", "c"), inCircles(uses));
  }

  private static Set<String> inCircles(Map<String, Set<String>> uses) {
    Set<String> circular = new TreeSet<>();
    for (String each : uses.keySet()) {
      Set<String> reached = new TreeSet<>();
      reach(each, uses, reached);
      if (reached.contains(each)) {
        circular.add(each);
      }
    }
    return circular;
  }

  private static void reach(String from, Map<String, Set<String>> uses, Set<String> reached) {
    for (String next : uses.getOrDefault(from, Set.of())) {
      if (reached.add(next)) {
        reach(next, uses, reached);
      }
    }
  }
}
