package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java code on a page of the documentation, compiled and run in a process of its own. */
public final class Snippets {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String IMPORTS =
      """
      import io.npyio.array.*;
      import io.npyio.dtype.*;
      import io.npyio.file.*;
      import io.npyio.record.*;
      import java.io.IOException;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;
      """;

  private Snippets() {}

  /** {@return the blocks of Java on a page, whose path is relative to the root of the project} */
  public static List<String> of(String page) throws IOException {
    Path root = Path.of(System.getProperty("npyio.testdata")).getParent();
    Matcher matcher = SNIPPET.matcher(Files.readString(root.resolve(page)));
    List<String> snippets = new ArrayList<>();
    while (matcher.find()) {
      snippets.add(matcher.group(1));
    }
    return snippets;
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
    Path source = Files.writeString(folder.resolve("Page.java"), IMPORTS + program);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of(java, "-cp", classes, source.toString()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }
}
