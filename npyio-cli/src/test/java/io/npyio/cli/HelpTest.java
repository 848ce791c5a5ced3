package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of every verb, and what is said to those who call the command wrongly. */
class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "info", "cat", "convert", "create", "set", "append", "concat", "pack", "unpack", "stats",
        "diff", "verify", "plot", "run"
      })
  void eachVerbHasItsHelp(String verb) throws IOException {
    npyio(verb, "--help").prints(golden(verb));
    npyio(verb, "-h").prints(golden(verb));
  }

  @Test
  void theCommandListsItsVerbs() throws IOException {
    npyio("--help").prints(golden("npyio"));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = HelpTest.class.getResourceAsStream("/help/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theVersionIsOneLine() {
    assertTrue(npyio("--version").out().matches("npyio \\S.*\n"));
  }

  @Test
  void aWrongCallIsOneLine() {
    String verbs =
        "info, cat, convert, create, set, append, concat, pack, unpack, stats, diff, verify, plot, run";
    npyio().fails("npyio: a verb is missing: " + verbs + "; see 'npyio --help'");
    npyio("nifo").fails("npyio: 'nifo' is no verb: " + verbs + "; see 'npyio --help'");
    npyio("--nifo").fails("npyio: Unknown option: '--nifo'; see 'npyio --help'");
    npyio("info").fails("npyio: Missing required parameter: 'FILE'; see 'npyio info --help'");
    npyio("info", "--jsn", "x").fails("npyio: Unknown option: '--jsn'; see 'npyio info --help'");
    npyio("cat", "a", "b")
        .fails("npyio: Unmatched argument at index 2: 'b'; see 'npyio cat --help'");
  }

  @Test
  void debugShowsWhereAnErrorArose() {
    Run run = npyio("cat", "nowhere.npy", "--debug");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("NoSuchFileException: nowhere.npy\n\tat "), run.err());
    assertTrue(npyio("--debug", "cat", "nowhere.npy").err().contains("\tat "));
  }
}
