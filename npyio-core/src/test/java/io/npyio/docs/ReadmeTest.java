package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of the README, as one program in a folder of its own. */
class ReadmeTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theSnippetsOfTheReadmePrintWhatTheirCommentsSay() throws Exception {
    List<String> snippets = snippets();
    assertEquals(6, snippets.size());
    String body =
        snippets.stream().map(snippet -> "{\n" + snippet + "}\n").collect(Collectors.joining());
    Path source = folder.resolve("Readme.java");
    Files.writeString(
        source,
        "import io.npyio.array.*;\nimport io.npyio.file.*;\nimport io.npyio.record.*;\n"
            + "import java.nio.file.Path;\nimport java.util.*;\n"
            + "public class Readme {\n  public static void main(String[] args) throws Exception {\n"
            + body
            + "  }\n}\n");
    List<String> printed = run(source);
    assertEquals(
        List.of(
            "<f8 (2, 3)",
            "[[5. 6.]",
            " [2. 3.]]",
            "1.5",
            "[('Vega', 279.23, 0.) ('Altair', 297.7 , 0.)]",
            "5000000000 at (2,) does not fit an int; astype(INT32) converts as NumPy does",
            "2 6.0",
            "Star[name=Vega, ra=279.23, dec=0.0]",
            "Star[name=Altair, ra=297.7, dec=0.0]"),
        printed);
  }

  private static List<String> snippets() throws IOException {
    Path root = Path.of(System.getProperty("npyio.testdata")).getParent();
    Matcher matcher = SNIPPET.matcher(Files.readString(root.resolve("README.md")));
    List<String> snippets = new ArrayList<>();
    while (matcher.find()) {
      snippets.add(matcher.group(1));
    }
    return snippets;
  }

  private List<String> run(Path source) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", System.getProperty("java.class.path"), source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(Files.exists(folder.resolve("stars.npy")));
    return output.lines().toList();
  }
}
