package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code npyio plot}. */
class PlotTest {
  /** The first and the last colour of viridis, as matplotlib has them. */
  private static final int LOWEST = 0x440154;

  private static final int HIGHEST = 0xFDE725;
  private static final int MISSING = 0xBDBDBD;
  private static final int WHITE = 0xFFFFFF;

  /**
   * The corner of the data in a picture of 400 × 300: two rows and two columns of 98 pixels each.
   */
  private static final int LEFT = 92;

  private static final int TOP = 54;
  private static final int CELL = 98;

  @TempDir Path folder;

  private Path saved(NdArray array) throws IOException {
    Path path = folder.resolve("a.npy");
    Npy.save(path, array);
    return path;
  }

  private BufferedImage drawn(NdArray array, String... options) throws IOException {
    Path picture = folder.resolve("a.png");
    List<Object> words =
        new ArrayList<>(List.of("plot", saved(array), "-o", picture, "--width", "400"));
    words.addAll(List.of("--height", "300"));
    words.addAll(Arrays.asList(options));
    npyio(words.toArray()).isSilent();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertEquals(400, image.getWidth());
    assertEquals(300, image.getHeight());
    return image;
  }

  private static int pixel(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  /** The colours of the four cells, checked to be uniform but for the frame. */
  private static String cells(BufferedImage image) {
    List<String> colours = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int left = LEFT + column * CELL;
        int top = TOP + row * CELL;
        int colour = pixel(image, left + CELL / 2, top + CELL / 2);
        assertEquals(colour, pixel(image, left + 2, top + 2));
        assertEquals(colour, pixel(image, left + CELL - 3, top + CELL - 3));
        colours.add("%06X".formatted(colour));
      }
    }
    return String.join(" ", colours);
  }

  private static String colours(int... colours) {
    return String.join(
        " ", Arrays.stream(colours).mapToObj(colour -> "%06X".formatted(colour)).toList());
  }

  @Test
  void aHeatMapHasItsFirstRowAboveAndMissingValuesGrey() throws IOException {
    double[][] values = {{0, 0.5}, {1, Double.NaN}};
    assertEquals(colours(LOWEST, 0x21918C, HIGHEST, MISSING), cells(drawn(NdArray.of(values))));
  }

  @Test
  void infinitiesHaveTheColoursOfTheEnds() throws IOException {
    double[][] values = {{Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}, {3, 4}};
    assertEquals(colours(HIGHEST, LOWEST, LOWEST, HIGHEST), cells(drawn(NdArray.of(values))));
  }

  @Test
  void aRangeIsThatOfTheColours() throws IOException {
    int[][] values = {{-5, 0}, {100, 200}};
    BufferedImage image = drawn(NdArray.of(values), "--range", "0,100");
    assertEquals(colours(LOWEST, LOWEST, HIGHEST, HIGHEST), cells(image));
  }

  @Test
  void fortranOrderAndSlicesDoNotDiffer() throws IOException {
    NdArray values = NdArray.of(new float[][] {{0, 1}, {2, 2}});
    String expected = cells(drawn(values));
    assertEquals(expected, cells(drawn(values.copy(Order.F))));
    NdArray more = NdArray.of(new float[][] {{2, 9, 2}, {0, 9, 1}});
    assertEquals(expected, cells(drawn(more, "--slice", "::-1, ::2")));
  }

  @Test
  void anImageHasItsOwnColours() throws IOException {
    int[][][] values = {{{255, 0, 0}, {0, 255, 0}}, {{0, 0, 255}, {255, 128, 0}}};
    String expected = colours(0xFF0000, 0x00FF00, 0x0000FF, 0xFF8000);
    assertEquals(expected, cells(drawn(NdArray.of(values, DType.UINT8))));
    double[][][] fractions = {{{1, 0, 0}, {0, 7, 0}}, {{0, -1, 1}, {1, 128 / 255.0, 0}}};
    assertEquals(expected, cells(drawn(NdArray.of(fractions))));
    int[][][] wide = {{{9, 5, 5}, {5, 9, 5}}, {{5, 5, 9}, {9, 9, 9}}};
    assertEquals(
        colours(0xFF0000, 0x00FF00, 0x0000FF, WHITE),
        cells(drawn(NdArray.of(wide), "--range", "5,9")));
  }

  @Test
  void transparentPixelsShowThePaper() throws IOException {
    int[][][] values = {{{255, 0, 0, 255}, {0, 255, 0, 0}}, {{0, 0, 0, 51}, {255, 255, 255, 9}}};
    assertEquals(
        colours(0xFF0000, WHITE, 0xCCCCCC, WHITE), cells(drawn(NdArray.of(values, DType.UINT8))));
  }

  @Test
  void noPeakOfALongLineIsLost() throws IOException {
    NdArray values = NdArray.zeros(DType.FLOAT32, 1_000_000);
    values.setFloat(1, 500_000);
    BufferedImage image = drawn(values);
    List<Integer> high = new ArrayList<>();
    for (int x = 60; x < 370; x++) {
      for (int y = 70; y < 230; y++) {
        if (isBlue(pixel(image, x, y)) && !high.contains(x)) {
          high.add(x);
        }
      }
    }
    assertTrue(!high.isEmpty() && high.size() <= 4, high.toString());
  }

  private static boolean isBlue(int colour) {
    return (colour & 0xFF) - (colour >> 16) > 60;
  }

  @Test
  void linesAndBarsAreLinesInAnSvgFile() throws Exception {
    Path picture = folder.resolve("a.svg");
    Path file = folder.resolve("a<&>.npy");
    Npy.save(file, NdArray.of(new double[] {1, 3, Double.NaN, 2, 5}));
    npyio("plot", file, "-o", picture).isSilent();
    Document document = parsed(picture);
    assertEquals(2, document.getElementsByTagName("circle").getLength() - 2);
    assertTrue(document.getElementsByTagName("polyline").getLength() > 2);
    assertTrue(texts(document).contains("a<&>.npy: float64 (5,)"), texts(document).toString());
    assertTrue(texts(document).contains("1 element is not finite"), texts(document).toString());
    npyio("plot", file, "-o", picture, "--hist", "--bins", "2", "--range", "0,4").isSilent();
    Document bars = parsed(picture);
    assertEquals(1 + 2, bars.getElementsByTagName("rect").getLength());
    assertTrue(
        texts(bars).contains("2 bins 2 wide; 1 element is outside; 1 element is not finite"),
        texts(bars).toString());
    npyio("plot", saved(NdArray.of(new int[][] {{1, 2}})), "-o", picture).isSilent();
    assertEquals(2, parsed(picture).getElementsByTagName("image").getLength());
  }

  private static Document parsed(Path picture) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
  }

  private static List<String> texts(Document document) {
    List<String> texts = new ArrayList<>();
    var found = document.getElementsByTagName("text");
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void aHeatMapAsPlainText() throws IOException {
    Path file = saved(NdArray.of(new int[][] {{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}}));
    npyio("plot", file, "--width", "24", "--height", "9")
        .prints(
            """
            a.npy: int32 (3, 4)
            0 ......:::---
              ......:::---
              ===++++++***
              ===++++++***
            2 ###%%%@@@@@@
              0          3
            0 .:-=+*#%@ 11
            """);
  }

  @Test
  void aLineAsPlainText() throws IOException {
    double[] values = {0, 2, 1, Double.NaN, 3, Double.POSITIVE_INFINITY, 0.5};
    npyio("plot", saved(NdArray.of(values)), "--width", "30", "--height", "9")
        .prints(
            """
            a.npy: float64 (7,)
            2 elements are not finite
              |                 *
              |
            2 |    ***
              |   *   ***
              | **                       *
            0 |*
               0        2       4        6
            """);
  }

  @Test
  void aLineInColourIsOfHalfBlocks() throws IOException {
    String blue = "\u001B[38;2;31;119;180m";
    String end = "\u001B[0m";
    Path file = saved(NdArray.of(new int[] {0, 1, 2, 3}));
    npyio("plot", file, "--width", "20", "--height", "6", "--color", "always")
        .prints(
            """
            a.npy: int32 (4,)
              │             B▄▄▀▀E
            2 │         B▄▄▀▀E
              │    B▄▄▄▀▀E
            0 │B▄▄▀▀E
               0          2
            """
                .replace("B", blue)
                .replace("E", end));
  }

  @Test
  void aHeatMapInColourHasTwoRowsALine() throws IOException {
    Path file = saved(NdArray.of(new int[][] {{0, 0}, {9, 9}}));
    String lines = npyio("plot", file, "--width", "20", "--height", "6", "--color", "always").out();
    String low = "\u001B[38;2;68;1;84m\u001B[48;2;68;1;84m";
    String high = "\u001B[38;2;253;231;37m\u001B[48;2;253;231;37m";
    List<String> expected = List.of("0 " + low, "1 " + high);
    List<String> found = lines.lines().toList();
    assertEquals(5, found.size(), lines);
    assertEquals(expected.get(0) + "▀▀▀▀\u001B[0m", found.get(1));
    assertEquals(expected.get(1) + "▀▀▀▀\u001B[0m", found.get(2));
  }

  @Test
  void histogramsOfIntegersHaveABinForEach() throws IOException {
    npyio(
            "plot",
            saved(NdArray.of(new int[] {1, 2, 2, 3, 3, 3})),
            "--hist",
            "--width",
            "20",
            "--height",
            "7")
        .prints(
            """
            a.npy: int32 (6,)
            3 bins 1 wide
              |           ######
            2 |     ############
              |#################
            0 |#################
                       2
            """);
  }

  @Test
  void aStructHasALineForEachFieldOfNumbers() throws IOException {
    NdArray table =
        NdArray.zeros(DType.of("[('x','<f8'),('name','U3'),('n','<i4'),('m','<f4',(2,))]"), 3);
    table.field("n").copyFrom(new int[] {1, 2, 4});
    Path file = saved(table);
    npyio("plot", file, "--width", "20", "--height", "8")
        .prints(
            """
            a.npy: struct (3,)
              |               ++
              |           ++++
              |     ++++++
              |+++++
            0 |*****************
               0       1       2
            * x  + n
            """);
    npyio("plot", file, "--field", "m", "--width", "20", "--height", "8")
        .prints(
            """
            a.npy m: float32 ...
            0 ++++
              ++++
            2 ++++
              0  1
            -0.5 .:-=+*#%@ 0.5
            """);
  }

  @Test
  void complexNumbersAreDrawnByTheirMagnitude() throws IOException {
    NdArray values = NdArray.zeros(DType.COMPLEX128, 2);
    values.real().copyFrom(new double[] {3, 0});
    values.imag().copyFrom(new double[] {4, 0});
    String lines = npyio("plot", saved(values), "--width", "50", "--height", "9").out();
    assertTrue(lines.startsWith("a.npy: complex128 (2,)\nmagnitudes of complex numbers\n"), lines);
    assertTrue(lines.contains("\n5 |*****\n"), lines);
  }

  @Test
  void anImageMayHaveItsColoursFirst() throws IOException {
    NdArray last = NdArray.zeros(DType.UINT8, 2, 5, 3);
    last.slice("0, :, 0").fill(255);
    Path file = saved(last);
    String expected = npyio("plot", file, "--color", "always", "--width", "30").out();
    Path first = folder.resolve("first.npy");
    Npy.save(first, last.permute(2, 0, 1).copy(Order.C));
    String lines = npyio("plot", first, "--color", "always", "--width", "30").out();
    assertEquals(expected.split("\n", 2)[1], lines.split("\n", 2)[1]);
    assertTrue(lines.startsWith("first.npy: uint8 (3, 2, 5)\n"), lines);
  }

  @Test
  void binsOfIntegersCountAsManyEach() throws IOException {
    NdArray bytes = NdArray.zeros(DType.UINT8, 256);
    for (int i = 0; i < 256; i++) {
      bytes.setInt(i, i);
    }
    String lines = npyio("plot", saved(bytes), "--hist", "--width", "40").out();
    assertEquals("64 bins 4 wide", lines.lines().toList().get(1));
    lines = npyio("plot", saved(bytes.slice(":251")), "--hist", "--width", "70").out();
    assertEquals(
        "84 bins 3 wide; the last reaches beyond the greatest element",
        lines.lines().toList().get(1));
  }

  @Test
  void datesAreMarkedByTheCalendar() throws IOException {
    NdArray days = NdArray.of(new long[] {18262, 18263, 18292}).view(DType.of("M8[D]"));
    npyio("plot", saved(days), "--width", "30", "--height", "8")
        .prints(
            """
            a.npy: datetime64[D] (3,)
            2020-02 |                    *
                    |                  **
                    |                **
                    |              **
                    |            **
            2020-01 |************
                     0         1         2
            """);
  }

  @Test
  void spansOfTimeNameTheirUnit() throws Exception {
    NdArray spans = NdArray.of(new long[] {1, 2, Long.MIN_VALUE}).view(DType.of("m8[10ms]"));
    Path picture = folder.resolve("x.svg");
    npyio("plot", saved(spans), "-o", picture).isSilent();
    List<String> texts = texts(parsed(picture));
    assertTrue(texts.contains("value [10ms]"), texts.toString());
    assertTrue(texts.contains("1 element is not finite"), texts.toString());
  }

  @Test
  void fieldsAreDrawnOverAnotherField() throws IOException {
    NdArray table = NdArray.zeros(DType.of("[('t','M8[D]'),('y','<f8')]"), 3);
    table.field("t").view(DType.INT64).copyFrom(new long[] {0, 1, 10});
    table.field("y").copyFrom(new double[] {0, 1, 2});
    npyio("plot", saved(table), "--x", "t", "--width", "60", "--height", "8")
        .prints(
            """
            a.npy: struct (3,)
            2 |                                                *********
              |                                ****************
              |               *****************
              |     **********
              |  ***
            0 |**
               1970-01-01             1970-01-06              1970-01-11
            """);
  }

  @Test
  void aFieldForTheAxisMustBeThereAndHoldNumbers() throws IOException {
    NdArray table = NdArray.zeros(DType.of("[('t','U3'),('y','<f8')]"), 3);
    fails(table, "'q' is not a field of numbers or times: t, y", "--x", "q");
    fails(table, "'t' is not a field of numbers or times: t, y", "--x", "t");
    fails(NdArray.of(new int[] {1}), "--x names a field, but the elements are int32", "--x", "y");
    misused(
        "--x is for lines of the fields of a struct, not for --hist or --field",
        "--x",
        "t",
        "--hist");
  }

  @Test
  void labelsOfANarrowRangeStartFromARoundNumber() throws IOException {
    NdArray narrow = NdArray.of(new double[] {1, Math.nextUp(1.0), Math.nextDown(1.0)});
    String lines = npyio("plot", saved(narrow), "--width", "40", "--height", "9").out();
    assertEquals("value axis starts from 1", lines.lines().toList().get(1), lines);
    assertTrue(lines.contains("\n2e-16 |"), lines);
  }

  @Test
  void arraysThatCannotBeDrawnAreReported() throws IOException {
    fails(NdArray.zeros(DType.FLOAT64), "a single value cannot be drawn; 'npyio cat' prints it");
    fails(NdArray.zeros(DType.INT8, 0, 3), "there is nothing to draw: its shape is (0, 3)");
    String shapes =
        "plot draws shapes (N,), (H, W), (H, W, 3) and (3, H, W), also with 4 for 3, not ";
    fails(
        NdArray.zeros(DType.INT8, 5, 6, 7),
        shapes + "(5, 6, 7): --slice takes a part, as in --slice 0");
    fails(
        NdArray.zeros(DType.INT8, 2, 5, 6, 3),
        shapes + "(2, 5, 6, 3): --slice takes a part, as in --slice 0");
    fails(
        NdArray.zeros(DType.INT8, 2, 2, 5, 6),
        shapes + "(2, 2, 5, 6): --slice takes a part, as in --slice \"0, 0\"");
    fails(NdArray.of(new String[] {"a"}), "plot draws numbers, not elements of str32");
    fails(
        NdArray.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY}),
        "there is nothing to draw: its elements, 2, are all NaN or infinite");
    DType struct = DType.of("[('x','<f8'),('s','U3')]");
    fails(
        NdArray.zeros(struct, 2, 2),
        "plot draws structs of one axis, not of shape (2, 2): --slice takes a part, as in --slice"
            + " 0, and --field one of the fields");
    fails(
        NdArray.zeros(struct, 2),
        "--hist counts numbers, not structs: --field takes one of the fields, x, s",
        "--hist");
    fails(
        NdArray.zeros(DType.of("[('s','U3')]"), 2),
        "plot draws numbers, and no field holds any: s");
    fails(NdArray.zeros(struct, 2), "no field 'z' in [('x', '<f8'), ('s', '<U3')]", "--field", "z");
    fails(
        NdArray.zeros(DType.INT8, 2),
        "its folder does not exist",
        "-o",
        folder.resolve("none/a.png").toString());
  }

  private void fails(NdArray array, String problem, String... options) throws IOException {
    Path file = saved(array);
    List<Object> words = new ArrayList<>(List.of("plot", file));
    words.addAll(Arrays.asList(options));
    Object blamed = List.of(options).contains("-o") ? options[1] : file;
    npyio(words.toArray()).fails("npyio: " + blamed + ": " + problem);
  }

  @Test
  void wrongOptionsAreReported() {
    misused("--bins is for --hist", "--bins", "3");
    misused("'a.jpg' is not a picture file: .png or .svg", "-o", "a.jpg");
    misused("--width 3 is too small: the minimum is 20", "--width", "3");
    misused("--height 30 is too small: the minimum is 200", "--height", "30", "-o", "a.png");
    misused(
        "Invalid value for option '--range': '3,1' is not a range: two numbers, the lesser first, as"
            + " in 0,255",
        "--range",
        "3,1");
    misused(
        "Invalid value for option '--bins': '0' is not a number of bins: 1 to 10000",
        "--bins",
        "0");
    misused("Invalid value for option '--width': 'x' is not a size: 1 to 10000", "--width", "x");
    misused(
        "Invalid value for option '--color': 'maybe' is not one of auto, always and never",
        "--color",
        "maybe");
  }

  private static void misused(String problem, String... options) {
    List<Object> words = new ArrayList<>(List.of("plot", "a.npy"));
    words.addAll(Arrays.asList(options));
    npyio(words.toArray()).fails("npyio: " + problem + "; see 'npyio plot --help'");
  }

  /** Runs the command as a process; returns its output and exit status. */
  private String process(List<String> java, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.npyio.cli.Main"));
    command.addAll(Arrays.asList(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("FONTCONFIG_FILE", folder.resolve("fonts.conf").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }

  @Test
  void aMapOfAnySizeNeedsLittleMemory() throws Exception {
    try (var map =
        Npy.create(folder.resolve("a.npy"), ArrayLayout.of(DType.INT8, 12_000, 12_000))) {
      map.array().slice("6000:").fill(1);
    }
    String said = process(List.of("-Xmx64m"), "plot", "a.npy", "--width", "44", "--height", "8");
    assertEquals(
        """
        a.npy: int8 (12000, 12000)
        means of about 3000 x 1500 elements each
            0 ........
              ........
              @@@@@@@@
        11999 @@@@@@@@
              0  11999
        0 .:-=+*#%@ 1
        0""",
        said);
  }

  @Test
  void withoutFontsTheMessageNamesARemedy() throws Exception {
    boolean isLinux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    assumeTrue(isLinux, "skipped: fontconfig is of Linux");
    Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    saved(NdArray.of(new int[] {1, 2, 3}));
    List<String> java = List.of("-Duser.home=" + folder);
    assertEquals(
        "npyio: a.npy: Java finds no fonts to write numbers with: install some, as by 'apt install"
            + " fontconfig fonts-dejavu-core', or draw an .svg, which needs none\n2",
        process(java, "plot", "a.npy", "-o", "a.png"));
    assertFalse(new File(folder.toFile(), "a.png").exists());
    assertEquals("0", process(java, "plot", "a.npy", "-o", "a.svg"));
  }
}
