package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import io.npyio.file.ReadOptions.ClassNames;
import io.npyio.file.ReadOptions.Python2Strings;
import io.npyio.file.ReadOptions.PythonObjects;
import io.npyio.file.ReadOptions.UnknownClasses;
import io.npyio.pickle.PickleOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReadOptionsTest {
  private static final NdArray ARRAY = NdArray.of(new double[] {1, 2, 3});
  private static final String TRUST = "; if you trust the source, allow more with maxBytes";

  @TempDir private Path folder;

  private static void assertRefused(String expected, Executable read) {
    String message = assertThrows(NpyFormatException.class, read).getMessage();
    assertEquals(expected, message.substring(message.indexOf(": ") + 2));
  }

  @Test
  void eachOptionIsChangedByItself() {
    ReadOptions options =
        ReadOptions.DEFAULT
            .withMaxHeaderSize(5)
            .withMaxBytes(6)
            .withObjects(PythonObjects.REFUSE)
            .withPython2Strings(Python2Strings.BYTES)
            .withUnknownClasses(UnknownClasses.OPAQUE)
            .withClassNames(ClassNames.KEEP);
    assertEquals(
        new ReadOptions(
            5,
            6,
            PythonObjects.REFUSE,
            Python2Strings.BYTES,
            UnknownClasses.OPAQUE,
            ClassNames.KEEP),
        options);
    var negative =
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULT.withMaxBytes(-1));
    assertEquals("a limit cannot be negative: -1", negative.getMessage());
    assertEquals(0, ReadOptions.DEFAULT.withMaxBytes(0).withMaxHeaderSize(0).maxBytes());
  }

  @Test
  void theOptionsForPicklesFollow() {
    assertEquals(
        new PickleOptions(
            Runtime.getRuntime().maxMemory() / 4, StandardCharsets.US_ASCII, false, false),
        ReadOptions.DEFAULT.pickleOptions());
    assertEquals(
        new PickleOptions(7, StandardCharsets.ISO_8859_1, true, true),
        ReadOptions.DEFAULT
            .withMaxBytes(7)
            .withPython2Strings(Python2Strings.LATIN1)
            .withUnknownClasses(UnknownClasses.OPAQUE)
            .withClassNames(ClassNames.KEEP)
            .pickleOptions());
    assertNull(
        ReadOptions.DEFAULT.withPython2Strings(Python2Strings.BYTES).pickleOptions().python2());
  }

  // ---- data

  @Test
  void moreDataThanAllowedAreRefusedByEveryReader() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.save(file, ARRAY);
    byte[] bytes = Npy.toBytes(ARRAY);
    ReadOptions just = ReadOptions.DEFAULT.withMaxBytes(24);
    ReadOptions less = ReadOptions.DEFAULT.withMaxBytes(23);
    String expected =
        "byte 128: expected at most 23 bytes of data but found (3,) of '<f8', which has 24" + TRUST;
    assertArrayEquals(new double[] {1, 2, 3}, Npy.load(file, double[].class, just));
    assertEquals(3, Npy.load(bytes, just).size());
    assertRefused(expected, () -> Npy.load(file, less));
    assertRefused(expected, () -> Npy.load(file, double[].class, less));
    assertRefused(expected, () -> Npy.map(file, MapMode.READ_ONLY, less));
    assertRefused(expected, () -> Npy.load(bytes, less));
    assertRefused(expected, () -> Npy.load(new ByteArrayInputStream(bytes), less));
    assertRefused(expected, () -> Npy.loadNext(new ByteArrayInputStream(bytes), less));
    assertEquals(ARRAY.layout(), Npy.header(file, less).layout());
    Path archive = folder.resolve("a.npz");
    Npz.save(archive, Map.of("a", ARRAY));
    try (Npz npz = Npz.open(archive, less)) {
      assertRefused(expected, () -> npz.load("a"));
      assertRefused(expected, () -> npz.load("a", double[].class));
      assertRefused(expected, () -> npz.map("a"));
      assertRefused(
          "byte 0: expected at most 23 bytes but found 152" + TRUST, () -> npz.bytes("a"));
    }
  }

  @Test
  void aStreamIsReadNoFurtherThanAnArchiveMayBeLong() throws IOException {
    Path archive = folder.resolve("a.npz");
    Npz.save(archive, Map.of("a", ARRAY));
    byte[] bytes = Files.readAllBytes(archive);
    var stream = new ByteArrayInputStream(bytes);
    ReadOptions little = ReadOptions.DEFAULT.withMaxBytes(100);
    assertRefused(
        "byte 100: expected an archive of at most 100 bytes but found more" + TRUST,
        () -> Npz.read(stream, little));
    assertEquals(bytes.length - 101, stream.available());
    ReadOptions just = ReadOptions.DEFAULT.withMaxBytes(bytes.length);
    try (Npz npz = Npz.read(new ByteArrayInputStream(bytes), just)) {
      assertEquals(3, npz.load("a").size());
    }
  }

  // ---- headers

  private static NdArray ofFields(int count) {
    Field[] fields =
        IntStream.range(0, count).mapToObj(i -> Field.of("f" + i, "|i1")).toArray(Field[]::new);
    return NdArray.zeros(DType.struct(fields), 2);
  }

  /** NumPy writes headers of more than 10,000 characters and does not read them without a limit. */
  @Test
  void everyHeaderThatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("long.npy");
    for (int fields : new int[] {800, 4_000, 55_000}) {
      NdArray array = ofFields(fields);
      Npy.save(file, array);
      assertEquals(array.layout(), Npy.header(file).layout());
      assertEquals(array.layout(), Npy.load(file).layout());
      assertEquals(array.layout(), Npy.load(Npy.toBytes(array)).layout());
      try (NpyAppender appender = NpyAppender.open(file)) {
        assertEquals(array.layout(), appender.layout());
      }
    }
  }

  @Test
  void aHeaderThatWouldNotBeReadIsNotWritten() throws IOException {
    NdArray array = ofFields(70_000);
    Path file = folder.resolve("longer.npy");
    var refused = assertThrows(IllegalArgumentException.class, () -> Npy.save(file, array));
    assertEquals("a header has at most 1048576 characters, not 1318966", refused.getMessage());
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  @Test
  void aLongerHeaderThanAllowedIsRefused() throws IOException {
    byte[] bytes = Npy.toBytes(ARRAY);
    assertEquals(3, Npy.load(bytes, ReadOptions.DEFAULT.withMaxHeaderSize(118)).size());
    assertRefused(
        "byte 8: expected a header of at most 117 characters but found 118 bytes; if you trust the"
            + " source, allow a longer one with maxHeaderSize",
        () -> Npy.load(bytes, ReadOptions.DEFAULT.withMaxHeaderSize(117)));
  }

  // ---- objects

  @Test
  void objectsCanBeRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    Npy.saveObjects(bytes, ObjectArray.of(Shape.of(2), Arrays.asList("a", 7L)));
    ReadOptions refusing = ReadOptions.DEFAULT.withObjects(PythonObjects.REFUSE);
    assertRefused(
        "byte 128: expected plain data but found the Python objects of '|O'; the options refuse"
            + " them",
        () -> Npy.loadObjects(new ByteArrayInputStream(bytes.toByteArray()), refusing));
  }
}
