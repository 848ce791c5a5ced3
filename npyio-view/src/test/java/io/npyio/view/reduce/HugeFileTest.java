package io.npyio.view.reduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file of 60 GB and a line of 10^9 elements, both sparse, in a heap of 192 MB. */
@EnabledOnOs(OS.LINUX) // whose file systems have sparse files, and which tells what is mapped
@SuppressWarnings("try") // a request is open, no more
class HugeFileTest {
  private static final long SIDE = 122_000;
  private static final long LENGTH = 1_000_000_000;

  @TempDir private Path folder;

  private static Path sparse(Path file, long... shape) throws IOException {
    Npy.create(file, new ArrayLayout(DType.FLOAT32, Shape.of(shape), Order.C)).close();
    return file;
  }

  @Test
  void theFirstPictureReadsASmallPartOfTheFile() throws Exception {
    Path square = sparse(folder.resolve("square.npy"), SIDE, SIDE);
    Path line = sparse(folder.resolve("line.npy"), LENGTH);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                HugeFileTest.class.getName(),
                square.toString(),
                line.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    assertEquals("overview 239 x 239 of 0.0, exact: false", lines.get(0));
    assertEquals("detail 256 x 256 of 0.0, exact: true", lines.get(1));
    assertEquals("line -1.0 to 7.0, exact: true", lines.get(2));
    assertEquals("range 0.0 to 0.0 of a sample", lines.get(3));
    long mapped = Long.parseLong(lines.get(4));
    assertTrue(mapped < 2_000_000, mapped + " kB of 64,000,000");
    assertEquals("whole line -1.0 to 7.0, exact: true", lines.get(5));
  }

  /** Looks at both files as the viewer does. */
  public static void main(String[] paths) throws Exception {
    try (Memmap square = Npy.map(Path.of(paths[0]), MapMode.READ_ONLY);
        Memmap line = Npy.map(Path.of(paths[1]), MapMode.READ_WRITE);
        var reductions = new Reductions()) {
      line.array().setFloat(7, 567_890_123);
      line.array().setFloat(-1, 567_890_122);
      try (ScanGate.Request request = reductions.gate().enter()) {
        print("overview", tile(reductions, square.array(), 9, 0));
        print("detail", tile(reductions, square.array(), 0, 200));
        print(
            "line",
            reductions.line(
                "l", Numbers.of(line.array(), Part.VALUE), 567_890_000, 567_900_000, 1));
        ValueRange range = reductions.range(Numbers.of(square.array(), Part.VALUE));
        System.out.printf("range %s to %s of a sample%n", range.least(), range.greatest());
        System.out.println(mappedKilobytes());
      }
      long length = line.array().size();
      while (!reductions.line("l", Numbers.of(line.array(), Part.VALUE), 0, length, 1).isExact()) {
        Thread.sleep(10);
      }
      print("whole line", reductions.line("l", Numbers.of(line.array(), Part.VALUE), 0, length, 1));
    }
  }

  private static Tile tile(Reductions reductions, NdArray array, int level, long at) {
    return reductions.tile(
        "s", Numbers.of(array, Part.VALUE), Aggregate.MEAN, level, at, at, Haste.PATIENT);
  }

  private static void print(String what, Tile tile) {
    System.out.printf(
        "%s %d x %d of %s, exact: %s%n",
        what, tile.rows(), tile.columns(), tile.cells()[tile.cells().length - 1], tile.isExact());
  }

  private static void print(String what, Line line) {
    System.out.printf(
        "%s %s to %s, exact: %s%n", what, line.bounds()[0], line.bounds()[1], line.isExact());
  }

  private static String mappedKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(each -> each.startsWith("RssFile:")).findFirst().orElseThrow();
      return line.replaceAll("\\D", "");
    }
  }
}
