package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/cookbook-jython.md} print what it says. */
class JythonCookbookTest {
  private static final Path COOKBOOK = Path.of("..", "docs", "cookbook-jython.md");

  @TempDir Path folder;

  /** The texts of the block in a language and of the next block. */
  private static String[] example(String language) throws IOException {
    Pattern blocks =
        Pattern.compile(
            "```" + language + "\\n(.*?)```\\n\\nprints\\n\\n```\\n(.*?)```", Pattern.DOTALL);
    Matcher found = blocks.matcher(Files.readString(COOKBOOK));
    assertTrue(found.find(), language);
    return new String[] {found.group(1), found.group(2)};
  }

  private static Stream<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static boolean isJython(String entry) {
    return entry.contains("jython");
  }

  private String java(String classPath, String... args) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dpython.cachedir.skip=true",
                    "-Dpython.import.site=false",
                    "-cp",
                    classPath),
                Stream.of(args))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void anyJythonTakesTheJarsFromSysPath() throws Exception {
    String[] example = example("python");
    String jars = "['/opt/npyio/lib/npyio-cli.jar', '/opt/npyio/lib/npyio-core.jar']";
    assertTrue(example[0].contains(jars));
    String entries =
        classPath()
            .filter(entry -> !isJython(entry))
            .map(entry -> "'" + entry + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    Path script = folder.resolve("script.py");
    Files.writeString(script, example[0].replace(jars, entries));
    String jython = classPath().filter(JythonCookbookTest::isJython).findFirst().orElseThrow();
    assertEquals(example[1], java(jython, "org.python.util.jython", script.toString()));
  }

  @Test
  void javaAndPythonShareArrays() throws Exception {
    String[] example = example("java");
    Path source = Files.writeString(folder.resolve("Host.java"), example[0]);
    assertEquals(example[1], java(System.getProperty("java.class.path"), source.toString()));
  }
}
