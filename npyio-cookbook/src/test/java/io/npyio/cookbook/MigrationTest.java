package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/migration.md} do the same before and after. */
class MigrationTest {
  private static final String PAGE = "docs/migration.md";

  @TempDir private Path before;
  @TempDir private Path after;

  private static void fill(Path folder) throws Exception {
    NdArray matrix = NdArray.of(new double[][] {{0.5, 1, 2}, {3, 4, 5.25}});
    Npy.save(folder.resolve("matrix.npy"), matrix);
    Npz.save(folder.resolve("run.npz"), Map.of("labels", NdArray.of(new int[] {7, 8})));
  }

  /** Runs both programs and compares what they print, and the arrays of a file that they write. */
  private void assertSame(String library, String written) throws Exception {
    fill(before);
    fill(after);
    List<String> printed = Programs.run(before, PAGE, library + "Before");
    assertEquals(2, printed.size(), printed.toString());
    assertEquals(printed, Programs.run(after, PAGE, library + "After"));
    assertEquals(content(before.resolve(written)), content(after.resolve(written)));
  }

  private static String content(Path file) throws Exception {
    return file.toString().endsWith(".npz")
        ? Npz.open(Files.readAllBytes(file)).loadAll().toString()
        : Npy.load(file).repr();
  }

  @Test
  void everyProgramOfThePageIsRunOrCompiled() throws Exception {
    assertEquals(
        List.of(
            "JetBrainsBefore",
            "JetBrainsAfter",
            "OpenLcaBefore",
            "OpenLcaAfter",
            "Nd4jBefore",
            "Nd4jAfter",
            "DjlBefore",
            "DjlAfter"),
        List.copyOf(Snippets.programs(PAGE).keySet()));
  }

  @Test
  void fromJetBrains() throws Exception {
    assertSame("JetBrains", "copy.npy");
    assertEquals(content(before.resolve("new.npz")), content(after.resolve("new.npz")));
  }

  @Test
  void fromOpenLca() throws Exception {
    assertSame("OpenLca", "copy.npy");
  }

  @Test
  void fromDjl() throws Exception {
    assertSame("Djl", "new.npz");
  }

  @Test
  void fromNd4jWhoseProgramIsCompiledOnly() throws Exception {
    String program = Snippets.program(PAGE, "Nd4jBefore");
    Path source =
        Files.writeString(before.resolve("Nd4jBefore.java"), Snippets.withImports(program));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    assertEquals(List.of(), Snippets.runCommand(before, command));
    assertTrue(Files.exists(before.resolve("Nd4jBefore.class")));

    fill(after);
    assertEquals(List.of("[2, 3] 5.25", "8 3.0"), Programs.run(after, PAGE, "Nd4jAfter"));
    assertEquals(content(after.resolve("matrix.npy")), content(after.resolve("copy.npy")));
  }
}
