import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds the newest JDK of this machine for the second run of the tests. The build runs this file
 * from source as {@code java NewerJdk.java VERSION REQUIRED FILE}: a JDK of at least VERSION is
 * looked for, its absence is a failure where REQUIRED is true, and FILE takes the properties {@code
 * newer.jdk.java} and {@code newer.jdk.skip}.
 *
 * <p>There is no second run where this runs on a JDK that is new enough: the first has tested all.
 */
final class NewerJdk {

  /** A JDK and the folder it lies in. */
  private record Jdk(Path home, Runtime.Version version) {
    Path tool(String name) {
      return home.resolve("bin").resolve(File.separatorChar == '\\' ? name + ".exe" : name);
    }

    /** A runtime without a compiler lacks modules that tests use. */
    boolean isWhole() {
      return Files.isExecutable(tool("java")) && Files.isExecutable(tool("javac"));
    }
  }

  public static void main(String[] arguments) throws IOException {
    int wanted = Integer.parseInt(arguments[0]);
    boolean required = Boolean.parseBoolean(arguments[1]);
    boolean newItself = Runtime.version().feature() >= wanted;

    Optional<Jdk> newer = newItself ? Optional.empty() : newest(wanted);
    write(Path.of(arguments[2]), newer);
    if (newer.isPresent()) {
      System.out.println("The tests run again on " + newer.get().tool("java"));
    } else if (newItself) {
      System.out.println("The tests have run on JDK " + Runtime.version() + ": no second run");
    } else {
      System.out.println("No JDK " + wanted + " or newer found: no second run of the tests");
      System.exit(required ? 1 : 0);
    }
  }

  private static void write(Path file, Optional<Jdk> newer) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("newer.jdk.skip", String.valueOf(newer.isEmpty()));
    newer.ifPresent(jdk -> properties.setProperty("newer.jdk.java", jdk.tool("java").toString()));
    Files.createDirectories(file.getParent());
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private static Optional<Jdk> newest(int wanted) {
    return homes().stream()
        .flatMap(home -> jdkAt(home).stream())
        .filter(jdk -> jdk.version().feature() >= wanted && jdk.isWhole())
        .max(Comparator.comparing(Jdk::version));
  }

  /** A JDK names its version in the file {@code release} of its home. */
  private static Optional<Jdk> jdkAt(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", "").trim())
          .map(version -> new Jdk(home, Runtime.Version.parse(version)))
          .findFirst();
    } catch (IOException | RuntimeException notAJdk) {
      return Optional.empty();
    }
  }

  private static List<Path> homes() {
    List<Path> homes = new ArrayList<>();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().matches("(JAVA|JDK)_\\w*") && !variable.getValue().isBlank()) {
        addWithSiblings(homes, variable.getValue());
      }
    }
    addWithSiblings(homes, System.getProperty("java.home"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      addOwnerOf(homes, folder);
    }
    String user = System.getProperty("user.home");
    for (String folder :
        List.of("/.jdks", "/.sdkman/candidates/java", "/.gradle/jdks", "/.asdf/installs/java")) {
      addChildren(homes, Path.of(user + folder));
    }
    addChildren(homes, Path.of("/usr/lib/jvm"));
    addChildren(homes, Path.of("/Library/Java/JavaVirtualMachines"));
    return homes;
  }

  private static void addWithSiblings(List<Path> homes, String text) {
    try {
      Path home = Path.of(text).toRealPath();
      homes.add(home);
      if (home.getParent() != null) {
        addChildren(homes, home.getParent());
      }
    } catch (IOException | RuntimeException notAFolder) {
      // Variables may hold anything.
    }
  }

  private static void addOwnerOf(List<Path> homes, String folder) {
    try {
      homes.add(Path.of(folder, "java").toRealPath().getParent().getParent());
    } catch (IOException | RuntimeException notThere) {
      // Most folders of PATH hold no java.
    }
  }

  /** The folders in {@code folder}; on macOS a JDK's home lies deeper. */
  private static void addChildren(List<Path> homes, Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      children.forEach(
          child -> {
            homes.add(child);
            homes.add(child.resolve("Contents/Home"));
          });
    } catch (IOException notThere) {
      // Not every machine has every folder.
    }
  }
}
