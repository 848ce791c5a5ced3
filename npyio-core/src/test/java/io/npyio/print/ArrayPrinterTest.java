package io.npyio.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.RandomCases;
import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.memory.Memory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Arrays print as in NumPy: those of the golden files, and random ones against the NumPy of {@code
 * NPYIO_PYTHON}, by default {@code python3}. {@code -Dnpyio.samples} and {@code -Dnpyio.seed}
 * change the random ones.
 */
class ArrayPrinterTest {
  private static final int SAMPLES = Integer.getInteger("npyio.samples", RandomCases.of(2_000));
  private static final long SEED = Long.getLong("npyio.seed", 20_240_229);
  private static final String PYTHON = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");
  private static final JsonMapper JSON = new JsonMapper();

  /** Writes arrays to a folder and a line of JSON for each: file, str, repr. */
  private static final String RANDOM_ARRAYS =
      """
      import json, os, random, re, sys
      import numpy as np
      sys.path.insert(0, sys.argv[1])
      import numpy_oracle as oracle
      if tuple(map(int, re.findall(r"\\d+", np.__version__)[:2])) < (2, 3):
          print("old", np.__version__)
          sys.exit()
      folder, seed, count = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
      rng = random.Random(seed)

      def shape(most):
          while True:
              n = [rng.choice([1, 2, 5, 6, 7, 8, 40, 1200]) for _ in range(rng.randint(1, 4))]
              if np.prod(n) <= most:
                  return tuple(n)

      def number():
          kind = rng.random()
          if kind < 0.05:
              return rng.choice([np.nan, np.inf, -np.inf, 0.0, -0.0])
          if kind < 0.1:
              return rng.choice([-1, 1]) * 10.0 ** rng.randint(low, high)
          return round(rng.uniform(-1, 1), digits) * 10.0 ** rng.randint(low, high)

      def long():  # most of them summarised
          dtype = oracle.random_dtype(rng)
          dims = shape(max(1, min(20000, 200000 // max(1, dtype.itemsize))))
          a = np.empty(dims, dtype)
          cells = oracle.random_cells(rng, dtype, a.size)
          if dtype.itemsize:
              a = np.frombuffer(cells.tobytes(), dtype).reshape(dims)
          return a.T if rng.random() < 0.3 else a

      def numbers():
          dtype = rng.choice("f2 f4 f8 f16 c8 c16 c32 i2 i8 M8[D] m8[s]".split())
          dims = rng.choice([(), (1,), (2,), (3,), (7,), (30,), (5, 6), (1001,), (2, 3, 4)])
          real = np.array([number() for _ in range(int(np.prod(dims)))])
          with np.errstate(all="ignore"):
              if dtype[0] == "c":
                  real = real + 1j * np.array([number() for _ in range(real.size)])
              if dtype[0] in "iMm":
                  real = np.nan_to_num(real, posinf=0, neginf=0).astype("i8")
              return real.astype(dtype).astype(rng.choice("<>") + dtype).reshape(dims)

      def large_fields():  # arrays in structs are summarised on their own
          base = rng.choice(["<f4", ">i2", "?", "<c8", "M8[s]", [("x", "u1"), ("y", "<f8", 2)]])
          dims = rng.choice([(1001,), (3, 400), (400, 3), (11, 13, 8), (1000,)])
          dtype = np.dtype([("a", base, dims), ("b", "<i4")])
          n = rng.randint(1, 3)
          return np.frombuffer(oracle.random_cells(rng, dtype, n).tobytes(), dtype)

      for k in range(count):
          low, high = sorted(rng.choices(range(-12, 13), k=2)) if rng.random() < 0.5 else (0, 3)
          digits = rng.choice([0, 1, 2, 3, 5, 8, 9, 17])
          form = rng.choices([lambda: oracle.random_array(rng), long, numbers, large_fields], [40, 20, 39, 1])[0]
          while True:
              a = form()
              slow = a.dtype.names is not None and 100 < a.size <= 1000
              wrong = "'>m8'" in oracle.descr(a.dtype)  # of these np.min forgets the byte order
              if not slow and not wrong:
                  break
          file = os.path.join(folder, "%d.npy" % k)
          with open(file, "wb") as f:
              np.lib.format.write_array(f, a)
          precision = rng.choice([0, 1, 2, 3, 5, 12, 17, 25])
          with np.printoptions(precision=precision):
              printed = oracle.do_print(file)["str"]
          print(json.dumps(dict(oracle.do_print(file), file=file, precision=precision, rounded=printed)))
      """;

  // ---- NumPy's texts

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("testdata"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final Pattern ESCAPE = Pattern.compile("\\\\[uU]([0-9a-f]{8}|[0-9a-f]{4})");

  private static Stream<Arguments> golden() {
    return Stream.of("print", "structs", "dtypes")
        .map(group -> repository().resolve("testdata").resolve(group))
        .flatMap(
            folder ->
                StreamSupport.stream(
                        JSON.readTree(folder.resolve("manifest.json").toFile())
                            .get("entries")
                            .spliterator(),
                        false)
                    .filter(entry -> entry.hasNonNull("str") && entry.hasNonNull("repr"))
                    .filter(entry -> !isUnion(entry))
                    .map(entry -> Arguments.of(folder.getFileName().toString(), folder, entry)));
  }

  /**
   * Whether a dtype is an integer with names for its parts, which is saved, and read back, as a
   * struct of them.
   */
  private static boolean isUnion(JsonNode entry) {
    return entry.get("file").asString().startsWith("union");
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("golden")
  void printsGoldenArray(String group, Path folder, JsonNode entry) throws IOException {
    NdArray array = Npy.load(folder.resolve(entry.get("file").asString()));
    String repr = entry.get("repr").asString().replace(", 'aligned': True", ""); // not in the file
    assertEquals(entry.get("str").asString(), array.toString());
    if (group.equals(
        "structs")) { // nor is it in the file whether a dtype was aligned, overlapping, or a record
      assertEquals(beforeDType(repr), beforeDType(array.repr()));
    } else {
      assertEquals(repr, array.repr());
    }
  }

  private static String rounded(NdArray array, int precision) {
    var text = new StringBuilder();
    assertDoesNotThrow(() -> array.printTo(text, ArrayPrinter.THRESHOLD, precision));
    return text.toString();
  }

  private static String beforeDType(String repr) {
    return repr.split(",\\s+dtype=", 2)[0];
  }

  @Test
  void printsRandomArraysLikeNumPy(@TempDir Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("random_arrays.py"), RANDOM_ARRAYS);
    Process process = start(folder, script);
    int count = 0;
    try (var lines = process.inputReader(UTF_8)) {
      for (String line; (line = lines.readLine()) != null; count++) {
        assumeTrue(!line.startsWith("old"), "skipped: NumPy prints otherwise before 2.3: " + line);
        JsonNode expected = JSON.readTree(line);
        Path file = Path.of(expected.get("file").asString());
        assertPrints(expected, Npy.load(file), "sample " + count + ", seed " + SEED);
        Files.delete(file);
      }
    }
    Path errors = folder.resolve("errors");
    boolean hasNumPy = process.waitFor() == 0 || !Files.readString(errors).contains("'numpy'");
    assumeTrue(hasNumPy, "skipped: no NumPy in " + PYTHON + "; set NPYIO_PYTHON");
    assertEquals(0, process.exitValue(), Files.readString(errors));
    assertEquals(SAMPLES, count);
  }

  private static Process start(Path folder, Path script) {
    try {
      return new ProcessBuilder(
              PYTHON,
              "-B",
              script.toString(),
              repository().resolve("scripts").toString(),
              folder.toString(),
              Long.toString(SEED),
              Integer.toString(SAMPLES))
          .redirectError(folder.resolve("errors").toFile())
          .start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: no " + PYTHON + "; set NPYIO_PYTHON");
      throw new AssertionError(e);
    }
  }

  private static void assertPrints(JsonNode expected, NdArray array, String sample) {
    assertPrints(expected.get("repr"), array.repr(), sample + " " + array.layout());
    assertPrints(expected.get("str"), array.toString(), sample + " " + array.layout());
    int precision = expected.get("precision").asInt();
    assertPrints(
        expected.get("rounded"),
        rounded(array, precision),
        sample + " " + array.layout() + " precision " + precision);
  }

  /** Null is expected for a datetime64 without a unit, which NumPy refuses to print. */
  private static void assertPrints(JsonNode expected, String actual, String sample) {
    if (!expected.isNull() && knowsCharacters(expected.asString())) {
      assertEquals(expected.asString(), actual, sample);
    }
  }

  /**
   * Python may have another version of Unicode: a newer one escapes fewer characters, an older one
   * more.
   */
  private static boolean knowsCharacters(String text) {
    return text.codePoints().allMatch(Character::isDefined)
        && ESCAPE
            .matcher(text)
            .results()
            .map(escape -> Integer.parseInt(escape.group(1), 16))
            .noneMatch(ArrayPrinterTest::isPrintable);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UNASSIGNED,
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  // ---- not comparable with NumPy

  @Test
  void printsAllElementsUpToTheThreshold() {
    NdArray array = NdArray.of(IntStream.range(0, 8).toArray());
    assertEquals("[0 1 2 3 4 5 6 7]", array.toString(8));
    assertEquals("[0 1 2 ... 5 6 7]", array.toString(7));
    NdArray long1D = NdArray.of(new byte[1001]);
    assertEquals("[0 0 0 ... 0 0 0]", long1D.toString());
    assertEquals(1001, long1D.toString(Long.MAX_VALUE).chars().filter(c -> c == '0').count());
  }

  @Test
  void summaryOfHugeArrayReadsOnlyWhatItShows(@TempDir Path folder) throws IOException {
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT32, 5_000_000_000L, 2);
    Path file = folder.resolve("huge.dat");
    try (FileChannel sparse =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.allocate(1), layout.nbytes() - 1);
      Memory memory = Memory.map(file, sparse, FileChannel.MapMode.READ_WRITE, 0, layout.nbytes());
      NdArray huge = NdArray.over(memory, 0, layout);
      huge.setFloat(1.5f, 4_999_999_999L, 0);
      huge.setFloat(1e30f, 2_500_000_000L, 0); // not shown
      String summary =
          "[[0.  0. ]\n [0.  0. ]\n [0.  0. ]\n ...\n [0.  0. ]\n [0.  0. ]\n [1.5 0. ]]";
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> assertEquals(summary, huge.toString()));
      memory.close();
    }
  }

  @Test
  void float32NearestToOneTenThousandthIsLessAndHasAnExponent() {
    assertEquals("1e-04", NdArray.of(1e-4f).toString());
    assertEquals("-1e-04", NdArray.of(-1e-4f).toString());
    assertEquals("0.000100000005", NdArray.of(Math.nextUp(1e-4f)).toString());
    assertEquals("0.0001", NdArray.of(1e-4).toString());
  }

  @Test
  void datetimesWithoutUnitPrintTheirCount() {
    NdArray array = NdArray.zeros(DType.of("M8"), 2);
    array.setLong(-15, 0);
    array.setLong(DType.Temporal.NAT, 1);
    assertEquals("['-15' 'NaT']", array.toString());
    assertEquals("array(['-15', 'NaT'], dtype=datetime64)", array.repr());
    assertEquals("-15", array.at(0).toString());
  }

  @Test
  void objectsPrintAsPlaceholders() {
    NdArray array = NdArray.zeros(DType.OBJECT, 2);
    assertEquals("[<object> <object>]", array.toString());
    assertEquals("array([<object>, <object>], dtype=object)", array.repr());
    assertEquals("<object>", array.at(0).toString());
  }

  @Test
  void linesBreakByCodePoints() {
    String astral = "\uD83D\uDE00".repeat(9);
    NdArray array = NdArray.of(new String[] {astral, astral, astral, astral, astral, astral, "a"});
    String quoted = "'" + astral + "'";
    assertEquals(
        "[" + String.join(" ", Collections.nCopies(6, quoted)) + "\n 'a']", array.toString());
  }

  @Test
  void pairOfSurrogatesStaysTwoCharacters() {
    NdArray units = NdArray.of(new int[] {0xD83D, 0xDE00});
    assertEquals("array(['\\ud83d\\ude00'], dtype='<U2')", units.view(DType.unicode(2)).repr());
  }

  @Test
  void printsTheWholeTextPieceByPiece() throws Exception {
    NdArray array = NdArray.zeros(DType.INT32, 30, 20, 41);
    array.fill(-17);
    var pieces = new ArrayList<Integer>();
    var text = new StringBuilder();
    array.printTo(
        new StringWriter() {
          @Override
          public StringWriter append(CharSequence piece) {
            pieces.add(piece.length());
            text.append(piece);
            return this;
          }
        },
        Long.MAX_VALUE);

    assertEquals(array.toString(Long.MAX_VALUE), text.toString());
    assertTrue(pieces.size() > 5);
    assertTrue(pieces.stream().allMatch(length -> length < 10_000), pieces.toString());
  }

  @Test
  void propagatesExceptionsOfTheTarget() {
    var closed = new IOException("closed");
    Writer target =
        new StringWriter() {
          @Override
          public StringWriter append(CharSequence piece) {
            throw new UncheckedIOException(closed);
          }
        };

    assertSame(
        closed,
        assertThrows(IOException.class, () -> NdArray.of(new int[3]).printTo(target, 1000)));
  }
}
