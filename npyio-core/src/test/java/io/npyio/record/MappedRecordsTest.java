package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of mapped files. */
class MappedRecordsTest {
  record Star(int id, float x, float y, double z) {
    static Star of(int i) {
      return new Star(i, i / 2f, -i, i / 4.0);
    }
  }

  private static final RecordMapper<Star> STARS = RecordMapper.of(Star.class);

  /** Streams a file larger than its heap. */
  static final class Reader {
    public static void main(String[] arguments) throws IOException {
      try (Memmap file = Npy.map(Path.of(arguments[0]), MapMode.READ_ONLY)) {
        long bytes = file.array().nbytes();
        if (bytes < 2 * Runtime.getRuntime().maxMemory()) {
          throw new IllegalStateException(bytes + " bytes fit into the heap");
        }
        System.out.print(STARS.stream(file.array()).mapToLong(Star::id).sum());
      }
    }
  }

  @Test
  void aMillionRowsAreWrittenPieceByPieceAndStreamed(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("stars.npy");
    int count = 1_200_000;
    int piece = 100_000;
    try (Memmap file = Npy.create(path, ArrayLayout.of(STARS.dtype(), count))) {
      for (int from = 0; from < count; from += piece) {
        List<Star> stars = IntStream.range(from, from + piece).mapToObj(Star::of).toList();
        STARS.writeTo(stars, file.array().slice(0, from, from + piece));
      }
    }
    try (Memmap file = Npy.map(path, MapMode.READ_WRITE)) {
      NdArray array = file.array();
      int[] next = {0};
      STARS.stream(array).forEach(star -> assertEquals(Star.of(next[0]++), star));
      assertEquals(count, next[0]);
      assertEquals(List.of(Star.of(5), Star.of(6)), STARS.stream(array).skip(5).limit(2).toList());
      assertEquals(Star.of(count - 1), STARS.get(array, count - 1));
      STARS.set(array, Star.of(-7), count / 2);
    }
    assertEquals(Star.of(-7), STARS.get(Npy.load(path), count / 2));
  }

  @Test
  void aStreamOfAFileThatIsClosedSaysSo(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("stars.npy");
    Npy.save(path, STARS.toArray(List.of(Star.of(1))));
    Stream<Star> stars;
    try (Memmap file = Npy.map(path, MapMode.READ_ONLY)) {
      stars = STARS.stream(file.array());
    }
    assertThrows(IllegalStateException.class, stars::toList);
  }

  @Test
  void aFileLargerThanTheHeapIsStreamed(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("stars.npy");
    int count = 5_000_000;
    try (Memmap file = Npy.create(path, ArrayLayout.of(STARS.dtype(), count))) {
      file.array().field("id").fill(3);
    }
    Path out = folder.resolve("out.txt");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                path.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(reader.waitFor(2, TimeUnit.MINUTES), "the reader takes too long");
    assertEquals(String.valueOf(3L * count), Files.readString(out));
  }
}
