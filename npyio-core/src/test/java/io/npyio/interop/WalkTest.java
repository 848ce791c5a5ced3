package io.npyio.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The library's first promise: Java and NumPy map a file together and see each other's changes, in
 * either order of axes and bytes, at any offset, whichever of them made it.
 */
class WalkTest {
  private static final String VARIANTS =
      """
      <f4, C, 0
      <f4, F, 0
      >f4, C, 0
      >f4, F, 0
      <f4, C, 128
      >f4, F, 128
      """;

  private static LivePython python;
  private static int maps;

  @TempDir private Path folder;
  private Path file;

  @BeforeAll
  static void start() {
    python = LivePython.start();
  }

  @AfterAll
  static void stop() {
    if (python != null) {
      python.close();
    }
  }

  @BeforeEach
  void name() {
    file = folder.resolve("data.dat");
  }

  /** NumPy's map of the file. */
  private record TheirMap(String id) implements AutoCloseable {
    double get(long... index) {
      String text = python.ask("memmap_get", "id", id, "index", index).get("text").stringValue();
      return Double.parseDouble(text);
    }

    void set(double value, long... index) {
      python.ask("memmap_set", "id", id, "index", index, "value", value);
    }

    void flush() {
      python.ask("memmap_flush", "id", id);
    }

    @Override
    public void close() {
      python.ask("memmap_close", "id", id);
    }
  }

  private TheirMap theirs(String dtype, String mode, Order order, long offset) {
    String id = "map" + maps++;
    JsonNode opened =
        python.ask(
            "memmap_open",
            "id",
            id,
            "file",
            file,
            "dtype",
            dtype,
            "mode",
            mode,
            "shape",
            List.of(3, 3),
            "order",
            order.name(),
            "offset",
            offset);
    assertEquals(mode, opened.get("mode").stringValue());
    return new TheirMap(id);
  }

  private static ArrayLayout layout(String dtype, Order order) {
    return ArrayLayout.of(dtype, 3, 3).withOrder(order);
  }

  /** A header of another program, which must stay unchanged. */
  private byte[] foreign(long offset) {
    byte[] bytes = new byte[(int) offset];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  private void assertForeign(long offset) throws IOException {
    assertArrayEquals(foreign(offset), Arrays.copyOf(Files.readAllBytes(file), (int) offset));
    assertEquals(offset + 36, Files.size(file));
  }

  private Memmap created(ArrayLayout layout, long offset) throws IOException {
    if (offset == 0) {
      return Memmap.open(file, MapMode.CREATE, layout);
    }
    Files.write(file, Arrays.copyOf(foreign(offset), (int) offset + 36));
    return Memmap.open(file, MapMode.READ_WRITE, layout, offset);
  }

  @ParameterizedTest
  @CsvSource(textBlock = VARIANTS)
  void javaMakesAFileAndNumPySeesIt(String dtype, Order order, long offset) throws Exception {
    ArrayLayout layout = layout(dtype, order);
    try (Memmap made = created(layout, offset)) {
      NdArray array = made.array();
      array.copyFrom(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
      made.flush();
      try (TheirMap seen = theirs(dtype, "r", order, offset)) {
        for (int i = 0; i < 9; i++) {
          assertEquals(i, seen.get(i / 3, i % 3));
        }
        assertEquals(5.0f, array.getFloat(1, 2));
        array.setFloat(100, 0, 0);
        made.flush();
        assertEquals(100, seen.get(0, 0));
      }
    }
    assertForeign(offset);
    reopenInEveryMode(layout, dtype, order, offset);
    assertForeign(offset);
  }

  private void reopenInEveryMode(ArrayLayout layout, String dtype, Order order, long offset)
      throws IOException {
    try (Memmap read = Memmap.open(file, MapMode.READ_ONLY, layout, offset);
        Memmap copy = Memmap.open(file, MapMode.COPY_ON_WRITE, layout, offset);
        Memmap write = Memmap.open(file, MapMode.READ_WRITE, layout, offset);
        TheirMap seen = theirs(dtype, "r", order, offset)) {
      assertEquals(100, read.array().getFloat(0, 0));
      copy.array().setFloat(-1, 2, 2);
      copy.flush();
      assertEquals(-1, copy.array().getFloat(2, 2));
      assertEquals(8, read.array().getFloat(2, 2));
      assertEquals(8, seen.get(2, 2));
      write.array().setFloat(200, 2, 2);
      assertEquals(200, read.array().getFloat(2, 2));
      assertEquals(200, seen.get(2, 2));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = VARIANTS)
  void numPyMakesAFileAndJavaChangesIt(String dtype, Order order, long offset) throws Exception {
    Files.write(file, foreign(offset));
    try (TheirMap made = theirs(dtype, offset == 0 ? "w+" : "r+", order, offset)) {
      for (int i = 0; i < 9; i++) {
        made.set(i, i / 3, i % 3);
      }
      made.flush();
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_WRITE, layout(dtype, order), offset)) {
      assertArrayEquals(
          new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, mapped.array().toArray(float[].class));
      mapped.array().at(1).fill(-7.5);
      mapped.array().at(1).flush();
    }
    try (TheirMap seen = theirs(dtype, "c", order, offset)) {
      assertEquals(-7.5, seen.get(1, 0));
      assertEquals(-7.5, seen.get(1, 2));
      assertEquals(8, seen.get(2, 2));
      seen.set(9, 0, 0);
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, layout(dtype, order), offset)) {
      assertEquals(0, mapped.array().getFloat(0, 0));
    }
    assertForeign(offset);
  }

  @ParameterizedTest
  @CsvSource(textBlock = VARIANTS)
  void eachSeesWhatTheOtherWritesAtOnce(String dtype, Order order, long offset) throws Exception {
    try (Memmap ours = created(layout(dtype, order), offset);
        TheirMap theirs = theirs(dtype, "r+", order, offset)) {
      for (int i = 0; i < 9; i++) {
        ours.array().setFloat(i + 0.5f, i / 3, i % 3);
        assertEquals(i + 0.5, theirs.get(i / 3, i % 3));
        theirs.set(-i, i / 3, i % 3);
        assertEquals(-i, ours.array().getFloat(i / 3, i % 3));
      }
    }
  }

  @Test
  void theFileOfTheWalkIs36BytesAsNumPyMakesThem() throws Exception {
    created(layout("<f4", Order.C), 0).close();
    byte[] ours = Files.readAllBytes(file);
    Files.delete(file);
    theirs("<f4", "w+", Order.C, 0).close();
    assertArrayEquals(ours, Files.readAllBytes(file));
    assertEquals(36, ours.length);
  }

  @ParameterizedTest
  @CsvSource({"<f4, C", "<f4, F", ">f8, C", ">i2, F"})
  void npyFilesAreMappedByBoth(String dtype, Order order) throws Exception {
    ArrayLayout layout = layout(dtype, order);
    Path ours = folder.resolve("ours.npy");
    Path theirs = folder.resolve("theirs.npy");
    try (Memmap made = Npy.create(ours, layout)) {
      python.ask(
          "memmap_open",
          "id",
          "npy",
          "file",
          theirs,
          "npy",
          true,
          "mode",
          "w+",
          "dtype",
          dtype,
          "shape",
          List.of(3, 3),
          "order",
          order.name());
      try (TheirMap map = new TheirMap("npy")) {
        for (int i = 0; i < 9; i++) {
          made.array().setInt(i * 3, i / 3, i % 3);
          map.set(i * 3, i / 3, i % 3);
        }
      }
    }
    assertArrayEquals(Files.readAllBytes(theirs), Files.readAllBytes(ours));
    try (Memmap mapped = Npy.map(theirs, MapMode.READ_WRITE)) {
      assertEquals(layout, mapped.layout());
      python.ask("memmap_open", "id", "npy", "file", theirs, "npy", true, "mode", "r+");
      try (TheirMap map = new TheirMap("npy")) {
        mapped.array().setInt(-1, 2, 1);
        assertEquals(-1, map.get(2, 1));
        map.set(77, 1, 2);
        assertEquals(77, mapped.array().getInt(1, 2));
      }
    }
  }
}
