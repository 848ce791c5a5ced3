package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.interop.LivePython;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the programs of {@code docs/cookbook.md} and compares their results with other computations,
 * and with NumPy's. The sparse matrix has a test of its own beside the archives.
 */
class CookbookTest {
  private static final String PAGE = "docs/cookbook.md";

  @TempDir private Path folder;

  private List<String> run(String name, String... args) throws Exception {
    return Snippets.runProgram(folder, Snippets.program(PAGE, name), args);
  }

  /** Compares what a Python script prints; skips the rest of the test where there is no NumPy. */
  private void assertNumPyPrints(String expected, String script) throws Exception {
    assertEquals(expected, Snippets.runNumPy(folder, script));
  }

  @Test
  void thePageNamesItsImportsAndItsPrograms() throws Exception {
    assertTrue(Snippets.page(PAGE).contains("```\n" + Snippets.IMPORTS + "```"));
    assertEquals(
        List.of(
            "TopK",
            "Slice",
            "Mean",
            "Gaps",
            "Stack",
            "Csr",
            "Export",
            "Images",
            "Loudness",
            "Ring",
            "Uploads",
            "Segment"),
        List.copyOf(Snippets.programs(PAGE).keySet()));
  }

  // ---- files from Python

  @Test
  void theNearestRowsAreFound() throws Exception {
    float[][] rows = new float[1000][64];
    Random random = new Random(7);
    for (float[] row : rows) {
      fillGaussian(row, random);
    }
    float[] query = rows[123].clone();
    query[0] += 0.5f;
    Npy.save(folder.resolve("embeddings.npy"), rows);
    Npy.save(folder.resolve("query.npy"), query);

    List<String> expected =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -cosine(query, rows[i])))
            .limit(5)
            .map(i -> String.format(Locale.ROOT, "%d %.6f", i, cosine(query, rows[i])))
            .toList();
    assertTrue(expected.get(0).startsWith("123 "));
    assertEquals(expected, run("TopK"));
    assertNumPyPrints(
        String.join("\n", expected),
        """
        a, q = np.load('embeddings.npy').astype('f8'), np.load('query.npy').astype('f8')
        c = a @ q / np.linalg.norm(a, axis=1) / np.linalg.norm(q)
        for i in np.argsort(-c)[:5]: print(f'{i} {c[i]:.6f}')
        """);
  }

  private static void fillGaussian(float[] row, Random random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
    return dot / norm(a) / norm(b);
  }

  private static double norm(float[] a) {
    return Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * a[i]).sum());
  }

  @Test
  void aSliceOfAFileLargerThanMemoryIsRead() throws Exception {
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT32, 1_200_000, 768);
    try (Memmap huge = Npy.create(folder.resolve("huge.npy"), layout)) {
      huge.array().setFloat(1.5f, 1009, 0);
      huge.array().setFloat(2.5f, 100_000, 767);
      huge.array().setFloat(3.5f, 1_100_000, 767);
    }
    assertEquals(
        List.of("(10, 768) 1.5", "[0.0, 2.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.5]"),
        run("Slice"));
  }

  @Test
  void thePassOverAHugeFileFindsTheMean() throws Exception {
    double[] measured = new Random(9).doubles((1 << 20) + 1027).toArray();
    Npy.save(folder.resolve("measured.npy"), measured);

    double mean = Double.parseDouble(run("Mean").get(0));
    assertEquals(Arrays.stream(measured).average().orElseThrow(), mean, 1e-12);
    assertNumPyPrints(
        "True", "print(abs(np.load('measured.npy').mean() - %s) < 1e-12)".formatted(mean));
  }

  @Test
  void missingValuesAreEmptyAndWrittenAgain() throws Exception {
    DType type = DType.of("[('star', '<U8'), ('day', '<M8[D]'), ('magnitude', '<f8')]");
    NdArray visits = NdArray.zeros(type, 3);
    visits.field("star").copyFrom(new String[] {"Vega", "Deneb", "Altair"});
    visits.field("day").setString("2026-07-01", 0);
    visits.field("day").setString("NaT", 1);
    visits.field("day").setString("2026-07-03", 2);
    visits.field("magnitude").copyFrom(new double[] {0.25, 1.25, Double.NaN});
    Npy.save(folder.resolve("visits.npy"), visits);

    assertEquals(
        List.of("mean of the known: 0.75", "Vega 2026-07-01", "Deneb never", "Altair 2026-07-03"),
        run("Gaps"));
    assertArrayEquals(
        new double[] {0.25, 1.25, 0.75},
        Npy.load(folder.resolve("magnitudes.npy"), double[].class));
    assertNumPyPrints(
        "<M8[D] ['2026-07-01', 'NaT', '2026-07-03'] [0.25, 1.25, 0.75]",
        """
        days = np.load('days.npy')
        print(days.dtype.str, days.astype(str).tolist(), np.load('magnitudes.npy').tolist())
        """);
  }

  @Test
  void aFolderOfFilesBecomesOneArray() throws Exception {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    for (int i = 0; i < 40; i++) {
      short[][] part = {{(short) i, 1, 2}, {3, 4, (short) -i}};
      Npy.save(parts.resolve("%02d.npy".formatted(i)), part);
    }
    Files.writeString(parts.resolve("readme.txt"), "not an array");

    assertEquals(List.of("<i2 (40, 2, 3)"), run("Stack"));
    NdArray stack = Npy.load(folder.resolve("stack.npy"));
    for (int i = 0; i < 40; i++) {
      assertArrayEquals(
          new short[] {(short) i, 1, 2, 3, 4, (short) -i}, stack.at(i).toArray(short[].class));
    }
    assertNumPyPrints(
        "True",
        """
        import glob
        one_by_one = np.stack([np.load(p) for p in sorted(glob.glob('parts/*.npy'))])
        print(np.array_equal(one_by_one, np.load('stack.npy')))
        """);
  }

  // ---- files for Python

  @Test
  void imagesAreArraysWithRedFirst() throws Exception {
    int[] colours = new Random(5).ints(4 * 6, 0, 1 << 24).toArray();
    BufferedImage photo = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    photo.setRGB(0, 0, 6, 4, colours, 0, 6);
    ImageIO.write(photo, "png", folder.resolve("photo.png").toFile());
    NdArray fromPython = NdArray.zeros(DType.UINT8, 2, 3, 3);
    fromPython.slice("0, 1").copyFrom(new int[] {255, 128, 1});
    Npy.save(folder.resolve("from_python.npy"), fromPython);

    assertEquals(List.of(), run("Images"));
    NdArray saved = Npy.load(folder.resolve("photo.npy"));
    assertEquals("|u1 (4, 6, 3)", saved.dtype() + " " + saved.shape());
    int[] channels =
        Arrays.stream(colours)
            .flatMap(rgb -> IntStream.of(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF))
            .toArray();
    assertArrayEquals(channels, saved.toArray(int[].class));
    BufferedImage result = ImageIO.read(folder.resolve("from_python.png").toFile());
    assertEquals("3 x 2", result.getWidth() + " x " + result.getHeight());
    assertEquals(0xFFFF8001, result.getRGB(1, 0));
    assertEquals(0xFF000000, result.getRGB(2, 1));
    assertNumPyPrints("True", "print(np.load('photo.npy').flags.c_contiguous)");
  }

  @Test
  void loudnessIsMeasuredForEachWindow() throws Exception {
    short[] samples = new short[16_000];
    Random random = new Random(11);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (random.nextGaussian() * i / 2);
    }
    byte[] bigEndian = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      bigEndian[2 * i] = (byte) (samples[i] >> 8);
      bigEndian[2 * i + 1] = (byte) samples[i];
    }
    Files.write(folder.resolve("audio.raw"), bigEndian);

    assertEquals(List.of("98 windows"), run("Loudness"));
    float[] loudness = Npy.load(folder.resolve("loudness.npy"), float[].class);
    for (int i = 0; i < 98; i++) {
      double meanSquare =
          IntStream.range(160 * i, 160 * i + 400)
              .mapToDouble(at -> (double) samples[at] * samples[at])
              .average()
              .orElseThrow();
      assertEquals((float) Math.sqrt(meanSquare), loudness[i]);
    }
    assertNumPyPrints(
        "float32 True",
        """
        windows = np.lib.stride_tricks.sliding_window_view(np.fromfile('audio.raw', '>i2'), 400)
        rms = np.sqrt((windows[::160].astype('f8') ** 2).mean(axis=1))
        loudness = np.load('loudness.npy')
        print(loudness.dtype, np.array_equal(rms.astype('f4'), loudness))
        """);
  }

  // ---- services

  @Test
  void javaAndPythonExchangeItemsThroughOneFile() throws Exception {
    LivePython.start().close();
    String machine = System.getProperty("os.arch");
    assumeTrue(
        List.of("amd64", "x86_64").contains(machine),
        "skipped: Python has no fences, which " + machine + " needs");
    String worker =
        Snippets.blocks(PAGE, "python").stream()
            .filter(script -> script.contains("ring.dat"))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("worker.py"), worker);
    double sum = IntStream.range(0, 100_000).mapToDouble(i -> 2.0 * i + 1).sum();
    assertEquals(List.of("" + sum), run("Ring", LivePython.executable()));
  }

  @Test
  void aWorkerThatEndsTooSoonIsNoticed() throws Exception {
    LivePython.start().close();
    Files.writeString(folder.resolve("worker.py"), "raise SystemExit(3)");
    List<String> command =
        Snippets.command(folder, Snippets.program(PAGE, "Ring"), LivePython.executable());
    AssertionError failed =
        assertThrows(AssertionError.class, () -> Snippets.runCommand(folder, command));
    assertTrue(
        failed.getMessage().contains("java.io.IOException: the worker has ended"),
        failed.getMessage());
  }

  @Test
  void uploadsAreLimitedAndBadOnesExplained() throws Exception {
    List<String> command = Snippets.command(folder, Snippets.program(PAGE, "Uploads"));
    Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      URI shape = URI.create("http://localhost:" + lines.readLine() + "/shape");
      byte[] good = Npy.toBytes(NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
      assertEquals("200 <f8 (2, 3)", post(shape, good));
      byte[] huge = NpyHeader.encode(ArrayLayout.of(DType.FLOAT64, 50_000_000_000L));
      assertEquals(
          "400 stream: byte 128: expected at most 67108864 bytes of data but found (50000000000,) of"
              + " '<f8', which has 400000000000; if you trust the source, allow more with maxBytes",
          post(shape, huge));
      assertEquals(
          "400 stream: byte 175: the file ends here but (2, 3) of '<f8' needs 1 more byte",
          post(shape, Arrays.copyOf(good, good.length - 1)));
      assertEquals(
          "400 stream: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 61 2C 62 0A 31 2C; a file without header is read as raw data of a dtype and shape that you name",
          post(shape, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
      assertEquals(
          "400 stream: byte 0: expected the magic bytes of a .npy file but found no data",
          post(shape, new byte[0]));
      assertEquals("200 <f8 (2, 3)", post(shape, good));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static String post(URI uri, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  // ---- other languages

  @Test
  @EnabledForJreRange(minVersion = 22)
  void aSegmentSharesTheBytesOfTheFile() throws Exception {
    Npy.save(folder.resolve("numbers.npy"), new double[] {1, 2, 3});
    assertEquals(List.of("6.0"), run("Segment"));
    assertArrayEquals(
        new double[] {6, 2, 3}, Npy.load(folder.resolve("numbers.npy"), double[].class));
  }

  @Test
  void theKotlinProgramRuns() throws Exception {
    List<String> programs = Snippets.blocks(PAGE, "kotlin");
    assertEquals(1, programs.size());
    Path source = Files.writeString(folder.resolve("Stars.kt"), programs.get(0));
    Kotlin.compile(source, folder);
    List<String> command = new ArrayList<>(Snippets.java());
    String classes = command.remove(command.size() - 1);
    command.add(classes + File.pathSeparator + folder);
    command.add("StarsKt");
    assertEquals(
        List.of("45.28", "Star(name=Deneb, ra=310.36, dec=45.28)", "[4. 2.]"),
        Snippets.runCommand(folder, command));
    assertNumPyPrints(
        "[('Vega', 279.23, 38.78) ('Deneb', 310.36, 45.28)]", "print(np.load('stars.npy'))");
  }
}
