package io.npyio.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any text is read by the command, or refused in one line: tables, JSON, sidecars and arguments.
 */
class TextFuzzTest {
  /** By the clock, which goes on while a fuzzer waits for its core and instruments classes. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern LARGE = Pattern.compile("\\d{6}");
  private static final Pattern INTERNAL_ERROR =
      Pattern.compile("npyio: (\\S+: )?internal error \\(");

  private static Path folder;

  @BeforeAll
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("npyio");
    Npy.save(folder.resolve("a.npy"), NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}}));
    Npy.save(
        folder.resolve("s.npy"),
        NdArray.zeros(io.npyio.dtype.DType.of("[('x','f4',(2,)),('t','M8[s]'),('u','U3')]"), 2));
    Files.write(folder.resolve("a.dat"), new byte[24]);
  }

  @AfterAll
  static void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Stream<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(UTF_8));
  }

  private static void assertAnswered(Object... args) {
    Run run = Assertions.assertTimeout(LIMIT, () -> Run.npyio(args));
    if (run.status() == 0) {
      assertEquals("", run.err());
      return;
    }
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("npyio: "), run.err());
    assertEquals(run.err().length() - 1, run.err().indexOf('\n'), run.err());
    // elsewhere in the line it may be an argument that the message quotes
    assertFalse(INTERNAL_ERROR.matcher(run.err()).lookingAt(), run.err());
  }

  // ---- files

  static Stream<byte[]> tables() {
    return texts(
        "1,2\n3,4\n",
        "x,y\n1,a\n2.5,\"b\"\"c\"\n",
        "\ufeff1e5,nan\r\ninf,-inf\r\n",
        "2020-01-01,true\n2021-02-03T04:05:06.7,false\n",
        "1+2j,3\n",
        "\n\n,,\n",
        "\"a\nb\",1\n",
        "x;y\n1,5;NA\n# c\n2;-3,5e2\n",
        "# x y\n 1.5e+00\t2 # c\r(1+2j) nan\r\n",
        "1 2 3\n4 5 6\n");
  }

  @MethodSource("tables")
  @FuzzTest(maxDuration = "3m")
  void anyTableIsReadOrRefused(byte[] table) throws IOException {
    assertAnswered("cat", Files.write(folder.resolve("t.csv"), table), "--format", "json");
    assertAnswered("cat", Files.write(folder.resolve("t.tsv"), table), "--format", "csv");
    assertAnswered("cat", Files.write(folder.resolve("t.txt"), table), "--format", "json");
  }

  @MethodSource("tables")
  @FuzzTest(maxDuration = "3m")
  void anyTableIsReadOrRefusedAsOptionsDescribeIt(byte[] table) throws IOException {
    Path csv = Files.write(folder.resolve("o.csv"), table);
    assertAnswered("cat", csv, "--delimiter=;", "--decimal=,", "--comment=#", "--na=NA");
    assertAnswered("cat", csv, "--delimiter= ", "--skip-rows=1", "--header", "--format=json");
    assertAnswered("cat", csv, "--from=txt", "--no-header");
    assertAnswered("cat", csv, "--from=txt", "--header", "--na=NA,nan");
    assertAnswered("convert", csv, "-", "--to-dtype=[('a','i4'),('p','M8[s]',(2,))]", "--to=json");
  }

  static Stream<byte[]> documents() {
    return texts(
        "[]",
        "[[1, 2], [3, 4.5]]",
        "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"y\"}]",
        "{\"dtype\": \"<f4\", \"shape\": [2, 2], \"data\": [[1, \"NaN\"], [3, 4]]}",
        "{\"dtype\": [[\"x\", \"<i4\", [2]], [\"c\", \"<c8\"]], \"shape\": [1], \"data\": [{\"x\": [1, 2], \"c\": [0, 1]}]}",
        "{\"dtype\": \"<M8[ms]\", \"shape\": [], \"data\": \"2020-01-01\"}",
        "{\"dtype\": \"|V0\", \"shape\": [9223372036854775807], \"data\": []}",
        "\"text\"",
        "{\"a\": 1, \"p\": [1, 2]}\n{\"p\": [3, 4], \"a\": 2.5}\n",
        "{\"a\": {\"b\": []}}\n",
        "[1, \"x\"]\n[true, 2]\n",
        "1\n\n2\n",
        "null");
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "3m")
  void anyJsonIsReadOrRefused(byte[] document) throws IOException {
    Path file = Files.write(folder.resolve("t.json"), document);
    assertAnswered("cat", file);
    assertAnswered("cat", file, "--format", "json");
    assertAnswered("cat", file, "--from", "jsonl", "--format", "json");
  }

  static Stream<byte[]> sidecars() {
    return texts(
        "{\"dtype\": \"<f4\"}",
        "{\"dtype\": [[\"x\", \"<i2\"], [\"y\", \"<i2\", [2]]], \"shape\": [4], \"order\": \"F\", \"offset\": 0}",
        "{\"dtype\": \"<i2\", \"shape\": [3, -1], \"order\": \"C\", \"offset\": 6}",
        "{\"dtype\": \"|V0\", \"shape\": [9223372036854775807]}",
        "{\"dtype\": \"<i4\", \"shape\": [9223372036854775807, 0], \"offset\": 9223372036854775807}",
        "[]");
  }

  @MethodSource("sidecars")
  @FuzzTest(maxDuration = "3m")
  void anySidecarIsReadOrRefused(byte[] sidecar) throws IOException {
    Files.write(folder.resolve("a.dat.json"), sidecar);
    assertAnswered("cat", folder.resolve("a.dat"));
    assertAnswered("info", "--json", folder.resolve("a.dat"));
  }

  // ---- arguments

  static Stream<byte[]> slices() {
    return texts("0", "::-1, 1", "..., None, -1", "1:99, :", ":, 0:0", "9223372036854775807:");
  }

  @MethodSource("slices")
  @FuzzTest(maxDuration = "3m")
  void anySliceIsTakenOrRefused(byte[] slice) {
    String text = new String(slice, UTF_8);
    assertAnswered("cat", folder.resolve("a.npy"), "--slice=" + text);
    assertAnswered("stats", folder.resolve("a.npy"), "--slice=" + text);
  }

  static Stream<byte[]> shapes() {
    return texts("3,4", "(2, -1)", "[]", "()", "6", "0,9223372036854775807", "-1,-1", "1,,2");
  }

  @MethodSource("shapes")
  @FuzzTest(maxDuration = "3m")
  void anyShapeIsTakenOrRefused(byte[] shape) {
    String text = new String(shape, UTF_8);
    assertAnswered("cat", folder.resolve("a.dat"), "--dtype", "<i2", "--shape=" + text);
    assertAnswered(
        "cat", folder.resolve("a.dat"), "--dtype", "V0", "--shape=" + text, "--format", "json");
  }

  static Stream<byte[]> dtypes() {
    return texts("<f4", "i2,(2,)f4", "[('x', '<i2', (2, 0)), ('y', 'S2')]", "datetime64[ms]", "U3");
  }

  @MethodSource("dtypes")
  @FuzzTest(maxDuration = "3m")
  void anyDTypeIsTakenOrRefused(byte[] dtype) {
    String text = new String(dtype, UTF_8);
    assertAnswered("cat", folder.resolve("a.dat"), "--dtype=" + text);
    // what larger elements become would fill the memory of the test
    if (!LARGE.matcher(text).find()) {
      assertAnswered("convert", folder.resolve("a.npy"), "-", "--to", "raw", "--to-dtype=" + text);
    }
  }

  static Stream<byte[]> values() {
    return texts(
        "1", "-1.5e3", "[1, 2, 3]", "{\"x\": [1, 2]}", "[[1, 2], \"NaT\", \"abc\"]", "nan");
  }

  @MethodSource("values")
  @FuzzTest(maxDuration = "3m")
  void anyValueIsSetOrRefused(byte[] value) {
    String text = new String(value, UTF_8);
    if (text.startsWith("--")) {
      return; // an option, such as --debug, which prints more than one line
    }
    assertAnswered("set", folder.resolve("a.npy"), "0", text);
    assertAnswered("set", folder.resolve("s.npy"), "0", text);
  }

  static Stream<byte[]> options() {
    return texts(
        "--json",
        "--slice=0, ::-1\n--format=csv\n--precision=3",
        "--from=raw\n--dtype=<i2\n--shape=-1\n--order=F\n--offset=4",
        "--view=<u4\n--head=1\n-q",
        "--fields=x,y\n--max-header=10",
        "--from=csv\n--delimiter=;\n--na=-\n--no-header\n--skip-rows=1",
        "--\n--help");
  }

  /** Each line is a word. Words without a dash are left out: they could name a device. */
  @MethodSource("options")
  @FuzzTest(maxDuration = "3m")
  void anyOptionsAreTakenOrRefused(byte[] options) {
    List<String> words =
        new String(options, UTF_8)
            .lines()
            .filter(word -> word.length() > 1 && word.startsWith("-") && !word.equals("--debug"))
            .toList();
    for (String verb : List.of("cat", "info", "stats")) {
      Stream<Object> command = Stream.of(verb, folder.resolve("a.npy"));
      assertAnswered(Stream.concat(command, words.stream()).toArray());
    }
  }
}
