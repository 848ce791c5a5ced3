package io.npyio.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.architecture.PackageUses;
import io.npyio.array.NdArray;
import io.npyio.cli.Main;
import io.npyio.http.HttpSource;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of the command are layers, and it uses of the libraries only what they export. */
class LayersTest {
  private static final String CLI = "io.npyio.cli";

  /** What npyio-view, which is no module, is for the command. */
  private static final Set<String> VIEWER = Set.of("io.npyio.view", "io.npyio.view.server");

  /** The packages of the command that each of them uses, from the bottom up. */
  private static final Map<String, Set<String>> USES = new LinkedHashMap<>();

  static {
    row("transfer");
    row("script");
    row("format.text", "transfer");
    row("console", "format.text", "transfer");
    row("format", "format.text", "transfer");
    row("repair", "format", "format.text", "transfer");
    row("scan", "format.text", "transfer");
    row("plot", "format.text", "scan");
    row("python", "script", "transfer");
    row("look", "console", "format", "format.text", "plot", "scan", "transfer");
    row("terminal", "console", "format.text", "plot", "scan", "transfer");
    row(
        "verb",
        "console",
        "format",
        "format.text",
        "look",
        "plot",
        "repair",
        "scan",
        "script",
        "terminal",
        "transfer");
    row("", "console", "verb");
  }

  private static void row(String name, String... used) {
    Set<String> full = new TreeSet<>();
    for (String each : used) {
      full.add(full(each));
    }
    assertTrue(USES.keySet().containsAll(full), () -> name + " uses a package above it");
    USES.put(full(name), full);
  }

  private static String full(String name) {
    return name.isEmpty() ? CLI : CLI + "." + name;
  }

  /** Reads the class files, so that neither a full name nor a {@code var} slips through. */
  private static Map<String, Set<String>> found() throws URISyntaxException {
    return PackageUses.in(location(Main.class));
  }

  @Test
  void eachPackageUsesTheOnesOfItsRowAndNoOthers() throws Exception {
    Map<String, Set<String>> own = new TreeMap<>();
    found()
        .forEach(
            (from, used) ->
                own.put(
                    from,
                    used.stream()
                        .filter(to -> to.equals(CLI) || to.startsWith(CLI + "."))
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertEquals(new TreeMap<>(USES), own);
  }

  @Test
  void librariesAreUsedByTheirExportedPackages() throws Exception {
    Set<String> ours = new TreeSet<>();
    found().values().forEach(ours::addAll);
    ours.removeIf(used -> used.equals(CLI) || used.startsWith(CLI + "."));
    ours.removeAll(exported("io.npyio", NdArray.class));
    ours.removeAll(exported("io.npyio.http", HttpSource.class));
    ours.removeAll(VIEWER);
    assertEquals(Set.of(), ours);
  }

  private static Set<String> exported(String name, Class<?> known) throws URISyntaxException {
    ModuleReference module = ModuleFinder.of(location(known)).find(name).orElseThrow();
    return module.descriptor().exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  /** The folder or the jar that a class was loaded from. */
  private static Path location(Class<?> known) throws URISyntaxException {
    return Path.of(known.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
