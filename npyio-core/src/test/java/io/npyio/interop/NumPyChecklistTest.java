package io.npyio.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.file.Golden;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.NpyVersion;
import io.npyio.file.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * NumPy's own tests of its file formats, restated: one test for each, by its number in the
 * checklist. Tests of Python objects and archives are elsewhere.
 */
class NumPyChecklistTest {
  private static final ReadOptions NUMPY = limit(10_000);
  private static final List<String> TYPES =
      List.of("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8", "c8", "c16");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a.npy");
  }

  /** The arrays of the first items: empty, no axes, long, C, Fortran, reversed and strided. */
  private static List<NdArray> arrays(DType dtype) {
    NdArray long1500 = NdArray.zeros(dtype, 1500);
    if (dtype instanceof DType.Scalar scalar && !scalar.kind().isComplex()) {
      long1500.copyFrom(IntStream.range(0, 1500).map(i -> i % 100).toArray());
    } else {
      for (int i = 0; i < 1500; i++) {
        byte[] bytes = new byte[dtype.itemSize()];
        Arrays.fill(bytes, (byte) (i % 60));
        long1500.setBytes(bytes, i);
      }
    }
    NdArray scalar = long1500.at(3);
    NdArray matrix = long1500.reshape(30, 50);
    return List.of(
        NdArray.zeros(dtype, 0),
        scalar,
        long1500,
        matrix,
        matrix.transpose(),
        matrix.slice("::-1, ::2"));
  }

  private void assertRoundTrip(NdArray array) throws IOException {
    Files.deleteIfExists(file());
    Npy.save(file(), array);
    byte[] bytes = Files.readAllBytes(file());
    for (NdArray found :
        List.of(Npy.load(file()), Npy.load(bytes), Npy.load(new ByteArrayInputStream(bytes)))) {
      assertEquals(array.layout(), found.layout());
      assertTrue(array.contentEquals(found));
    }
  }

  private static DType subArrays() {
    return DType.of("[('c', ('<f8', (5,)), (2,))]");
  }

  private static List<DType> structs() {
    String text =
        """
        [('x', '%si4', (2,)), ('y', '%sf8', (2, 2)), ('z', '|u1'),
         ('Info', [('value', '%sc16'), ('y2', '%sf8'),
                   ('Info2', [('name', '|S2'), ('value', '%sc16', (2,)), ('y3', '%sf8', (2,))]),
                   ('name', '|S2'), ('z2', '|b1')]),
         ('color', '%sU2'), ('info', [('Name', '%sU8'), ('Value', '%sc16')]), ('u', '|b1')]""";
    return List.of(DType.of(text.replace("%s", "<")), DType.of(text.replace("%s", ">")));
  }

  // ---- round trips

  private static ReadOptions limit(int characters) {
    return ReadOptions.DEFAULT.withMaxHeaderSize(characters);
  }

  @Test
  void item01NumbersInEveryOrderSurvive() throws Exception {
    for (String type : TYPES) {
      for (String order : List.of("<", ">")) {
        for (NdArray array : arrays(DType.of(order + type))) {
          assertRoundTrip(array);
        }
      }
    }
  }

  @Test
  void item02StructsOfStructsSurvive() throws Exception {
    for (DType dtype : structs()) {
      for (NdArray array : arrays(dtype)) {
        assertRoundTrip(array);
      }
    }
  }

  @Test
  void item03AFieldOfSubArraysSurvives() throws Exception {
    NdArray array = NdArray.zeros(subArrays(), 3);
    array.field("c").setDouble(2.5, 2, 1, 4);
    assertRoundTrip(array);
    Npy.save(file(), array);
    assertEquals(2.5, Npy.load(file()).field("c").getDouble(2, 1, 4));
  }

  @Test
  @SuppressWarnings("InputStreamSlowMultibyteRead") // slow on purpose
  void item04ShortReadsAreCompleted() throws Exception {
    for (NdArray array : arrays(DType.FLOAT64)) {
      InputStream in = new ByteArrayInputStream(Npy.toBytes(array));
      InputStream single =
          new InputStream() {
            @Override
            public int read() {
              return readByte(in);
            }
          };
      assertTrue(array.contentEquals(Npy.load(single)));
    }
  }

  private static int readByte(InputStream in) {
    try {
      return in.read();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void item05TheFortranFlagIsKept() throws Exception {
    for (DType dtype : List.of(DType.FLOAT32, DType.INT32, DType.COMPLEX64, DType.COMPLEX128)) {
      NdArray c = arrays(dtype).get(3);
      NdArray f = c.copy(Order.F);
      NdArray sliced = f.slice("2:");
      for (NdArray array : List.of(c, f, sliced)) {
        assertRoundTrip(array);
        boolean fortran = array.isContiguous(Order.F) && !array.isContiguous(Order.C);
        assertEquals(fortran ? Order.F : Order.C, Npy.header(file()).layout().order());
      }
      assertEquals(Order.C, sliced.layout().order());
      assertEquals(Order.F, f.layout().order());
    }
  }

  @Test
  void item06AnElementLargerThanTheBufferSurvives() throws Exception {
    assertRoundTrip(NdArray.zeros(DType.unicode(262_145), 1));
  }

  @Test
  void item07GzipAndMinimalStreamsWork() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      OutputStream writeOnly =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              out.write(b);
            }
          };
      Npy.save(writeOnly, NdArray.of(new int[] {1, 2, 3}));
    }
    InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertArrayEquals(new int[] {1, 2, 3}, Npy.load(in).toArray(int[].class));
  }

  @Test
  void item08PathsAreAccepted() throws Exception {
    Npy.save(Path.of(file().toString()), NdArray.of(1));
    assertEquals(1, Npy.load(Path.of(file().toUri())).getInt());
    try (Memmap mapped = Npy.map(Path.of(file().toString()), MapMode.READ_ONLY)) {
      assertEquals(1, mapped.array().getInt());
    }
  }

  @Test
  void item09AnArrayAt5GibibytesInsideAFileLoads() throws Exception {
    try (FileChannel channel =
        FileChannel.open(
            file(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Npy.save(channel.position(5L << 30), NdArray.of(new int[] {4, 5}));
      assertEquals(5, Npy.load(channel.position(5L << 30)).getInt(1));
    }
  }

  @Test
  void item10TwoArraysInOneStreamAndThenItsEnd() throws Exception {
    var bytes = new ByteArrayOutputStream();
    Npy.save(bytes, NdArray.of(1));
    Npy.save(bytes, NdArray.of(2));
    InputStream in = new ByteArrayInputStream(bytes.toByteArray());
    assertEquals(1, Npy.load(in).getInt());
    assertEquals(2, Npy.load(in).getInt());
    assertEquals(Optional.empty(), Npy.loadNext(in));
  }

  // ---- headers

  private static byte[] header(int major, int minor, String text) {
    byte[] bytes = NpyHeader.encode(ArrayLayout.of("i1", 0));
    bytes[6] = (byte) major;
    bytes[7] = (byte) minor;
    byte[] replacement = (text + " ".repeat(117 - text.length())).getBytes(ISO_8859_1);
    System.arraycopy(replacement, 0, bytes, 10, 117);
    return bytes;
  }

  private static String refused(byte[] bytes) {
    return assertThrows(NpyFormatException.class, () -> Npy.load(bytes)).getMessage();
  }

  @Test
  void item11TheMagicBytesNameTheVersion() {
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    for (NpyVersion version : NpyVersion.values()) {
      byte[] bytes = NpyHeader.encode(ArrayLayout.of("f8", 3), version);
      assertArrayEquals(magic, Arrays.copyOf(bytes, 6));
      assertEquals(version.toString(), bytes[6] + "." + bytes[7]);
    }
  }

  @Test
  void item12TheVersionIsReadBack() throws Exception {
    for (NpyVersion version : NpyVersion.values()) {
      Npy.save(file(), NdArray.of(1), version);
      assertEquals(version, Npy.header(file()).version());
    }
  }

  @Test
  void item13EveryVersionAndTheAutomaticOneAreWritten() throws Exception {
    for (NdArray array : arrays(DType.FLOAT64)) {
      for (NpyVersion version : NpyVersion.values()) {
        Npy.save(file(), array, version);
        assertTrue(array.contentEquals(Npy.load(file())));
      }
      Npy.save(file(), array);
      assertEquals(NpyVersion.V1_0, Npy.header(file()).version());
    }
  }

  @Test
  void item14WrongMagicBytesAreRefused() {
    byte[] good = Npy.toBytes(NdArray.of(1));
    List<Consumer<byte[]>> changes =
        List.of(
            b -> b[0] = (byte) 0x92,
            b -> b[0] = 0,
            b -> System.arraycopy("numpy".getBytes(ISO_8859_1), 0, b, 1, 5),
            b -> System.arraycopy("MATLB".getBytes(ISO_8859_1), 0, b, 1, 5));
    for (Consumer<byte[]> change : changes) {
      byte[] bad = good.clone();
      change.accept(bad);
      assertTrue(refused(bad).startsWith("byte[]: byte 0: expected the magic bytes 93 4E"));
    }
    for (int length : new int[] {6, 7}) {
      assertEquals(
          "byte[]: byte "
              + length
              + ": the file ends here but the start of a .npy file needs "
              + (length == 6 ? "2 more bytes" : "1 more byte"),
          refused(Arrays.copyOf(good, length)));
    }
    assertEquals(
        "byte[]: byte 0: expected the magic bytes of a .npy file but found no data",
        refused(new byte[0]));
  }

  @Test
  void item15UnsupportedVersionsAreRefused() {
    for (int[] version : new int[][] {{1, 1}, {0, 0}, {0, 1}, {2, 2}, {255, 255}}) {
      assertEquals(
          "byte[]: byte 6: expected format version 1.0, 2.0 or 3.0 but found "
              + version[0]
              + "."
              + version[1],
          refused(header(version[0], version[1], "")));
    }
    for (int major : new int[] {1, 2, 3}) {
      String message = refused(Arrays.copyOf(header(major, 0, ""), 8));
      assertTrue(message.startsWith("byte[]: byte 8: the file ends here but the header's length"));
    }
  }

  @Test
  void item16AShortLengthOrHeaderIsRefused() {
    byte[] good = Npy.toBytes(NdArray.of(1));
    assertEquals(
        "byte[]: byte 9: the file ends here but the header's length needs 1 more byte",
        refused(Arrays.copyOf(good, 9)));
    byte[] longer = Arrays.copyOf(good, 128);
    longer[8]++;
    assertEquals(
        "byte[]: byte 128: the file ends here but the header needs 1 more byte", refused(longer));
  }

  @Test
  void item17MissingAndExtraKeysAreRefused() {
    assertEquals(
        "byte[]: byte 10: expected 'descr', 'fortran_order' and 'shape' but found 'descr', 'shape'",
        refused(header(1, 0, "{'descr': '<f8', 'shape': (1, 2)}")));
    assertEquals(
        "byte[]: byte 10: expected 'descr', 'fortran_order' and 'shape' but found 'descr', "
            + "'fortran_order', 'shape', 'x'",
        refused(header(1, 0, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), 'x': 1}")));
  }

  @Test
  void item18TheDataBeginAtAMultipleOf64() throws Exception {
    for (NpyVersion version : NpyVersion.values()) {
      for (int length = 1; length < 200; length += 3) {
        DType dtype = DType.struct(Field.of("x".repeat(length), "f8"));
        ArrayLayout layout = ArrayLayout.of(dtype, length, 2).withOrder(Order.F);
        byte[] bytes = NpyHeader.encode(layout, version);
        assertEquals(0, bytes.length % 64);
        Files.write(file(), bytes);
        NpyHeader found = Npy.header(file());
        assertEquals(new NpyHeader(version, layout, bytes.length), found);
      }
    }
  }

  @Test
  void item19ANameOf65536CharactersIsNotWrittenAs1() throws Exception {
    DType dtype = DType.struct(Field.of("d".repeat(65_536), "f8"));
    NdArray array = NdArray.zeros(dtype, 2);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Npy.save(file(), array, NpyVersion.V1_0));
    assertEquals(
        "format 1.0 holds headers of at most 65535 bytes, not 65654; 2.0 and 3.0 hold more",
        refused.getMessage());
    assertTrue(Files.notExists(file()));
  }

  private static DType manyFields(int count, int width) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "f" + i;
      fields.add(Field.of(name + "x".repeat(Math.max(0, width - name.length())), "f8"));
    }
    return DType.struct(fields.toArray(Field[]::new));
  }

  @Test
  void item20LongHeadersAre2AndNeedALargerLimitThanNumPys() throws Exception {
    NdArray array = NdArray.zeros(manyFields(500, 130), 3);
    Npy.save(file(), array);
    assertEquals(NpyVersion.V2_0, Npy.header(file(), limit(200_000)).version());
    assertThrows(NpyFormatException.class, () -> Npy.load(file(), NUMPY));
    assertTrue(array.contentEquals(Npy.load(file())));
    assertTrue(array.contentEquals(Npy.load(file(), limit(200_000))));
    Npy.save(file(), array, NpyVersion.V2_0);
    assertThrows(IllegalArgumentException.class, () -> Npy.save(file(), array, NpyVersion.V1_0));
    assertTrue(array.contentEquals(Npy.load(file(), limit(200_000))));
    try (Memmap made = Npy.create(file(), array.layout())) {
      assertEquals(0, made.offset() % 64);
    }
    assertThrows(NpyFormatException.class, () -> Npy.map(file(), MapMode.READ_ONLY, NUMPY));
    try (Memmap mapped = Npy.map(file(), MapMode.READ_ONLY, limit(200_000))) {
      assertEquals(array.layout(), mapped.layout());
    }
  }

  @Test
  void item21AStructOf10001FieldsNeedsALimitOf180000() throws Exception {
    Npy.save(file(), NdArray.zeros(manyFields(10_001, 0), 1));
    List<Executable> reads =
        List.of(
            () -> Npy.load(file(), NUMPY),
            () -> Npy.load(file(), limit(20_000)),
            () -> Npy.map(file(), MapMode.READ_ONLY, NUMPY),
            () -> Npy.map(file(), MapMode.READ_ONLY, limit(20_000)));
    for (Executable read : reads) {
      assertThrows(NpyFormatException.class, read);
    }
    assertEquals(10_001 * 8, Npy.load(file(), limit(180_000)).dtype().itemSize());
    try (Memmap mapped = Npy.map(file(), MapMode.READ_ONLY, limit(180_000))) {
      assertEquals(1, mapped.array().size());
    }
  }

  @Test
  void item22NamesOutsideLatin1AreWrittenAs3() throws Exception {
    NdArray array = NdArray.zeros(DType.struct(Field.of("整形", "f8")), 2);
    Npy.save(file(), array);
    assertEquals(NpyVersion.V3_0, Npy.header(file()).version());
    byte[] chosen = Files.readAllBytes(file());
    Npy.save(file(), array, NpyVersion.V3_0);
    assertArrayEquals(chosen, Files.readAllBytes(file()));
    assertRoundTrip(array);
  }

  @Test
  void item23TheHeaderKeepsItsLengthWhileTheGrowthAxisGrows() {
    for (Order order : Order.values()) {
      int fits = order == Order.C ? 29 : 30; // NumPy's test has 7 fewer, as it writes dtype(..)
      for (int width = fits; width <= fits + 1; width++) {
        DType dtype = DType.struct(Field.of("x".repeat(width), "u1"));
        for (long n = 1; n < 1_000_000_000_000_000_000L; n *= 10) {
          ArrayLayout layout =
              order == Order.C ? ArrayLayout.of(dtype, n, 2) : ArrayLayout.of(dtype, 2, n);
          assertEquals(width == fits ? 128 : 192, NpyHeader.encode(layout.withOrder(order)).length);
        }
      }
    }
  }

  @Test
  void item24LengthsWithThePython2SuffixAreRead() throws Exception {
    byte[] bytes = header(1, 0, "{'descr': '|u1', 'fortran_order': False, 'shape': (2L,), }");
    NdArray array = Npy.load(Arrays.copyOf(bytes, bytes.length + 2));
    assertEquals("(2,)", array.shape().toString());
  }

  @Test
  void item25AFileShortByOneByteIsRefused() throws Exception {
    for (NdArray array : arrays(DType.FLOAT32)) {
      byte[] whole = Npy.toBytes(array);
      byte[] cut = Arrays.copyOf(whole, whole.length - 1);
      assertTrue(refused(cut).endsWith("needs 1 more byte"), refused(cut));
      Files.write(file(), cut);
      assertThrows(NpyFormatException.class, () -> Npy.load(file()));
      assertThrows(NpyFormatException.class, () -> Npy.map(file(), MapMode.READ_ONLY));
    }
  }

  @Test
  void item26HeadersWithMetadataAreReadWithoutIt() throws Exception {
    Golden golden = Golden.of("headers", "metadata_top_np124.npy");
    assertEquals(ArrayLayout.of("<i4", 2), Npy.load(golden.path()).layout());
  }

  // ---- descriptions

  private static List<DType> described() {
    DType inner =
        DType.alignedStruct(Field.of("a", "i1"), Field.of("b", "i4"), Field.of("c", "i2"));
    return List.of(
        inner,
        new DType.Struct(
            List.of(Field.of("a", "i2").withOffset(1), Field.of("b", "f4").withOffset(7)), 16),
        DType.alignedStruct(Field.of("x", inner), Field.of("y", "i1"), Field.of("z", inner)),
        new DType.Struct(List.of(Field.of("", "i4"), Field.of("b", "f8").withOffset(8)), 16),
        DType.struct(new Field("a", "title", DType.INT32, 0)),
        new DType.Struct(List.of(), 8));
  }

  @Test
  void item27PaddingEmptyNamesAndTitlesSurvive() throws Exception {
    for (DType dtype : described()) {
      NdArray array = NdArray.zeros(dtype, 3);
      assertRoundTrip(array);
      if (((DType.Struct) dtype).fields().stream().anyMatch(f -> f.name().equals("a"))) {
        array.field("a").setInt(5, 1);
        assertRoundTrip(array);
        assertEquals(5, Npy.load(file()).field("a").getInt(1));
      }
    }
  }

  @Test
  void item28ADescriptionGivesTheDTypeBack() throws Exception {
    DType padded = DType.alignedStruct(Field.of("a", "i1"), Field.of("b", "i4"));
    List<DType> dtypes = new ArrayList<>(described());
    dtypes.add(DType.alignedStruct(Field.of("a", "i1"), Field.of("b", "i2"), Field.of("c", "i4")));
    dtypes.add(
        DType.struct(
            Field.of(
                "x", DType.subArray(DType.struct(Field.of("y", DType.subArray(padded, 2))), 3))));
    dtypes.add(DType.struct(Field.of("x", DType.subArray(DType.subArray(DType.FLOAT32, 2), 3))));
    dtypes.add(
        DType.struct(
            Field.of("x", DType.subArray(DType.subArray(DType.subArray(DType.INT8, 2), 3), 4))));
    for (DType dtype : dtypes) {
      assertEquals(dtype, DType.of(dtype.descr()));
      assertRoundTrip(NdArray.zeros(dtype, 4));
    }
  }

  // ---- memmap

  private Path raw() {
    return folder.resolve("a.dat");
  }

  private static final ArrayLayout TWELVE = ArrayLayout.of(DType.FLOAT32, 3, 4);

  private Memmap created() throws IOException {
    Memmap made = Memmap.open(raw(), MapMode.CREATE, TWELVE);
    made.array().copyFrom(IntStream.range(0, 12).toArray());
    return made;
  }

  @Test
  void item41WhatWasCreatedIsReadAgainAndReadOnly() throws Exception {
    created().close();
    try (Memmap mapped = Memmap.open(raw(), MapMode.READ_ONLY, TWELVE)) {
      assertEquals(11, mapped.array().getFloat(2, 3));
      assertThrows(ReadOnlyBufferException.class, () -> mapped.array().setFloat(0, 0, 0));
    }
  }

  @Test
  void item42FilesAreCreatedByPath() throws Exception {
    Path temporary = Files.createTempFile(folder, "map", ".dat");
    try (Memmap made = Memmap.open(temporary, MapMode.CREATE, TWELVE)) {
      made.array().setInt(4, 1, 1);
    }
    assertEquals(48, Files.size(temporary));
  }

  @Test
  void item43OffsetModeAndPathAreKept() throws Exception {
    try (Memmap made = Memmap.open(raw(), MapMode.CREATE, TWELVE, 8)) {
      assertEquals(8, made.offset());
      assertEquals("w+", made.mode().python());
      assertEquals(raw(), made.path());
    }
  }

  @Test
  void item44FlushWorksAndAViewMayGo() throws Exception {
    try (Memmap made = created()) {
      NdArray view = made.array().slice("1:");
      view.flush();
      view = null;
      made.array().setFloat(5, 0, 0);
      made.flush();
      assertEquals(5, made.array().getFloat(0, 0));
    }
  }

  @Test
  void item45And46ViewsShareTheMapAndCopiesDoNot() throws Exception {
    try (Memmap made = created()) {
      NdArray view = made.array().slice("1:").slice(":, 2:");
      NdArray copy = view.astype(DType.FLOAT64);
      view.setFloat(99, 0, 0);
      assertEquals(99, made.array().getFloat(1, 2));
      assertEquals(6, copy.getDouble(0, 0));
    }
  }

  @Test
  void item47AnOffsetOfAPageAndOneByteWorks() throws Exception {
    ArrayLayout five = ArrayLayout.of(DType.UINT8, 5 * 4096);
    try (Memmap made = Memmap.open(raw(), MapMode.CREATE, five, 4097)) {
      assertEquals(4097, made.offset());
      made.array().setInt(200, 5 * 4096 - 1);
    }
    assertEquals(4097 + 5 * 4096, Files.size(raw()));
  }

  @Test
  void item48AMapOfNothingBehindAPageWorks() throws Exception {
    try (Memmap made = Memmap.open(raw(), MapMode.CREATE, ArrayLayout.of(DType.INT8, 0), 4096)) {
      assertEquals(4096, made.offset());
      assertEquals(0, made.array().size());
    }
  }

  @Test
  void item49SixteenBytesAreTwoDoubles() throws Exception {
    Files.write(raw(), new byte[16]);
    try (Memmap mapped = Memmap.open(raw(), MapMode.READ_WRITE, DType.FLOAT64)) {
      assertEquals("(2,)", mapped.array().shape().toString());
    }
  }

  @Test
  void item50AnEmptyFileIsMappedAndCreatedTwice() throws Exception {
    Files.write(raw(), new byte[0]);
    ArrayLayout none = ArrayLayout.of(DType.INT8, 0, 4);
    Memmap.open(raw(), MapMode.READ_ONLY, none).close(); // NumPy refuses, but nothing would be lost
    Memmap.open(raw(), MapMode.CREATE, none).close();
    Memmap.open(raw(), MapMode.CREATE, none).close();
    assertEquals(1, Files.size(raw()));
  }

  @Test
  void item51AShapeIsOneLengthOrMany() throws Exception {
    Memmap.open(raw(), MapMode.CREATE, ArrayLayout.of("u1", 7)).close();
    assertEquals(7, Files.size(raw()));
    Memmap.open(raw(), MapMode.CREATE, ArrayLayout.of("u1", new long[] {2, 5})).close();
    assertEquals(10, Files.size(raw()));
  }

  // ---- mapped .npy files

  @Test
  void item52ACreatedFileIsTheSavedOne() throws Exception {
    List<NdArray> all = new ArrayList<>();
    TYPES.forEach(type -> all.addAll(arrays(DType.of(">" + type))));
    structs().forEach(dtype -> all.addAll(arrays(dtype)));
    all.add(NdArray.zeros(subArrays(), 2));
    for (NdArray array : all) {
      Files.deleteIfExists(file());
      try (Memmap made = Npy.create(file(), array.layout())) {
        made.array().copyFrom(array);
        made.flush();
      }
      assertArrayEquals(Npy.toBytes(array), Files.readAllBytes(file()));
    }
  }

  @Test
  void item53AnySavedArrayIsMapped() throws Exception {
    for (DType dtype : structs()) {
      for (NdArray array : arrays(dtype)) {
        Files.deleteIfExists(file());
        Npy.save(file(), array);
        try (Memmap mapped = Npy.map(file(), MapMode.READ_ONLY)) {
          assertTrue(array.contentEquals(mapped.array()));
          assertTrue(mapped.array().isReadOnly());
        }
      }
    }
  }

  @Test
  void item54AChangeThroughAMapIsLoaded() throws Exception {
    Npy.save(file(), NdArray.zeros(TWELVE));
    try (Memmap mapped = Npy.map(file(), MapMode.READ_WRITE)) {
      mapped.array().setFloat(5, 1, 3);
    }
    assertEquals(5, Npy.load(file()).getFloat(1, 3));
  }

  @Test
  void item55LongHeadersAreCreatedAndMapped() throws Exception {
    ArrayLayout layout = ArrayLayout.of(manyFields(500, 130), 2);
    for (int i = 0; i < 2; i++) {
      (i == 0 ? Npy.create(file(), layout) : Npy.create(file(), layout, NpyVersion.V2_0)).close();
      try (Memmap mapped = Npy.map(file(), MapMode.READ_WRITE, limit(200_000))) {
        assertEquals(layout, mapped.layout());
      }
    }
  }

  // ---- fromfile and tofile

  private void tofile(NdArray array, StandardOpenOption how) throws IOException {
    try (FileChannel channel =
        FileChannel.open(raw(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      array.writeTo(channel, Order.C);
    }
  }

  private NdArray fromfile(DType dtype, long offset) throws IOException {
    try (Memmap mapped = Memmap.open(raw(), MapMode.READ_ONLY, dtype, offset)) {
      return mapped.array().copy(Order.C);
    }
  }

  @Test
  void item56ComplexNumbersGoOutAndComeBackFlat() throws Exception {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 2, 4, 3);
    array.real().setDouble(Double.NaN, 0, 2, 1);
    array.imag().setDouble(Double.NEGATIVE_INFINITY, 1, 0, 2);
    tofile(array.copy(Order.F), StandardOpenOption.TRUNCATE_EXISTING);
    NdArray found = fromfile(DType.COMPLEX128, 0);
    assertEquals("(24,)", found.shape().toString());
    assertTrue(array.reshape(24).contentEquals(found));
  }

  @Test
  void item57AnEmptyFileIsAnEmptyArray() throws Exception {
    Files.write(raw(), new byte[0]);
    assertEquals("(0,)", fromfile(DType.FLOAT64, 0).shape().toString());
  }

  @Test
  void item58And59AnOffsetAndACountSelectItems() throws Exception {
    NdArray array = NdArray.of(IntStream.range(0, 20).asDoubleStream().toArray());
    tofile(array, StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(3, fromfile(DType.FLOAT64, 24).getDouble(0));
    ArrayLayout two = ArrayLayout.of(DType.FLOAT64, 2);
    try (Memmap mapped = Memmap.open(raw(), MapMode.READ_ONLY, two, 40)) {
      assertArrayEquals(new double[] {5, 6}, mapped.array().toArray(double[].class));
    }
    try (FileChannel channel = FileChannel.open(raw(), StandardOpenOption.READ)) {
      NdArray one = NdArray.zeros(DType.FLOAT64, 1);
      channel.position(2);
      one.readFrom(channel);
      assertEquals(10, channel.position());
    }
  }

  @Test
  void item60AppendingDoublesTheFile() throws Exception {
    NdArray large = NdArray.zeros(DType.FLOAT64, (16 << 17) + 100);
    tofile(large, StandardOpenOption.TRUNCATE_EXISTING);
    tofile(large, StandardOpenOption.APPEND);
    assertEquals(2 * large.nbytes(), Files.size(raw()));
    assertEquals(2 * large.size(), fromfile(DType.FLOAT64, 0).size());
  }

  @Test
  void item61ObjectsAreRefused() throws Exception {
    Files.write(raw(), new byte[16]);
    assertThrows(IllegalArgumentException.class, () -> fromfile(DType.OBJECT, 0));
    NdArray objects = NdArray.wrap(ByteBuffer.allocate(8), ArrayLayout.of(DType.OBJECT, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> tofile(objects, StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Test
  void item62ASubArrayTypeAddsAxes() throws Exception {
    Files.write(raw(), new byte[24]);
    assertEquals("(2, 3)", fromfile(DType.subArray(DType.INT32, 3), 0).shape().toString());
    ArrayLayout more = ArrayLayout.of(DType.INT32, 7); // NumPy's fromfile returns fewer elements
    assertThrows(NpyFormatException.class, () -> Memmap.open(raw(), MapMode.READ_ONLY, more));
  }

  @Test
  void item63AnyChannelIsAFile() throws Exception {
    NdArray array = NdArray.zeros(DType.INT16, 2);
    array.readFrom(Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 0, 2, 0})));
    assertArrayEquals(new int[] {1, 2}, array.toArray(int[].class));
  }
}
