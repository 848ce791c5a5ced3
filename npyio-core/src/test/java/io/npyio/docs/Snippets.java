package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.interop.LiveNumPy;
import io.npyio.interop.LivePython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java code on a page of the documentation, compiled and run in a process of its own. */
public final class Snippets {
  private static final Pattern NAME = Pattern.compile("(?m)^(?:class|record) (\\w+)");

  /** The imports that the pages assume. */
  static final String IMPORTS =
      """
      import io.npyio.array.*;
      import io.npyio.dtype.*;
      import io.npyio.file.*;
      import io.npyio.record.*;
      import io.npyio.shards.*;
      import io.npyio.source.*;
      import java.io.*;
      import java.nio.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;
      import java.util.stream.*;
      """;

  private static final long MAX_SECONDS = 120;

  private Snippets() {}

  /** {@return the text of a page, whose path is relative to the root of the project} */
  public static String page(String page) throws IOException {
    Path root = Path.of(System.getProperty("npyio.testdata")).getParent();
    return Files.readString(root.resolve(page));
  }

  /** {@return the blocks of Java on a page} */
  public static List<String> of(String page) throws IOException {
    return blocks(page, "java");
  }

  /** {@return the blocks of a language on a page} */
  public static List<String> blocks(String page, String language) throws IOException {
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return block.matcher(page(page)).results().map(found -> found.group(1)).toList();
  }

  /** {@return the program of that name on a page} */
  public static String program(String page, String name) throws IOException {
    return programs(page).get(name);
  }

  /** {@return the programs on a page by their names, in order} */
  public static Map<String, String> programs(String page) throws IOException {
    Map<String, String> programs = new LinkedHashMap<>();
    for (String program : of(page)) {
      Matcher name = NAME.matcher(program);
      assertTrue(name.find(), program);
      assertNull(programs.put(name.group(1), program), name.group(1));
    }
    return programs;
  }

  /** {@return the lines that statements print when run one after another in a folder} */
  public static List<String> run(Path folder, List<String> statements) throws Exception {
    String body = String.join("\n", statements);
    return runProgram(
        folder,
        "public class Page {\n  public static void main(String[] args) throws Exception {\n"
            + body
            + "  }\n}\n");
  }

  /** {@return the lines that a program prints, whose imports are those of the pages} */
  public static List<String> runProgram(Path folder, String program, String... args)
      throws Exception {
    return runCommand(folder, command(folder, program, args));
  }

  /** {@return a program below the imports that the pages assume} */
  public static String withImports(String program) {
    return IMPORTS + program;
  }

  /** {@return the command that runs a program, whose imports are those of the pages} */
  public static List<String> command(Path folder, String program, String... args)
      throws IOException {
    Path source = Files.writeString(folder.resolve("Page.java"), withImports(program));
    List<String> command = new ArrayList<>(java());
    command.add(source.toString());
    command.addAll(List.of(args));
    return command;
  }

  /**
   * {@return the command that starts the JVM of the test for something short; ends in its class
   * path}
   */
  static List<String> java() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    return List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", classes);
  }

  /** {@return what a script prints that uses NumPy as {@code np}; skips the test without NumPy} */
  public static String runNumPy(Path folder, String script) throws Exception {
    LiveNumPy.require();
    List<String> command = List.of(LivePython.executable(), "-c", "import numpy as np\n" + script);
    return String.join("\n", runCommand(folder, command));
  }

  /** {@return the lines that a command prints, which succeeds and ends in time} */
  public static List<String> runCommand(Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      boolean ended = process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
      String printed = Files.readString(output);
      String all = printed + Files.readString(errors);
      assertTrue(ended, () -> "still running: " + all);
      assertEquals(0, process.exitValue(), all);
      return printed.lines().toList();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
