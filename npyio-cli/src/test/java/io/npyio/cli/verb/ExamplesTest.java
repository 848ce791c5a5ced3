package io.npyio.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.cli.InstalledCopy;
import io.npyio.cli.Run;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.StdoutKind;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the help, run by a shell in a folder with the files they name. */
class ExamplesTest {
  @TempDir static Path installed;

  @TempDir Path folder;

  @BeforeAll
  static void anInstalledCopy() throws Exception {
    InstalledCopy.make(installed.resolve("project"), installed.resolve("cache"));
  }

  @BeforeEach
  void filesOfTheNamesInTheExamples() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: no /bin/bash");
    NdArray table = NdArray.of(new float[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    for (String name : List.of("weights", "labels", "a", "b", "table", "log", "today", "points")) {
      Npy.save(folder.resolve(name + ".npy"), table);
    }
    Files.createDirectory(folder.resolve("b"));
    Npy.save(folder.resolve("b/y.npy"), table);
    Files.createDirectory(folder.resolve("runs"));
    Npy.save(folder.resolve("runs/y.npy"), table);
    for (String name : List.of("run", "old", "new")) {
      Npz.save(folder.resolve(name + ".npz"), Map.of("weights", table));
    }
    Run.npyio("convert", folder.resolve("a.npy"), folder.resolve("data.dat")).isSilent();
    Files.write(folder.resolve("b/log.npy"), Arrays.copyOf(Npy.toBytes(table), 160));
    Files.writeString(folder.resolve("rows.csv"), "1,2,3\n4,5,6\n");
    Files.writeString(folder.resolve("convert.py"), "import sys\nprint(sys.argv[1:])\n");
  }

  /** The examples of all verbs. */
  static Stream<String> examples() {
    var nothing = new ByteArrayOutputStream();
    var console =
        new Console(InputStream.nullInputStream(), nothing, nothing, false, StdoutKind.OTHER);
    return Command.whole(console).getSubcommands().values().stream()
        .flatMap(verb -> Arrays.stream(verb.getCommandSpec().usageMessage().footer()));
  }

  /** Those of view, which runs until it is ended, are in tests of its own. */
  static Stream<String> examplesThatEnd() {
    return examples().filter(example -> !example.startsWith("npyio view "));
  }

  @ParameterizedTest
  @MethodSource("examplesThatEnd")
  void eachExampleDoesItsWork(String example) throws Exception {
    Process shell = start(example);
    String said = read(shell.getInputStream());
    assertEquals(0, shell.waitFor(), said);
  }

  /** Runs a line, with the command under test as {@code npyio}. */
  private Process start(String line) throws IOException {
    Path launcher = installed.resolve("project/scripts/npyio");
    var shell =
        new ProcessBuilder("/bin/bash", "-c", "npyio() { '" + launcher + "' \"$@\"; }\n" + line)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    shell.environment().put("NPYIO_JAVA_HOME", System.getProperty("java.home"));
    shell.environment().put("NPYIO_CACHE", installed.resolve("cache").toString());
    return shell.start();
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void bashCompletesVerbsOptionsAndTheirWords() throws Exception {
    String completes =
        """
        eval "$(npyio completion)"
        compopt() { :; } # is for use while somebody types
        try() {
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMPREPLY=()
          COMP_POINT=${#COMP_LINE}; _npyio; echo "${COMPREPLY[@]}"
        }
        try npyio conv
        try npyio convert --to-o
        try npyio convert --to-order ""
        try npyio convert --to-endian l
        try npyio convert --to-dtype float3
        try npyio cat --dtype 'datetime64\\[m'
        try npyio cat --view bf
        try npyio cat --format c
        try npyio manu
        try npyio help
        complete -p npyio
        """;
    Process bash = start(completes);
    assertEquals(
        """
        convert
        --to-order
        C F
        little
        float32
        datetime64\\[ms\\]
        bfloat16
        csv

        help
        complete -o default -F _npyio npyio
        """,
        read(bash.getInputStream()));
    assertEquals(0, bash.waitFor());
  }

  /** Readline replaces what follows the last colon, unless colons are no breaks between words. */
  @Test
  void bashCompletesTheMembersOfAnArchive() throws Exception {
    NdArray one = NdArray.of(new int[] {1});
    Npz.save(
        folder.resolve("layers.npz"),
        new TreeMap<>(Map.of("b", one, "layers/dense:0", one, "layers/dense:1", one, "ü", one)));
    String completes =
        """
        eval "$(npyio completion)"
        try() {
          COMP_WORDS=(npyio cat "$1"); COMP_CWORD=2; COMP_LINE="npyio cat $1"
          COMP_POINT=${#COMP_LINE}; COMPREPLY=(); _npyio; echo "${COMPREPLY[@]}"
        }
        try layers.npz:
        try layers.npz:layers/
        try layers.npz:layers/dense:
        try layers.npz:none
        try nowhere.npz:
        COMP_WORDBREAKS=" "
        try layers.npz:b
        """;
    Process bash = start(completes);
    assertEquals(
        """
        b layers/dense:0 layers/dense:1 ü
        layers/dense:0 layers/dense:1
        0 1


        layers.npz:b
        """,
        read(bash.getInputStream()));
    assertEquals(0, bash.waitFor());
  }

  @Test
  void everyVerbHasAnExample() {
    List<String> examples = examples().toList();
    for (String verb : Verbs.NAMES) {
      assertTrue(examples.stream().anyMatch(line -> line.contains("npyio " + verb)), verb);
    }
  }
}
