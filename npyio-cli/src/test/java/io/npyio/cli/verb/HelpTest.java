package io.npyio.cli.verb;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.cli.Run;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.StdoutKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The help of every verb, and the errors of wrong calls: golden text under {@code
 * src/test/resources/help}, which {@code -Dnpyio.help.accept} rewrites.
 */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/help");

  static List<String> verbs() {
    return Verbs.NAMES;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void eachVerbHasItsHelp(String verb) throws IOException {
    String help = npyio(verb, "--help").out();
    assertEquals(golden(verb, help), help);
    npyio(verb, "-h").prints(help);
    npyio("--debug", verb, "--help").prints(help);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpFitsATerminalAndEndsWithAnExample(String verb) {
    List<String> lines = npyio(verb, "--help").out().lines().toList();
    requireFits(lines);
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("  ") && last.contains("npyio " + verb), last);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpNamesEveryOption(String verb) {
    String help = npyio(verb, "--help").out();
    var spec = Command.whole(nowhere()).getSubcommands().get(verb).getCommandSpec();
    for (OptionSpec option : spec.options()) {
      assertTrue(option.hidden() || help.contains(option.longestName()), option.longestName());
    }
  }

  @Test
  void completionLeavesTheNamesOfFilesToTheShell() {
    String script = npyio("completion").out();
    assertTrue(script.contains("complete -F _npyio -o default npyio"), script);
    assertFalse(script.contains("compopt +o default"), script);
  }

  private static Console nowhere() {
    return new Console(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        new ByteArrayOutputStream(),
        false,
        StdoutKind.OTHER);
  }

  private static void requireFits(List<String> lines) {
    assertTrue(lines.size() < 24, () -> lines.size() + " lines leave no room for a prompt");
    for (String line : lines) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @Test
  void theCommandListsItsVerbsInALineEach() throws IOException {
    String help = npyio("--help").out();
    assertEquals(golden("npyio", help), help);
    requireFits(help.lines().toList());
    List<String> verbs =
        help.lines()
            .filter(line -> line.startsWith("  "))
            .map(line -> line.strip().split(" ")[0])
            .toList();
    List<String> others = new ArrayList<>(Verbs.NAMES);
    others.removeAll(Verbs.ABOUT);
    assertEquals(others, verbs);
    for (String verb : Verbs.ABOUT) {
      assertTrue(help.contains("'npyio " + verb), verb);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void theVerbHelpShowsTheSame(String verb) {
    npyio("help", verb).prints(npyio(verb, "--help").out());
  }

  @Test
  void theVerbHelpListsTheVerbs() {
    npyio("help").prints(npyio("--help").out());
    npyio("help", "nifo")
        .fails("npyio: 'nifo' is not a verb; did you mean 'info'? See 'npyio help --help'");
  }

  @Test
  void helpIsAsWideAsItsLines() {
    for (String verb : Verbs.NAMES) {
      var spec = Command.whole(nowhere()).getSubcommands().get(verb).getCommandSpec();
      for (int width : List.of(40, 60, 120)) {
        List<String> lines = withoutExamples(HelpText.of(spec, width));
        lines.forEach(line -> assertTrue(line.length() <= width, line));
      }
      assertEquals(HelpText.of(spec, 40), HelpText.of(spec, 1));
    }
  }

  /** Examples are to be copied, so they are not broken. */
  private static List<String> withoutExamples(String help) {
    return help.lines().takeWhile(line -> !line.startsWith("Example")).toList();
  }

  @Test
  void withoutAVerbTheVerbsAreShownAndNothingIsDone() {
    Run run = npyio();
    assertEquals(npyio("--help").out(), run.err());
    assertEquals("", run.out());
    assertEquals(2, run.status());
    assertEquals(run.err(), npyio("--quiet").err());
  }

  private static String golden(String name, String now) throws IOException {
    Path file = GOLDEN.resolve(name + ".txt");
    if (System.getProperty("npyio.help.accept") != null) {
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }

  @Test
  void theVersionIsOneLine() {
    String java = System.getProperty("java.version");
    String line = npyio("--version").out();
    assertTrue(line.matches("npyio \\S.*, Java \\Q" + java + "\\E\n"), line);
    npyio("-V").prints(line);
    npyio("version").prints(line);
  }

  @Test
  void aWrongCallIsOneLine() throws IOException {
    var said = new StringBuilder();
    Stream.of(
            "nifo",
            "nifo --json",
            "inf",
            "comp",
            "con",
            "show",
            "a.npy",
            "none/a.npz:x",
            "src",
            "--nifo",
            "--nifo info",
            "-x info",
            "--versoin",
            "help nifo",
            "help info cat",
            "version 2",
            "info --jsn a.npy",
            "info --jsn=1 a.npy",
            "info a.npy --JSON",
            "cat --slcie 1 a.npy",
            "cat --slcie",
            "cat -n 3 big.npy",
            "cat a.npy --format",
            "cat a.npy --format cvs",
            "cat a.npy --slice 1 --slice 2",
            "cat a.npy --debug=maybe",
            "diff a b c d",
            "set a.npy 0 1 2",
            "convert a",
            "convert a b --to-dtype float33",
            "convert a b --to-dtype Float32",
            "convert a b --to-dtype datetime64[sn]",
            "convert a b --to-endian litle",
            "convert a b --to-order f",
            "convert a b --from nyp",
            "plot a --color nver",
            "stats a --axis x",
            "stats a --threads 0")
        .forEach(call -> said.append(complaint(call)));
    for (String verb : Verbs.NAMES) {
      int parameters = parameters(verb);
      said.append(complaint(verb + " x".repeat(parameters) + " --no-such-option"));
      if (parameters > 0) {
        said.append(complaint(verb));
      }
    }
    Stream.of(
            "cat a b",
            "completion bash",
            "convert a b --to-order D",
            "convert a b --to-endian native",
            "convert a b --to-version 4.0",
            "convert a b --to png",
            "convert a b --to-dtype float31",
            "convert a b --to-shape 3,x",
            "convert a b --offset -1",
            "create x.npy --dtype f8",
            "create x.npy --dtype f8 --shape 3 --zeros --arange")
        .forEach(call -> said.append(complaint(call)));
    assertEquals(golden("wrong-calls", said.toString()), said.toString());
  }

  /** The number of parameters that a verb requires. */
  private static int parameters(String verb) {
    var spec = Command.whole(nowhere()).getSubcommands().get(verb).getCommandSpec();
    return (int)
        spec.positionalParameters().stream().filter(parameter -> parameter.required()).count();
  }

  private static String complaint(String call) {
    Run run = npyio((Object[]) call.split(" "));
    assertEquals(2, run.status(), call);
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    return "$ npyio " + call + "\n" + run.err();
  }

  @Test
  void anEmptyNameIsRefused() {
    npyio("info", "").fails("npyio: the name of FILE is empty; see 'npyio info --help'");
    npyio("info", "a.npy", "").fails("npyio: the name of FILE is empty; see 'npyio info --help'");
    npyio("convert", "a.npy", "")
        .fails("npyio: the name of DST is empty; see 'npyio convert --help'");
    npyio("diff", "", "b").fails("npyio: the name of A is empty; see 'npyio diff --help'");
    npyio("run", "").fails("npyio: the name of SCRIPT is empty; see 'npyio run --help'");
    npyio("set", "a.npy", "", "1").fails("npyio: a.npy: no such file");
  }

  @Test
  void debugShowsWhereAnErrorArose() {
    Run run = npyio("cat", "nowhere.npy", "--debug");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("NoSuchFileException: nowhere.npy\n\tat "), run.err());
    assertTrue(npyio("--debug", "cat", "nowhere.npy").err().contains("\tat "));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void eachVerbIsKnownByItsName(String verb) {
    assertEquals(verb, Verbs.of(verb, nowhere()).spec().name());
  }

  @Test
  void theManualHasEveryVerbAndOption() {
    String manual = npyio("manual").out();
    assertTrue(manual.startsWith(".TH NPYIO 1"), manual);
    for (String verb : Verbs.NAMES) {
      assertTrue(manual.contains("\n.SS npyio " + verb + "\n"), verb);
    }
    assertTrue(manual.contains("\n\\fB\\-\\-to\\-order=ORDER\\fR\n"), manual);
    assertEquals(StandardCharsets.US_ASCII.newEncoder().canEncode(manual), true);
  }
}
