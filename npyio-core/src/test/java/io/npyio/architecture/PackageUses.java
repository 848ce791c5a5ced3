package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The packages that the packages of compiled classes use, as jdeps reads them, so that no full name
 * and no {@code var} slips through.
 */
public final class PackageUses {
  /** A line such as {@code io.npyio.file -> java.nio java.base}. */
  private static final Pattern USE = Pattern.compile("\\s*(io\\.npyio\\.\\S+)\\s+->\\s+(\\S+).*");

  private PackageUses() {}

  /**
   * {@return the packages of npyio that each package uses, without itself}
   *
   * @param classes the folder or the jar of the classes
   */
  public static Map<String, Set<String>> in(Path classes) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    String[] arguments = {"-verbose:package", "--ignore-missing-deps", classes.toString()};
    assertEquals(0, jdeps.run(printer, printer, arguments), out::toString);

    Map<String, Set<String>> uses = new TreeMap<>();
    for (String line : out.toString().lines().toList()) {
      Matcher use = USE.matcher(line);
      if (use.matches()) {
        Set<String> used = uses.computeIfAbsent(use.group(1), from -> new TreeSet<>());
        if (use.group(2).startsWith("io.npyio.") && !use.group(2).equals(use.group(1))) {
          used.add(use.group(2));
        }
      }
    }
    assertFalse(uses.isEmpty(), () -> "jdeps said only:\n" + out);
    return uses;
  }
}
