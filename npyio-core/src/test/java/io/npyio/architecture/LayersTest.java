package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
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
          row("zip", "source", "memory"),
          row("file", "zip", "source", "pickle", "array", "strided", "dtype", "memory", "literal"),
          row("record", "array", "dtype"),
          row("shards", "file", "source", "pickle", "array", "dtype"));

  private static Map.Entry<String, Set<String>> row(String name, String... used) {
    Set<String> packages = new TreeSet<>();
    for (String each : used) {
      packages.add("io.npyio." + each);
    }
    return Map.entry("io.npyio." + name, packages);
  }

  /** A line such as {@code io.npyio.file -> java.nio java.base}. */
  private static final Pattern USE = Pattern.compile("\\s*(io\\.npyio\\.\\S+)\\s+->\\s+(\\S+).*");

  @Test
  void everyPackageUsesTheLayersOfItsRowAndNoOthers() {
    Map<String, Set<String>> found = new TreeMap<>();
    CompiledModule.CORE.packages().forEach(name -> found.put(name, new TreeSet<>()));
    usesFoundByJdeps().forEach((from, used) -> found.put(from, ours(from, used)));
    assertEquals(new TreeMap<>(USES), found);
  }

  private static Set<String> ours(String from, Set<String> used) {
    Set<String> ours = new TreeSet<>(used);
    ours.removeIf(to -> !to.startsWith("io.npyio.") || to.equals(from));
    return ours;
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

  /** Reads the class files, so that no full name and no {@code var} slips through. */
  private static Map<String, Set<String>> usesFoundByJdeps() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String[] arguments = {
      "-verbose:package", "--ignore-missing-deps", CompiledModule.CORE.classes().toString()
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
