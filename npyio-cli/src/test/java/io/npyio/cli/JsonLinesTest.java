package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays with a line of JSON for each item of their first axis. */
class JsonLinesTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** The dtype, shape and values of the array that a text is read as. */
  private String read(String text) throws IOException {
    npyio("convert", Files.writeString(path("t.jsonl"), text), path("r.npy")).isSilent();
    NdArray array = Npy.load(path("r.npy"));
    return array.dtype()
        + " "
        + array.shape()
        + " "
        + npyio("cat", path("r.npy"), "--format", "json").out().strip();
  }

  private void fails(String text, String problem) throws IOException {
    Path file = Files.writeString(path("t.jsonl"), text);
    npyio("cat", file).fails("npyio: " + file + ": " + problem);
  }

  @Test
  void aLineIsAnItem() throws IOException {
    assertEquals(
        "[('a', '<i8'), ('b', '<U2')] (2,) [{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"yy\"}]",
        read("{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"yy\", \"a\":2}"));
    assertEquals("<f8 (2, 2) [[1.0,2.5],[\"NaN\",4.0]]", read("[1, 2.5]\r\n[\"NaN\", 4]\r\n"));
    assertEquals("<i8 (3,) [1,2,3]", read("1\n2\n3\n"));
    assertEquals("<U1 (2,) [\"a\",\"b\"]", read("\"a\"\n\"b\"\n"));
    assertEquals("<i8 (2, 1, 2) [[[1,2]],[[3,4]]]", read("[[1,2]]\n[[3,4]]\n"));
    assertEquals("<f8 (0,) []", read(""));
    byte[] lines = "[1]\n[2]\n".getBytes(UTF_8);
    withInput(lines, "cat", "-", "--from", "jsonl").prints("[[1]\n [2]]\n");
  }

  @Test
  void listsAndObjectsWithinObjectsAreFieldsToo() throws IOException {
    assertEquals(
        "[('p', [('x', '<f8')]), ('q', '<i8', (2,))] (2,)"
            + " [{\"p\":{\"x\":0.5},\"q\":[1,2]},{\"p\":{\"x\":1.0},\"q\":[3,4]}]",
        read("{\"p\":{\"x\":0.5},\"q\":[1,2]}\n{\"p\":{\"x\":1},\"q\":[3,4]}\n"));
  }

  @Test
  void linesAreReadWhateverTheEnding() throws IOException {
    Path ndjson = Files.writeString(path("t.ndjson"), "{\"a\":1}\n{\"a\":2}\n");
    npyio("cat", ndjson).prints("[(1,) (2,)]\n");
    npyio("cat", ndjson, "--from", "json").prints("[(1,) (2,)]\n");
    Path json = Files.writeString(path("t.json"), "[1,2]\n[3,4]\n");
    npyio("cat", json).prints("[[1 2]\n [3 4]]\n");
  }

  @Test
  void aFaultNamesItsLine() throws IOException {
    fails(
        "[1,2]\n[3]\n",
        "line 2, column 3: expected a list of 2, as before, and not of 1 but found ']'");
    fails("[1,2]\n3\n", "line 2, column 1: expected lists of equal depth but found '3'");
    fails("1\n[2]\n", "line 2, column 1: expected lists of equal depth but found '['");
    fails("1 2\n", "line 1, column 3: expected the end of the line but found '2'");
    fails(
        "{\"a\":1}\n{\"b\":1}\n",
        "line 2, column 2: expected the fields [a], as before, but found 'b'");
    fails(
        "{\"a\":1,\"b\":2}\n{\"b\":1}\n",
        "line 2, column 7: expected the field 'a', as before, but found '}'");
    fails("{\"a\":1}\n2\n", "line 2, column 1: expected an object, as before, but found '2'");
    fails("2\n{\"a\":1}\n", "line 2, column 1: expected a value, as before, but found '{'");
    fails("{\"a\":1}\n{\"a\":\n", "line 3, column 1: expected more JSON but found the end");
    fails("{\"a\":1}\n{\"a\":null}\n", "line 2, column 6: expected a value but found 'null'");
    fails("{\"a\":1}\n{a:2}\n", "line 2, column 2: expected JSON but found 'a'");
  }

  @Test
  void anArrayIsWrittenInLines() throws IOException {
    Path array = path("a.npy");
    Npy.save(array, NdArray.of(new int[][] {{1, 2}, {3, 4}}));
    npyio("convert", array, path("a.ndjson")).isSilent();
    assertEquals("[1,2]\n[3,4]\n", Files.readString(path("a.ndjson")));
    Npy.save(array, NdArray.of(7));
    npyio("convert", array, "-", "--to", "jsonl").prints("7\n");
    Npy.save(array, NdArray.zeros(DType.INT8, 0, 2));
    npyio("convert", array, "-", "--to", "jsonl").prints("");
    Npy.save(array, NdArray.zeros(DType.of("[('a', 'c8'), ('b', 'S1', (2,))]"), 2));
    npyio("convert", array, "-", "--to", "jsonl")
        .prints("{\"a\":[0.0,0.0],\"b\":[\"\",\"\"]}\n{\"a\":[0.0,0.0],\"b\":[\"\",\"\"]}\n");
  }

  @Test
  void structsComeBackAsTheyWent() throws IOException {
    long seed = System.nanoTime() % 1_000_000;
    var random = new Random(seed);
    DType dtype =
        DType.of("[('a', '<i8'), ('x', '<f8', (2, 3)), ('p', [('t', '<U2'), ('b', '|b1')])]");
    for (int rows : List.of(1, 2, 70_000)) {
      NdArray array = NdArray.zeros(dtype, rows);
      NdArray a = array.field("a");
      NdArray x = array.field("x");
      NdArray t = array.field("p").field("t");
      for (long i = 0; i < rows; i++) {
        a.setLong(random.nextLong(), i);
        t.set("\u00e9" + (char) ('a' + random.nextInt(26)), i);
        x.setDouble(random.nextGaussian(), i, 1, 2);
        x.setDouble(Double.NaN, i, 0, 0);
      }
      Npy.save(path("a.npy"), array);
      npyio("convert", path("a.npy"), path("a.jsonl")).isSilent();
      npyio("convert", path("a.jsonl"), path("b.npy")).isSilent();
      assertArrayEquals(
          Files.readAllBytes(path("a.npy")),
          Files.readAllBytes(path("b.npy")),
          () -> "seed " + seed);
    }
  }
}
