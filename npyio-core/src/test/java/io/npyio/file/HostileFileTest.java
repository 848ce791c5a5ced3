package io.npyio.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Shapes that lie about their data, and good files with bytes changed at random. */
class HostileFileTest {
  private static final int SAMPLES = Integer.getInteger("npyio.samples", 10_000);
  private static final long SEED = Long.getLong("npyio.seed", 24_680);
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.npy");
  }

  /** A file of int32 with that shape and so many bytes of data. */
  private static byte[] claiming(String descr, String shape, int bytes) {
    String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
    ByteBuffer header = ByteBuffer.allocate(128 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) 118);
    header.put((text + " ".repeat(117 - text.length()) + "\n").getBytes(ISO_8859_1));
    return header.array();
  }

  private static byte[] claiming(String shape, int bytes) {
    return claiming("'<i4'", shape, bytes);
  }

  /** Refused alike by every way to read, in every mode; the file keeps its length. */
  private void assertRefused(String expected, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    List<Executable> reads =
        List.of(
            () -> Npy.load(file),
            () -> Npy.load(file, int[].class),
            () -> Npy.load(bytes),
            () -> Npy.load(new ByteArrayInputStream(bytes)),
            () -> Npy.map(file, MapMode.READ_ONLY),
            () -> Npy.map(file, MapMode.COPY_ON_WRITE),
            () -> Npy.map(file, MapMode.READ_WRITE));
    for (Executable read : reads) {
      String message = assertThrows(NpyFormatException.class, read).getMessage();
      assertEquals(expected, message.substring(message.indexOf(": ") + 2));
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  /** Read alike by every way; the file keeps its length. */
  private void assertRead(String expectedShape, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertEquals(expectedShape, Npy.load(file).shape().toString());
    assertEquals(expectedShape, Npy.load(bytes).shape().toString());
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.COPY_ON_WRITE)) {
      try (Memmap mapped = Npy.map(file, mode)) {
        assertEquals(expectedShape, mapped.array().shape().toString());
      }
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  // ---- the rows of the table of data and shape failures

  @Test
  void dataShortByAByteAreRefusedEvenInModeRPlusWhereNumPyExtendsTheFile() throws Exception {
    assertRefused(
        "byte 139: the file ends here but (3,) of '<i4' needs 1 more byte", claiming("(3,)", 11));
    assertRefused(
        "byte 128: the file ends here but (3,) of '<i4' needs 12 more bytes", claiming("(3,)", 0));
  }

  @Test
  void bytesBehindTheDataAreIgnoredAndKept() throws Exception {
    assertRead("(3,)", claiming("(3,)", 20));
  }

  @Test
  void anArrayOfNoElementsNeedsNoData() throws Exception {
    assertRead("(0,)", claiming("(0,)", 0));
    assertRead("(2, 0, 3)", claiming("(2, 0, 3)", 0));
  }

  @Test
  void anArrayOfNoAxesNeedsItsElement() throws Exception {
    assertRead("()", claiming("()", 4));
    assertRefused(
        "byte 128: the file ends here but () of '<i4' needs 4 more bytes", claiming("()", 0));
  }

  @Test
  void integersOfNumPyAreNamedAndWhereTheyComeFrom() throws Exception {
    assertRefused(
        "byte 61: expected a plain value but found np.int64(2); open_memmap of NumPy 2 writes this"
            + " for a shape of NumPy integers, which NumPy itself cannot read; pass it plain ones",
        claiming("(np.int64(2), np.int64(3))", 24));
    assertRefused("byte 61: expected a value but found 'np'", claiming("(np.int64, 3)", 24));
  }

  @Test
  void aBooleanIsNoLength() throws Exception {
    assertRefused(
        "byte 61: expected a length from 0 to 2^63 - 1 in 'shape' but found True",
        claiming("(True,)", 4));
    assertRefused(
        "byte 64: expected a length from 0 to 2^63 - 1 in 'shape' but found False",
        claiming("(3, False)", 4));
  }

  @Test
  void aNegativeLengthIsRefused() throws Exception {
    for (String length : List.of("-1", "-3", "-9223372036854775808", "-" + "9".repeat(30))) {
      assertRefused(
          "byte 61: expected a length from 0 to 2^63 - 1 in 'shape' but found " + length,
          claiming("(" + length + ",)", 4));
    }
  }

  @Test
  void aLengthOf2To63IsRefused() throws Exception {
    assertRefused(
        "byte 61: expected a length from 0 to 2^63 - 1 in 'shape' but found 9223372036854775808",
        claiming("(9223372036854775808,)", 4));
    assertRefused(
        "byte 64: expected a length from 0 to 2^63 - 1 in 'shape' but found 18446744073709551616",
        claiming("(0, 18446744073709551616)", 4));
  }

  @Test
  void aSizeOf2To63BytesOrAProductThatWrapsIsRefused() throws Exception {
    for (String shape :
        List.of(
            "(2305843009213693952,)",
            "(4294967296, 4294967296)",
            "(4611686018427387905, 4)",
            "(4194304, 4194304, 4194304)")) {
      assertRefused(
          "byte 60: the shape " + shape + " of '<i4' is larger than 2^63 - 1 bytes",
          claiming(shape, 4));
    }
  }

  @Test
  void noElementsButOtherwise2To63BytesAreRefused() throws Exception {
    for (String shape : List.of("(0, 2305843009213693952)", "(4611686018427387904, 0, 2)")) {
      assertRefused(
          "byte 60: the shape " + shape + " of '<i4' is larger than 2^63 - 1 bytes",
          claiming(shape, 4));
    }
  }

  @Test
  void noElementsAndAnOtherwiseFineShapeAreRead() throws Exception {
    assertRead("(0, 1152921504606846976)", claiming("(0, 1152921504606846976)", 0));
  }

  @Test
  void sixtyFourAxesAreReadAndSixtyFiveRefused() throws Exception {
    NdArray most = NdArray.zeros(DType.INT8, ones(64));
    assertRead(most.shape().toString(), Npy.toBytes(most));
    String text = new String(Npy.toBytes(most), ISO_8859_1);
    String more = text.replace("(1, 1,", "(1, 1, 1,").replaceFirst("   \n", "\n");
    assertRefused("byte 60: an array has at most 64 axes, not 65", more.getBytes(ISO_8859_1));
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void elementsOfNoBytesNeedNoData() throws Exception {
    assertRead("(1000000,)", claiming("'|V0'", "(1000000,)", 0));
    assertRefused(
        "byte 128: expected at most 4194304 elements or rows without bytes but found (1099511627776,) of '|V0'",
        claiming("'|V0'", "(1099511627776,)", 0));
  }

  // ---- nothing is allocated for what is not there

  @Test
  void aHugeClaimAllocatesNothing() throws Exception {
    for (String shape :
        List.of("(1099511627776,)", "(1048576, 1048576)", "(1152921504606846976,)")) {
      byte[] bytes = claiming(shape, 1000);
      Files.write(file, bytes);
      for (Executable read :
          List.<Executable>of(
              () -> Npy.load(file),
              () -> Npy.load(file, int[].class),
              () -> Npy.map(file, MapMode.READ_WRITE))) {
        assertTrue(allocated(read) < MEBIBYTE, shape);
      }
      // of a stream nobody knows the length: a first piece is asked for
      assertTrue(allocated(() -> Npy.load(bytes)) < 40 * MEBIBYTE, shape);
      assertTrue(allocated(() -> Npy.load(new ByteArrayInputStream(bytes))) < 40 * MEBIBYTE);
    }
  }

  @Test
  void aHugeHeaderAllocatesNothing() throws Exception {
    byte[] bytes = new byte[200];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyHeader.MAGIC)
        .put((byte) 2)
        .put((byte) 0)
        .putInt(-2);
    Files.write(file, bytes);
    assertTrue(allocated(() -> Npy.load(bytes)) < MEBIBYTE);
    assertTrue(allocated(() -> Npy.load(file)) < MEBIBYTE);
    ReadOptions unlimited = ReadOptions.DEFAULT.withMaxHeaderSize(Integer.MAX_VALUE);
    assertTrue(allocated(() -> Npy.load(file, unlimited)) < MEBIBYTE);
  }

  /** The bytes this thread allocates until it is refused. */
  private static long allocated(Executable read) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThrows(NpyFormatException.class, read);
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  // ---- random damage

  @Tag("slow")
  @Test
  void aDamagedFileIsAnArrayOrRefused() throws Exception {
    List<Golden> good =
        Stream.of("dtypes", "structs")
            .flatMap(group -> Golden.of(group).stream())
            .filter(golden -> golden.facts().get("size").intValue() < 40)
            .toList();
    Random random = new Random(SEED);
    int arrays = 0;
    for (int i = 0; i < SAMPLES; i++) {
      Golden golden = good.get(random.nextInt(good.size()));
      byte[] bytes = damaged(golden.bytes(), random);
      arrays += readsOrRefuses(bytes, i % 20 == 0, golden.name() + ", seed " + SEED + ", " + i);
    }
    assertTrue(arrays > SAMPLES / 20 && arrays < SAMPLES * 19 / 20, arrays + " were arrays");
  }

  private int readsOrRefuses(byte[] bytes, boolean alsoAsFile, String what) throws IOException {
    boolean isArray;
    try {
      NdArray array = Npy.load(bytes);
      if (alsoAsFile) {
        Objects.requireNonNull(array.toString(), what);
      }
      assertEquals(array.layout(), Npy.load(Npy.toBytes(array)).layout(), what);
      isArray = true;
    } catch (NpyFormatException refused) {
      isArray = false;
    } catch (RuntimeException | Error other) {
      throw new AssertionError(what, other);
    }
    if (alsoAsFile) {
      Files.write(file, bytes);
      try (Memmap mapped = Npy.map(file, MapMode.COPY_ON_WRITE)) {
        assertTrue(isArray, what);
        assertEquals(mapped.layout().shape(), Npy.load(file).shape());
      } catch (NpyFormatException refused) {
        assertTrue(!isArray, what);
      }
    }
    return isArray ? 1 : 0;
  }

  /**
   * Bits turned over, digits changed, bytes left out, put in or exchanged, mostly in the header.
   */
  private static byte[] damaged(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(2); i > 0 && bytes.length > 0; i--) {
      int limit = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 75);
      int at = random.nextInt(limit);
      switch (random.nextInt(12)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        case 2 -> bytes = spliced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
        case 3 -> bytes = spliced(bytes, at, at + 1, new byte[0]);
        case 4 -> bytes[at] = (byte) "0123456789(),'[]<>|LifcSUVMm \\\n".charAt(random.nextInt(31));
        case 5, 6 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        case 7, 8 -> bytes[at]++;
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] made = new byte[bytes.length - (to - from) + between.length];
    System.arraycopy(bytes, 0, made, 0, from);
    System.arraycopy(between, 0, made, from, between.length);
    System.arraycopy(bytes, to, made, from + between.length, bytes.length - to);
    return made;
  }
}
