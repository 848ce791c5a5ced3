package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that people have reported to NumPy and to readers of its formats, and what the command says
 * about them: the transcript beside the files. A line {@code # name: source} starts a case, {@code
 * $ npyio ...} is a call, {@code ? 2} its status unless that is 0, {@code ! } precedes a line of
 * standard error. {@code -Dnpyio.reported.accept} writes the transcript anew.
 */
class ReportedFilesTest {
  private static final Path FILES = Path.of("src/test/resources/reported");
  private static final Path TRANSCRIPT = FILES.resolve("transcript.txt");

  @TempDir static Path folder;

  /**
   * A case of the transcript.
   *
   * @param heading its first line
   * @param lines all others
   */
  private record Case(String heading, List<String> lines) {
    @Override
    public String toString() {
      return heading;
    }

    String text() {
      return heading + "\n" + String.join("\n", lines) + "\n";
    }
  }

  @BeforeAll
  static void copyFiles() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FILES)) {
      for (Path file : files) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  static Stream<Case> cases() throws IOException {
    Map<String, Case> cases = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(TRANSCRIPT)) {
      if (line.startsWith("# ")) {
        lines = new ArrayList<>();
        Case before = cases.put(line, new Case(line, lines));
        assertEquals(null, before, "two cases have one heading");
      } else {
        lines.add(line);
      }
    }
    return cases.values().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCommandSaysWhatTheTranscriptHas(Case expected) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line : expected.lines) {
      if (line.startsWith("$ npyio ")) {
        said.add(line);
        said.addAll(answer(line.substring("$ npyio ".length())));
      }
    }
    Case found = new Case(expected.heading, said);
    if (Boolean.getBoolean("npyio.reported.accept")) {
      String all = Files.readString(TRANSCRIPT);
      Files.writeString(TRANSCRIPT, all.replace(expected.text(), found.text()));
    } else {
      assertFalse(said.isEmpty());
      assertEquals(expected.text(), found.text());
    }
  }

  private static List<String> answer(String call) {
    Object[] words = Arrays.stream(call.split(" ")).map(ReportedFilesTest::located).toArray();
    Run run = Run.npyio(words);
    List<String> lines = new ArrayList<>();
    if (run.status() != 0) {
      lines.add("? " + run.status());
    }
    relative(run.out()).forEach(lines::add);
    relative(run.err()).forEach(line -> lines.add("! " + line));
    return lines;
  }

  /** Words with a dot are files, but for numbers and slices. */
  private static String located(String word) {
    return word.matches("\\w.*\\.[a-z]+(:.*)?") ? folder + "/" + word : word;
  }

  private static Stream<String> relative(String text) {
    return text.replace(folder + "/", "").lines();
  }
}
