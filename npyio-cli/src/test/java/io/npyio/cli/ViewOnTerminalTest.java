package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.file.Npy;
import io.npyio.interop.LivePython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio view --terminal} on a terminal that Python makes. */
class ViewOnTerminalTest {
  private static final Path DIALOGUE = Path.of("src/test/resources/terminal/dialogue.py");

  private static final String RESTORED = "modes restored\nscreen restored\n";

  @TempDir Path folder;

  @BeforeEach
  void aTerminalAndAnArray() throws Exception {
    boolean hasTerminals;
    try {
      hasTerminals =
          new ProcessBuilder(LivePython.executable(), "-c", "import pty; pty.openpty()")
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException noPython) {
      hasTerminals = false;
    }
    assumeTrue(hasTerminals, "skipped: no terminals by " + LivePython.executable());
    Npy.save(folder.resolve("a.npy"), new int[][] {{1, 2}, {3, 4}, {5, 6}});
  }

  /** Has a dialogue with the viewer; returns how it ended. */
  private String dialogue(String... steps) throws Exception {
    Path script = Files.write(folder.resolve("steps"), List.of(steps));
    List<String> words =
        new ArrayList<>(
            List.of(
                LivePython.executable(), DIALOGUE.toAbsolutePath().toString(), script.toString()));
    words.addAll(
        ViewProcess.words(Files.createDirectories(folder.resolve("tmp")), "--terminal", "a.npy"));
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().remove("COLORTERM");
    builder.environment().remove("NO_COLOR");
    builder.environment().put("TERM", "xterm-256color");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void keysMoveCopyAndQuit() throws Exception {
    assertEquals(
        "status 0\n" + RESTORED,
        dialogue(
            "expect \\x1b[?1049h",
            "expect a.npy  int32 (3, 2) C order",
            "expect \\x1b[7m1\\x1b[0m",
            "send jl",
            "expect [1, 1] = 4",
            "send \\x1b[B",
            "expect [2, 1] = 6",
            "send \\x1b[D",
            "expect [2, 0] = 5",
            "send y",
            "expect \\x1b]52;c;NQ==\\x07",
            "send p",
            "expect all elements",
            "expect \\x1b[38;5;",
            "send q"));
  }

  @Test
  void aNewSizeIsTaken() throws Exception {
    assertEquals(
        "status 0\n" + RESTORED,
        dialogue(
            "expect a.npy  int32 (3, 2) C order",
            "size 8 20",
            "expect a.npy  int32 (3, 2)\\xe2\\x80\\xa6",
            "send q"));
  }

  @Test
  void ctrlCAndSignalsRestoreTheTerminal() throws Exception {
    assertEquals("status 130\n" + RESTORED, dialogue("expect (3, 2)", "send \\x03"));
    assertEquals("status 143\n" + RESTORED, dialogue("expect (3, 2)", "signal SIGTERM"));
    assertEquals("status 129\n" + RESTORED, dialogue("expect (3, 2)", "signal SIGHUP"));
  }

  @Test
  void withoutATerminalTheBrowserIsNamed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "skipped: no setsid");
    List<String> words = new ArrayList<>(List.of("/usr/bin/setsid", "--wait"));
    words.addAll(
        ViewProcess.words(Files.createDirectories(folder.resolve("tmp")), "--terminal", "a.npy"));
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "npyio: --terminal needs a terminal, and there is none; without it a browser shows the"
            + " arrays\n",
        said);
    assertEquals(2, process.waitFor());
  }
}
