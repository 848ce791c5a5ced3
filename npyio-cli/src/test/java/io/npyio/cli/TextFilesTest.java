package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays read from tables and JSON. */
class TextFilesTest {
  @TempDir Path folder;

  /** The dtype, shape and values of the array that a text is read as. */
  private String read(String kind, String text, Object... options) throws IOException {
    Path source = Files.writeString(folder.resolve("t." + kind), text);
    Path target = folder.resolve("t.npy");
    Object[] args = Arrays.copyOf(new Object[] {"convert", source, target}, 3 + options.length);
    System.arraycopy(options, 0, args, 3, options.length);
    npyio(args).isSilent();
    String info = npyio("info", target, target).out();
    String what =
        info.lines().findFirst().orElseThrow().replaceAll(".*npy 1.0, (.*), C order.*", "$1");
    return what + " " + npyio("cat", target, "--format", "json").out().strip();
  }

  private void fails(String kind, String text, String problem, Object... options)
      throws IOException {
    Path source = Files.writeString(folder.resolve("t." + kind), text);
    Object[] args = Arrays.copyOf(new Object[] {"cat", source}, 2 + options.length);
    System.arraycopy(options, 0, args, 2, options.length);
    npyio(args).fails("npyio: " + source + ": " + problem);
  }

  @Test
  void theDTypeOfATableIsTheNarrowestThatFitsAllCells() throws IOException {
    assertEquals("<i8, (2, 2) [[1,-2],[3,4]]", read("csv", "1,-2\n3, 4\n"));
    assertEquals("<i8, (2,) [1,2]", read("csv", "1\n2"));
    assertEquals("<i8, (1, 2) [[1,2]]", read("tsv", "1\t2\r\n"));
    assertEquals("<u8, (2,) [1,18446744073709551615]", read("csv", "1\n18446744073709551615\n"));
    assertEquals(
        "<f8, (2,) [-1.0,1.8446744073709552e+19]", read("csv", "-1\n18446744073709551615\n"));
    assertEquals("<f8, (1, 3) [[1.0,0.25,-1e-05]]", read("csv", "1,.25,-1e-5\n"));
    assertEquals("<f8, (1, 4) [[1.0,\"NaN\",\"-Infinity\",\"NaN\"]]", read("csv", "1,NaN,-inf,\n"));
    assertEquals("|b1, (2,) [true,false]", read("csv", "True\nfalse\n"));
    assertEquals("<U4, (1, 2) [[\"\",\"x,\\\"y\"]]", read("csv", ",\"x,\"\"y\"\n"));
    assertEquals("<U3, (2,) [\"a\\nb\",\"\"]", read("csv", "\"a\nb\"\n\"\"\n"));
    assertEquals("<f8, (0,) []", read("csv", ""));
    assertEquals("<i8, (1,) [5]", read("csv", "\uFEFF5\n"));
  }

  /** The reader buffers 8,192 characters at a time. */
  @Test
  void cellsAreWholeWhereverTheFileIsCut() throws IOException {
    for (int length = 8180; length < 8200; length++) {
      String word = "x".repeat(length);
      assertEquals(
          "<U%d, (2, 2) [[\"%s\",\"a\\\"b\"],[\"\",\"%<s\"]]".formatted(length, word),
          read("csv", word + ",\"a\"\"b\"\r\n,\"" + word + "\"\r\n"));
    }
  }

  @Test
  void numbersAreReadToTheBit() throws IOException {
    long seed = 754;
    var random = new Random(seed);
    double[] values = new double[20_000];
    for (int i = 0; i < values.length; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      values[i] = i % 2 == 0 || !Double.isFinite(any) ? random.nextGaussian() : any;
    }
    values[0] = Double.MIN_VALUE;
    values[1] = Double.MAX_VALUE;
    values[2] = 0x1.0000000000001p0;
    values[3] = -0.0;
    String rows = Arrays.stream(values).mapToObj(String::valueOf).collect(joining("\n"));
    Path source = Files.writeString(folder.resolve("n.csv"), rows);
    Path target = folder.resolve("n.npy");
    npyio("convert", source, target).isSilent();
    assertArrayEquals(values, Npy.load(target, double[].class), () -> "seed " + seed);
  }

  @Test
  void aHeadingMakesStructs() throws IOException {
    assertEquals(
        "[('x', '<i8'), ('f1', '<f8'), ('name', '<U2')], (2,)"
            + " [{\"x\":1,\"f1\":0.5,\"name\":\"a\"},{\"x\":2,\"f1\":\"NaN\",\"name\":\"bc\"}]",
        read("csv", "x,,name\n1,0.5,a\n2,,bc\n"));
    assertEquals("<U1, (2, 2) [[\"x\",\"y\"],[\"a\",\"b\"]]", read("csv", "x,y\na,b\n"));
    assertEquals(
        "[('x', '|u1'), ('y', '<U2')], (1,) [{\"x\":7,\"y\":\"q\"}]",
        read("csv", "x,y\n7,q\n", "--to-dtype", "[('x','u1'),('y','U2')]"));
    assertEquals(
        "[('a', '|S1'), ('b', '<U2')], (1,) [{\"a\":\"7\",\"b\":\"q\"}]",
        read("csv", "7,q\n", "--to-dtype", "[('a','S1'),('b','U2')]"));
    assertEquals("<f4, (1, 2) [[7.0,8.0]]", read("csv", "x,y\n7,8\n", "--to-dtype", "f4"));
  }

  @Test
  void aWantedDTypeReadsTheCellsItself() throws IOException {
    assertEquals("<f4, (1,) [0.1]", read("csv", "0.1\n", "--to-dtype", "f4"));
    assertEquals("<c16, (1,) [[1.0,-2.0]]", read("csv", "1-2j\n", "--to-dtype", "c16"));
    assertEquals(
        "<M8[D], (1,) [\"2020-02-29\"]", read("csv", "2020-02-29\n", "--to-dtype", "M8[D]"));
    assertEquals("|S2, (2,) [\"\u00E9a\",\"b\"]", read("csv", "\u00E9a\nb\n", "--to-dtype", "S"));
    assertEquals("<U3, (1,) [\"007\"]", read("csv", "007\n", "--to-dtype", "U"));
  }

  @Test
  void aBadTableNamesTheLine() throws IOException {
    fails("csv", "1,2\n3\n", "line 2: expected 2 cells, as in the first row, but found 1");
    fails("csv", "1\n\"2\n3", "line 2: a quote is opened here and never closed");
    fails("csv", "a,a\n1,2\n", "line 1: two columns have the heading 'a'");
    Path source = Files.write(folder.resolve("t.csv"), new byte[] {'1', (byte) 0xFF});
    npyio("cat", source).fails("npyio: " + source + ": expected UTF-8 text but found other bytes");
    Path bad = Files.writeString(folder.resolve("t.csv"), "1\n300\n");
    npyio("convert", bad, folder.resolve("t.npy"), "--to-dtype", "u1")
        .fails("npyio: " + bad + ": line 2, cell 1: 300 does not fit uint8");
    Path words = Files.writeString(folder.resolve("w.csv"), "1\n1.5\n");
    npyio("convert", words, folder.resolve("t.npy"), "--to-dtype", "int64")
        .fails("npyio: " + words + ": line 2, cell 1: '1.5' is not a valid int64");
    npyio("convert", bad, folder.resolve("t.npy"), "--to-dtype", "[('a','u1'),('b','u1')]")
        .fails(
            "npyio: "
                + bad
                + ": line 1: expected 2 cells for [('a', '|u1'), ('b', '|u1')] but found 1");
  }

  @Test
  void nestedListsAreAnArray() throws IOException {
    assertEquals("<i8, (2, 2) [[1,2],[3,4]]", read("json", "[[1, 2], [3, 4]]"));
    assertEquals(
        "<f8, (3,) [1.5,\"NaN\",\"-Infinity\"]", read("json", "[1.5, \"NaN\", \"-Infinity\"]"));
    assertEquals("|b1, (1, 1, 1) [[[true]]]", read("json", "[[[true]]]"));
    assertEquals("<U1, (2,) [\"1\",\"2\"]", read("json", "[\"1\", \"2\"]"));
    assertEquals("<i8, () 5", read("json", "5"));
    assertEquals("<f8, (2, 0) [[],[]]", read("json", "[[], []]"));
    assertEquals("<f4, (1,) [0.1]", read("json", "[0.1]", "--to-dtype", "f4"));
    assertEquals("<c8, (1,) [[1.0,2.0]]", read("json", "[[1, 2]]", "--to-dtype", "c8"));
    assertEquals(
        "[('a', '<i8'), ('b', '<U2')], (2,) [{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"yz\"}]",
        read("json", "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"yz\"}]"));
  }

  @Test
  void anObjectSaysDTypeAndShape() throws IOException {
    assertEquals(
        ">i2, (0, 3) []", read("json", "{\"data\": [], \"dtype\": \">i2\", \"shape\": [0, 3]}"));
    assertEquals("|u1, (2,) [1,2]", read("json", "{\"dtype\": \"uint8\", \"data\": [1, 2]}"));
    assertEquals(
        "[('p', '<f4', (2,))], (1,) [{\"p\":[0.5,1.0]}]",
        read(
            "json",
            "{\"dtype\": [[\"p\", \"<f4\", [2]]], \"shape\": [1], \"data\": [{\"p\": [0.5, 1]}]}"));
  }

  @Test
  void badJsonNamesLineAndColumn() throws IOException {
    fails("json", "[1, [2]]", "line 1, column 5: expected lists of equal depth but found '['");
    fails("json", "[[1], 2]", "line 1, column 7: expected lists of equal depth but found '2'");
    fails(
        "json",
        "[[1, 2], [3]]",
        "line 1, column 12: expected a list of 2, as before, and not of 1 but found ']'");
    fails("json", "[1, null]", "line 1, column 5: expected a value but found 'null'");
    fails("json", "[1] 2", "line 1, column 5: expected the end of the document but found '2'");
    fails(
        "json",
        "{\"a\": 1}",
        "line 1, column 7: expected 'dtype', 'shape' and 'data' but found '1'");
    fails(
        "json",
        "{\"dtype\": \"f8\"}",
        "line 1, column 15: expected 'data' before the end of the object but found '}'");
    fails(
        "json",
        "{\"dtype\": \"u1\", \"shape\": [2], \"data\": [1]}",
        "line 1, column 41: expected 2 items, not 1, but found ']'");
    fails(
        "json",
        "{\"dtype\": \"u1\", \"data\":\n [1, 256]}",
        "line 2, column 6: 256 does not fit uint8");
  }

  @Test
  void invalidJsonNamesLineAndColumnToo() throws IOException {
    fails("json", "", "line 1, column 1: expected a value but found nothing more");
    fails("json", "[1,\n2\n", "line 3, column 1: expected more JSON but found the end");
    fails("json", "[1, 2,]", "line 1, column 7: expected JSON but found ']'");
    fails("json", "{\"data\": [1}", "line 1, column 12: expected JSON but found '}'");
    fails("json", "[1,\n x]", "line 2, column 2: expected JSON but found 'x'");
    fails("json", "[1.]", "line 1, column 4: expected a number but found ']'");
    fails("json", "[01]", "line 1, column 3: expected a number but found something else");
    fails("json", "[NaN]", "line 1, column 5: expected \"NaN\" in quotes but found 'NaN'");
    fails("json", "[\"\\q\"]", "line 1, column 4: expected one of JSON's escapes but found '\\q'");
    fails(
        "json",
        "[\"a\nb\"]",
        "line 1, column 4: expected no line break or other control character within a string");
    fails(
        "json",
        "[".repeat(2000),
        "lists are nested too deeply, or a number or a string is too long");
    Path source = Files.write(folder.resolve("t.json"), new byte[] {'[', (byte) 0xFF});
    npyio("cat", source)
        .fails(
            "npyio: " + source + ": line 1, column 3: expected UTF-8 text but found other bytes");
  }

  @Test
  void jsonOfTheCommandLineAndOfASidecarIsNoneEither() throws IOException {
    Path array = folder.resolve("x.npy");
    npyio("create", array, "--dtype", "f4", "--shape", "2").isSilent();
    npyio("set", array, "...", "[1, 2")
        .fails(
            "npyio: "
                + array
                + ": '[1, 2' is not JSON: line 1, column 6: expected more JSON but found the end");
    Path raw = Files.write(folder.resolve("x.dat"), new byte[4]);
    Files.writeString(folder.resolve("x.dat.json"), "{\"dtype\": f4}");
    npyio("info", raw)
        .fails(
            "npyio: "
                + raw
                + ": its sidecar x.dat.json: line 1, column 11: expected JSON but found 'f4'");
  }

  @Test
  void textComesFromStandardInputToo() {
    byte[] json = "{\"dtype\":\"<f4\",\"data\":[0.1]}".getBytes(StandardCharsets.UTF_8);
    withInput(json, "cat", "-", "--from", "json").prints("[0.1]\n");
  }
}
