package io.npyio.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw files in memory: the modes, the sizes, what others see, and that nothing is destroyed. */
class MemmapTest {
  private static final ArrayLayout NINE = ArrayLayout.of(DType.FLOAT32, 3, 3);
  private static final byte[] OLD = "do not destroy".getBytes(US_ASCII);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("data.dat");
  }

  private void write(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) i;
    }
    Files.write(file, content);
  }

  private static String refused(Executable use) {
    return assertThrows(IllegalArgumentException.class, use).getMessage();
  }

  private static String broken(Executable use) {
    return assertThrows(NpyFormatException.class, use).getMessage();
  }

  private void assertNothingLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> !f.equals(file)).toList());
    }
  }

  // ---- the modes

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE", "COPY_ON_WRITE"})
  void aMissingFileIsRefusedAndNotCreated(MapMode mode) throws Exception {
    assertThrows(NoSuchFileException.class, () -> Memmap.open(file, mode, NINE));
    assertThrows(NoSuchFileException.class, () -> Memmap.open(file, mode, DType.FLOAT32));
    assertThrows(NoSuchFileException.class, () -> Npy.map(file, mode));
    assertFalse(Files.exists(file));
    assertNothingLeftOver();
  }

  @Test
  void modeRReadsAndRefusesToWrite() throws Exception {
    write(40);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, ArrayLayout.of(DType.INT8, 40))) {
      NdArray array = mapped.array();
      assertEquals(39, array.getInt(39));
      assertTrue(array.isReadOnly());
      assertThrows(ReadOnlyBufferException.class, () -> array.setInt(1, 0));
      assertThrows(ReadOnlyBufferException.class, () -> array.slice(0, 3, 5).fill(1));
      assertThrows(ReadOnlyBufferException.class, () -> array.view(DType.INT16).setInt(1, 0));
      assertThrows(ReadOnlyBufferException.class, () -> array.copyFrom(new byte[40]));
    }
    assertEquals(40, Files.size(file));
  }

  @Test
  void modeRPlusWritesToTheFileAndKeepsItsLength() throws Exception {
    write(40);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_WRITE, NINE)) {
      mapped.array().setFloat(1.5f, 2, 2);
      mapped.flush();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(40, bytes.length);
    assertEquals(1.5f, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(32));
    assertEquals(39, bytes[39]);
  }

  @Test
  void modeCWritesStayInTheMapping() throws Exception {
    write(40);
    byte[] before = Files.readAllBytes(file);
    try (Memmap mapped = Memmap.open(file, MapMode.COPY_ON_WRITE, NINE);
        Memmap other = Memmap.open(file, MapMode.COPY_ON_WRITE, NINE)) {
      float old = other.array().getFloat(0, 0);
      mapped.array().setFloat(-1, 0, 0);
      mapped.flush();
      assertEquals(-1, mapped.array().getFloat(0, 0));
      assertEquals(old, other.array().getFloat(0, 0));
      assertArrayEquals(before, Files.readAllBytes(file));
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void modeWPlusCreatesZeros() throws Exception {
    try (Memmap mapped = Memmap.open(file, MapMode.CREATE, NINE)) {
      assertEquals(0, mapped.array().getFloat(2, 2));
      mapped.array().setFloat(9, 2, 2);
      mapped.flush();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(36, bytes.length);
    assertEquals(9, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(32));
    assertNothingLeftOver();
  }

  @Test
  void modeWPlusReplacesAFileEvenALongerOne() throws Exception {
    write(1000);
    Memmap.open(file, MapMode.CREATE, NINE).close();
    assertArrayEquals(new byte[36], Files.readAllBytes(file));
  }

  @Test
  void modeWPlusLeavesWhoHasTheOldFileMappedAlone() throws Exception {
    write(36);
    try (Memmap old = Memmap.open(file, MapMode.READ_ONLY, ArrayLayout.of(DType.INT8, 36));
        Memmap made = Memmap.open(file, MapMode.CREATE, NINE)) {
      made.array().fill(1);
      assertEquals(35, old.array().getInt(35));
    }
  }

  @Test
  void theModesAreNumPys() {
    assertEquals(
        List.of("r", "r+", "c", "w+"), Stream.of(MapMode.values()).map(MapMode::python).toList());
  }

  @Test
  void aCopyOnWriteMappingNeedsNoPermissionToWrite() throws Exception {
    write(40);
    assertTrue(file.toFile().setWritable(false));
    assumeFalse(Files.isWritable(file), "root may write to every file");
    try (Memmap mapped = Memmap.open(file, MapMode.COPY_ON_WRITE, NINE)) {
      mapped.array().setFloat(7, 1, 1);
      assertEquals(7, mapped.array().getFloat(1, 1));
    }
    assertThrows(AccessDeniedException.class, () -> Memmap.open(file, MapMode.READ_WRITE, NINE));
  }

  @Test
  void whatIsCopiedWhenWrittenBehavesAsInTheKernel() throws Exception {
    write(200_000);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Memory memory = Memory.mapCopyOnWrite(file, channel, 3, 199_997)) {
      NdArray array = NdArray.over(memory, 0, ArrayLayout.of(DType.INT8, 199_997));
      array.setInt(-5, 0);
      array.setInt(-6, 199_996);
      array.slice(0, 65_000, 66_000).fill(77);
      assertEquals(-5, array.getInt(0));
      assertEquals(4, array.getInt(1));
      assertEquals(-6, array.getInt(199_996));
      assertEquals(77, array.getInt(65_999));
      assertEquals((byte) 66_003, array.getInt(66_000));
      memory.flush(0, memory.size());
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(3, bytes[3]);
    assertEquals((byte) 199_999, bytes[199_999]);
  }

  // ---- sizes

  @Test
  void theShapeIsInferredFromTheLength() throws Exception {
    write(16);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, DType.FLOAT64)) {
      assertEquals("(2,)", mapped.array().shape().toString());
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_WRITE, DType.INT32, 4)) {
      assertEquals(ArrayLayout.of(DType.INT32, 3), mapped.layout());
      assertEquals(0x07060504, mapped.array().getInt(0));
    }
    assertEquals(ArrayLayout.of(DType.INT8, 16), Memmap.inferLayout(file, DType.INT8, 0));
  }

  @Test
  void aLengthThatIsNoMultipleOfTheItemSizeIsRefusedWithoutAShape() throws Exception {
    write(18);
    assertEquals(
        "data.dat: byte 0: expected a multiple of the 8 bytes of '<f8' but found 18 bytes, 2 too many",
        broken(() -> Memmap.open(file, MapMode.READ_ONLY, DType.FLOAT64)));
    assertEquals(
        "data.dat: byte 1: expected a multiple of the 4 bytes of '<i4' but found 17 bytes, 1 too many",
        broken(() -> Memmap.open(file, MapMode.READ_WRITE, DType.INT32, 1)));
    assertEquals(18, Files.size(file));
  }

  @Test
  void elementsOfNoBytesNeedAShape() throws Exception {
    write(18);
    assertEquals(
        "elements of |V0 have no bytes to count them by; name a shape",
        refused(() -> Memmap.open(file, MapMode.READ_ONLY, DType.raw(0))));
    ArrayLayout layout = ArrayLayout.of(DType.raw(0), 7);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, layout)) {
      assertEquals(7, mapped.array().size());
    }
  }

  @Test
  void anOffsetBeyondTheEndIsRefused() throws Exception {
    write(18);
    assertEquals(
        "data.dat: byte 18: the file ends here, before the offset 19 of the array",
        broken(() -> Memmap.open(file, MapMode.READ_WRITE, DType.INT8, 19)));
    ArrayLayout none = ArrayLayout.of(DType.INT8, 0);
    assertEquals(
        "data.dat: byte 18: the file ends here but (0,) of '|i1' needs 1 more byte",
        broken(() -> Memmap.open(file, MapMode.READ_WRITE, none, 19)));
    assertEquals(18, Files.size(file));
  }

  @Test
  void anOffsetAtTheEndLeavesNothing() throws Exception {
    for (int length : new int[] {18, 4096}) {
      write(length);
      for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE, MapMode.READ_WRITE)) {
        try (Memmap mapped = Memmap.open(file, mode, DType.INT8, length)) {
          assertEquals("(0,)", mapped.array().shape().toString());
          mapped.flush();
        }
      }
      assertEquals(length, Files.size(file));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE", "COPY_ON_WRITE"})
  void aShapeLargerThanTheFileIsRefusedAndTheFileKeepsItsLength(MapMode mode) throws Exception {
    write(35);
    assertEquals(
        "data.dat: byte 35: the file ends here but (3, 3) of '<f4' needs 1 more byte",
        broken(() -> Memmap.open(file, mode, NINE)));
    assertEquals(
        "data.dat: byte 35: the file ends here but (3, 3) of '<f4' needs 11 more bytes",
        broken(() -> Memmap.open(file, mode, NINE, 10)));
    assertEquals(35, Files.size(file));
  }

  @ParameterizedTest
  @EnumSource
  void anExplicitShapeMayLeaveATail(MapMode mode) throws Exception {
    write(50);
    Memmap.open(file, mode, NINE, 2).close();
    assertEquals(mode == MapMode.CREATE ? 38 : 50, Files.size(file));
    assertEquals(mode == MapMode.CREATE ? 0 : 1, Files.readAllBytes(file)[1]);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE", "COPY_ON_WRITE"})
  void anEmptyFileIsAnEmptyArrayAndStaysEmpty(MapMode mode) throws Exception {
    write(0); // NumPy refuses in r and c, and writes a byte in r+, as it cannot map nothing
    try (Memmap mapped = Memmap.open(file, mode, DType.FLOAT64)) {
      assertEquals("(0,)", mapped.array().shape().toString());
      mapped.flush();
    }
    try (Memmap mapped = Memmap.open(file, mode, ArrayLayout.of(DType.FLOAT64, 0, 4))) {
      assertEquals("(0, 4)", mapped.array().shape().toString());
    }
    assertEquals(0, Files.size(file));
  }

  @Test
  void aCreatedFileOfNoElementsHasAByteAsNumPysHas() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (Memmap made = Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.FLOAT64, 0, 4))) {
        assertEquals(0, made.array().size());
      }
      assertEquals(1, Files.size(file));
    }
    Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.FLOAT64, 0), 4096).close();
    assertEquals(4096, Files.size(file));
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE", "COPY_ON_WRITE"})
  void aShapeOfNoElementsNeedsOnlyTheOffset(MapMode mode) throws Exception {
    write(18);
    Memmap.open(file, mode, ArrayLayout.of(DType.FLOAT64, 0, 4), 18).close();
    assertEquals(18, Files.size(file));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 127, 128, 4095, 4096, 4097, 65_536, 100_003})
  void theArrayMayBeginAtAnyByte(long offset) throws Exception {
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT64, 5, 7);
    try (Memmap made = Memmap.open(file, MapMode.CREATE, layout, offset)) {
      made.array().setDouble(Math.PI, 4, 6);
      made.array().setDouble(Math.E, 0, 0);
      assertEquals(offset, made.offset());
    }
    assertEquals(offset + 280, Files.size(file));
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE, MapMode.READ_WRITE)) {
      try (Memmap mapped = Memmap.open(file, mode, layout, offset)) {
        assertEquals(Math.PI, mapped.array().getDouble(4, 6));
        assertEquals(Math.E, mapped.array().getDouble(0, 0));
      }
    }
  }

  @Test
  void aSubArrayTypeMovesItsAxesToTheEndOfTheShape() throws Exception {
    write(16);
    DType pair = DType.subArray(DType.INT32, 2);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, ArrayLayout.of(pair, 2))) {
      assertEquals("(2, 2)", mapped.array().shape().toString());
      assertEquals(DType.INT32, mapped.array().dtype());
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, pair)) {
      assertEquals("(2, 2)", mapped.array().shape().toString());
    }
  }

  // ---- orders

  @Test
  void fortranOrderLaysColumnsBehindOneAnother() throws Exception {
    ArrayLayout layout = NINE.withOrder(Order.F);
    try (Memmap made = Memmap.open(file, MapMode.CREATE, layout)) {
      made.array().copyFrom(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
      assertEquals(layout, made.layout());
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, DType.FLOAT32)) {
      assertArrayEquals(
          new float[] {0, 3, 6, 1, 4, 7, 2, 5, 8}, mapped.array().toArray(float[].class));
    }
  }

  @Test
  void bigEndianLaysTheHighByteFirst() throws Exception {
    try (Memmap made = Memmap.open(file, MapMode.CREATE, ArrayLayout.of(">i4", 2))) {
      made.array().setInt(0x01020304, 0);
      made.array().setInt(-2, 1);
    }
    assertArrayEquals(new byte[] {1, 2, 3, 4, -1, -1, -1, -2}, Files.readAllBytes(file));
  }

  // ---- nothing is destroyed

  @Test
  void nothingIsTouchedWhenTheRequestIsWrong() throws Exception {
    Files.write(file, OLD);
    DType objects = DType.struct(io.npyio.dtype.Field.of("o", "O"));
    ArrayLayout objectLayout = ArrayLayout.of(objects, 2);
    Shape huge = Shape.of(1L << 40);
    ArrayLayout large = new ArrayLayout(DType.raw(1 << 22), huge, Order.C);
    for (MapMode mode : MapMode.values()) {
      assertEquals(
          "an offset cannot be negative: -1", refused(() -> Memmap.open(file, mode, NINE, -1)));
      assertEquals(
          "elements of [('o', '|O')] hold Python objects, which cannot be mapped",
          refused(() -> Memmap.open(file, mode, objectLayout)));
      assertEquals(
          "|V4194304 (1099511627776,) C at byte 4611686018427387904 ends beyond 2^63 - 1",
          refused(() -> Memmap.open(file, mode, large, Long.MAX_VALUE / 2 + 1)));
    }
    assertEquals(
        "a file to be created needs a shape",
        refused(() -> Memmap.open(file, MapMode.CREATE, DType.FLOAT32)));
    assertEquals(
        "mapping an existing array never replaces it; create(path, layout) does",
        refused(() -> Npy.map(file, MapMode.CREATE)));
    assertThrows(IllegalArgumentException.class, () -> Npy.create(file, objectLayout));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertNothingLeftOver();
  }

  @Test
  void aNegativeLengthIsNoShape() {
    assertThrows(IllegalArgumentException.class, () -> ArrayLayout.of(DType.INT8, -1));
    assertThrows(IllegalArgumentException.class, () -> ArrayLayout.of(DType.INT8, 2, -1));
  }

  @Test
  void aSizeBeyond2To63IsNoLayout() {
    assertThrows(
        IllegalArgumentException.class, () -> ArrayLayout.of(DType.FLOAT64, 1L << 32, 1L << 32));
    assertThrows(IllegalArgumentException.class, () -> ArrayLayout.of(DType.FLOAT64, 1L << 60));
  }

  @Test
  void aFileThatCannotBeCreatedLeavesTheOldOne() throws Exception {
    Files.write(file, OLD);
    ArrayLayout larger = ArrayLayout.of(DType.raw(1 << 20), 1L << 42); // than any file system
    assertThrows(IOException.class, () -> Memmap.open(file, MapMode.CREATE, larger));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertNothingLeftOver();
  }

  @Test
  void aFolderIsNoFile() {
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.COPY_ON_WRITE)) {
      IOException refused = assertThrows(IOException.class, () -> Memmap.open(folder, mode, NINE));
      assertEquals(folder + ": is a folder", refused.getMessage());
    }
    assertThrows(IOException.class, () -> Memmap.open(folder, MapMode.CREATE, NINE));
    assertTrue(Files.isDirectory(folder));
  }

  // ---- what others see

  @Test
  void twoMappingsOfAFileSeeEachOther() throws Exception {
    try (Memmap one = Memmap.open(file, MapMode.CREATE, NINE);
        Memmap two = Memmap.open(file, MapMode.READ_WRITE, NINE);
        Memmap reader = Memmap.open(file, MapMode.READ_ONLY, DType.FLOAT32)) {
      one.array().setFloat(5, 1, 2);
      assertEquals(5, two.array().getFloat(1, 2));
      two.array().setFloat(6, 0, 0);
      assertEquals(6, one.array().getFloat(0, 0));
      assertEquals(6, reader.array().getFloat(0));
      assertEquals(5, reader.array().getFloat(5));
    }
  }

  @Test
  void anOrdinaryReaderSeesWhatWasWritten() throws Exception {
    try (Memmap made = Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.INT8, 3))) {
      made.array().copyFrom(new byte[] {1, 2, 3});
      assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    }
  }

  @Test
  void untouchedPagesOfACopyStillSeeTheFile() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    write(3 * 65_536);
    try (Memmap copy = Memmap.open(file, MapMode.COPY_ON_WRITE, DType.INT8);
        Memmap shared = Memmap.open(file, MapMode.READ_WRITE, DType.INT8)) {
      copy.array().setInt(-1, 0);
      shared.array().setInt(-2, 1);
      shared.array().setInt(-3, 2 * 65_536);
      assertEquals(1, copy.array().getInt(1));
      assertEquals(-3, copy.array().getInt(2 * 65_536));
      assertEquals(0, shared.array().getInt(0));
    }
  }

  @Test
  void viewsAliasTheMapping() throws Exception {
    try (Memmap made = Memmap.open(file, MapMode.CREATE, NINE)) {
      NdArray view = made.array().transpose().slice("::-1, 1:");
      view.setFloat(3, 0, 0);
      assertEquals(3, made.array().getFloat(1, 2));
      made.array().reshape(9).setFloat(4, 8);
      assertEquals(4, view.getFloat(0, 1));
    }
  }

  @Test
  void flushingAViewOrAReadOnlyMappingIsAllowed() throws Exception {
    try (Memmap made =
        Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.INT32, 100, 100), 5)) {
      made.array().fill(7);
      made.array().slice("50:60, ::-3").flush();
      made.array().at(3).flush();
      made.array().slice("5:5").flush();
      made.array().at(3, 3).flush();
      made.flush();
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, DType.INT8)) {
      mapped.flush();
      mapped.array().flush();
    }
    try (Memmap mapped = Memmap.open(file, MapMode.COPY_ON_WRITE, DType.INT8)) {
      mapped.array().setInt(1, 0);
      mapped.array().flush();
      mapped.flush();
    }
    assertEquals(0, Files.readAllBytes(file)[0]);
    assertEquals(7, Files.readAllBytes(file)[5]);
  }

  // ---- the end

  @ParameterizedTest
  @EnumSource
  void everyAccessAfterCloseIsRefused(MapMode mode) throws Exception {
    write(36);
    Memmap mapped = Memmap.open(file, mode, NINE);
    NdArray array = mapped.array();
    NdArray row = array.at(1);
    NdArray view = array.transpose().view(DType.INT32);
    mapped.close();
    mapped.close();
    assertThrows(IllegalStateException.class, () -> array.getFloat(0, 0));
    assertThrows(IllegalStateException.class, () -> row.toArray(float[].class));
    assertThrows(IllegalStateException.class, () -> view.getInt(0, 0));
    assertThrows(IllegalStateException.class, () -> array.copy(Order.C));
    assertThrows(IllegalStateException.class, () -> Npy.toBytes(array));
    if (mode != MapMode.READ_ONLY) {
      assertThrows(IllegalStateException.class, () -> array.setFloat(1, 0, 0));
      assertThrows(IllegalStateException.class, () -> array.fill(0));
      assertThrows(IllegalStateException.class, array::flush);
      assertThrows(IllegalStateException.class, mapped::flush);
    }
    assertEquals("(3, 3)", array.shape().toString());
  }

  @Test
  void anotherThreadIsRefusedTooAfterClose() throws Exception {
    Memmap mapped = Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.INT64, 1000));
    NdArray array = mapped.array();
    CompletableFuture<Long> reader =
        CompletableFuture.supplyAsync(
            () -> {
              for (long reads = 0; ; reads++) {
                try {
                  array.getLong(reads % 1000);
                } catch (IllegalStateException closed) {
                  return reads;
                }
              }
            });
    Thread.sleep(50);
    mapped.close();
    assertTrue(reader.get(20, java.util.concurrent.TimeUnit.SECONDS) >= 0);
  }

  @Test
  void aClosedMappingIsGoneFromTheProcess() throws Exception {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Memory.UNMAPS_AT_ONCE && Files.exists(maps), "before Java 22 the collector unmaps");
    Memmap mapped = Memmap.open(file, MapMode.CREATE, NINE);
    assertTrue(Files.readString(maps).contains(file.toString()));
    mapped.close();
    assertFalse(Files.readString(maps).contains(file.toString()));
  }

  @Test
  void aMemmapSaysWhatItIs() throws Exception {
    try (Memmap made = Memmap.open(file, MapMode.CREATE, NINE, 12)) {
      assertEquals(file, made.path());
      assertEquals(MapMode.CREATE, made.mode());
      assertEquals(12, made.offset());
      assertEquals(NINE, made.layout());
      assertEquals(file + " w+ <f4 (3, 3) C", made.toString());
    }
  }

  // ---- larger than one window

  @Test
  void sixGibibytesAreMappedWithoutUsingThem() throws Exception {
    long size = 6L << 30;
    try (Memmap made = Memmap.open(file, MapMode.CREATE, ArrayLayout.of(DType.UINT8, size))) {
      for (long at : borders(size)) {
        made.array().setInt((int) (at % 251) + 1, at);
      }
      made.flush();
    }
    assertEquals(size, Files.size(file));
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE, MapMode.READ_WRITE)) {
      try (Memmap mapped = Memmap.open(file, mode, DType.UINT8)) {
        assertEquals(size, mapped.array().size());
        for (long at : borders(size)) {
          assertEquals((int) (at % 251) + 1, mapped.array().getInt(at), mode + " " + at);
        }
        assertEquals(0, mapped.array().getInt(size / 2 + 12_345));
      }
    }
    assertTrue(blocks() < 1000, "512-byte blocks on disk");
  }

  private static long[] borders(long size) {
    return new long[] {
      0, (1L << 30) - 1, 1L << 30, (2L << 30) - 1, 2L << 30, (4L << 30) - 1, 4L << 30, size - 1
    };
  }

  @Test
  void numbersAcrossTheBordersOfWindowsAreWhole() throws Exception {
    long count = 3L << 27; // 3 GiB of doubles, three bytes off
    ArrayLayout layout = ArrayLayout.of(">f8", count);
    long border = (1L << 27) - 1;
    try (Memmap made = Memmap.open(file, MapMode.CREATE, layout, 3)) {
      for (long at = border - 2; at < border + 3; at++) {
        made.array().setDouble(Math.PI * at, at);
        made.array().setDouble(Math.E * at, at + (1L << 27));
      }
    }
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, layout, 3)) {
      double[] found = mapped.array().slice(0, border - 2, border + 3).toArray(double[].class);
      for (int i = 0; i < found.length; i++) {
        assertEquals(Math.PI * (border - 2 + i), found[i]);
        assertEquals(
            Math.E * (border - 2 + i), mapped.array().getDouble(border - 2 + i + (1L << 27)));
      }
    }
  }

  private long blocks() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    return Long.parseLong(new String(stat.getInputStream().readAllBytes(), US_ASCII).strip());
  }
}
