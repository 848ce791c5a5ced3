package io.npyio.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.file.StoredArray;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The order of shards, their limits, and what goes wrong with them. */
@Timeout(60)
class NpyShardsTest {
  private static final int ROWS = 10;

  @TempDir private Path folder;

  /** Shards of ten rows (3,), each element the index of its row. */
  private void shards(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int[][] rows = new int[ROWS][];
      for (int row = 0; row < ROWS; row++) {
        rows[row] = new int[] {i * ROWS + row, 0, 0};
      }
      Npy.save(folder.resolve("part-%03d.npy".formatted(i)), rows);
    }
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Npy.save(folder.resolve(name), new int[] {1});
    }
  }

  private List<String> names(ShardOrder order) throws IOException {
    var options = ShardOptions.DEFAULT.withOrder(order);
    try (NpyShards shards = NpyShards.open(folder, options)) {
      return shards.shards().stream().map(Shard::name).toList();
    }
  }

  private static String message(Executable executable) {
    return assertThrows(IOException.class, executable).getMessage();
  }

  // ---- order ---------------------------------------------------------------------------------

  @Test
  void anOrderThatCannotBeToldIsRefused() throws IOException {
    touch("emb_1.npy", "emb_2.npy", "emb_10.npy");
    assertEquals(
        folder
            + ": expected names in one order but found emb_2.npy and emb_10.npy: by number the first comes first, by character the second; choose ShardOrder.NATURAL or ShardOrder.NAME",
        message(() -> NpyShards.open(folder)));
    assertEquals(
        folder
            + "/*.npy: expected names in one order but found emb_2.npy and emb_10.npy: by number the first comes first, by character the second; choose ShardOrder.NATURAL or ShardOrder.NAME",
        message(() -> NpyShards.glob(folder + "/*.npy")));
    assertEquals(List.of("emb_1.npy", "emb_2.npy", "emb_10.npy"), names(ShardOrder.NATURAL));
    assertEquals(List.of("emb_1.npy", "emb_10.npy", "emb_2.npy"), names(ShardOrder.NAME));
  }

  @Test
  void namesWithLeadingZerosHaveOneOrder() throws IOException {
    touch("b-08.npy", "b-09.npy", "b-10.npy", "a.npy");
    for (ShardOrder order : ShardOrder.values()) {
      assertEquals(List.of("a.npy", "b-08.npy", "b-09.npy", "b-10.npy"), names(order));
    }
  }

  @Test
  void namesCompareNaturally() {
    List<String> sorted =
        List.of(
            "",
            "0",
            "00",
            "1",
            "1a",
            "1b2",
            "1b10",
            "02",
            "2",
            "10",
            "99999999999999999998",
            "99999999999999999999",
            "a",
            "a1",
            "a01b",
            "a1c",
            "b",
            "\u00e9",
            "\uff5e",
            "\ud83d\ude00");
    for (String a : sorted) {
      for (String b : sorted) {
        assertEquals(
            Integer.signum(Integer.compare(sorted.indexOf(a), sorted.indexOf(b))),
            Integer.signum(ShardSorting.compareNaturally(a, b)),
            a + " and " + b);
      }
    }
  }

  // ---- misfits -------------------------------------------------------------------------------

  @Test
  void shardsThatDoNotFitAreRefusedByName() throws IOException {
    shards(3);
    Path second = folder.resolve("part-001.npy");
    Npy.save(second, new long[ROWS][3]);
    assertEquals(
        "part-001.npy: expected rows of <i4 (3,), as in part-000.npy, but found rows of <i8 (3,); the shards of an array have one dtype and row shape",
        message(() -> NpyShards.open(folder)));
    Npy.save(second, new int[ROWS][2]);
    assertEquals(
        "part-001.npy: expected rows of <i4 (3,), as in part-000.npy, but found rows of <i4 (2,); the shards of an array have one dtype and row shape",
        message(() -> NpyShards.open(folder)));
    Npy.save(second, NdArray.zeros(DType.INT32));
    assertEquals(
        "part-001.npy: expected rows but found <i4 (), a single element; the shards of an array have one dtype and row shape",
        message(() -> NpyShards.open(folder)));
    Npy.save(folder.resolve("part-000.npy"), NdArray.zeros(DType.INT32));
    assertEquals(
        "part-000.npy: expected rows but found <i4 (), a single element; the shards of an array have one dtype and row shape",
        message(() -> NpyShards.open(folder)));
  }

  @Test
  void tornAndForeignFilesAreRefusedByName() throws IOException {
    shards(3);
    Path second = folder.resolve("part-001.npy");
    byte[] whole = Files.readAllBytes(second);
    Files.write(second, Arrays.copyOf(whole, whole.length - 1));
    assertEquals(
        "part-001.npy: byte 247: the file ends here but (10, 3) of '<i4' needs 1 more byte",
        message(() -> NpyShards.open(folder)));
    Files.write(second, new byte[] {'t', 'e', 'x', 't'});
    assertEquals(
        "part-001.npy: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 74 65 78 74; a file without header is read as raw data of a dtype and shape that you name",
        message(() -> NpyShards.open(folder)));
    Npy.saveObjects(second, ObjectArray.of(Shape.of(1), List.of("a")));
    assertEquals(
        "part-001.npy: byte 128: expected plain data but found the Python objects of '|O'; loadObjects reads them",
        message(() -> NpyShards.open(folder)));
  }

  @Test
  void ofSeveralBadShardsTheFirstIsNamed() throws IOException {
    shards(40);
    for (int i : new int[] {39, 25, 8, 31}) {
      Files.write(folder.resolve("part-%03d.npy".formatted(i)), new byte[0]);
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(
          "part-008.npy: byte 0: expected the magic bytes of a .npy file but found no data",
          message(() -> NpyShards.open(folder)));
    }
  }

  @Test
  void whereNoShardsAre() throws IOException {
    assertEquals(folder + ": the folder has no .npy files", message(() -> NpyShards.open(folder)));
    assertEquals(
        folder + "/*: no file matches the pattern", message(() -> NpyShards.glob(folder + "/*")));
    assertEquals(folder + "/none", message(() -> NpyShards.open(folder.resolve("none"))));
    assertEquals(
        "there are no files, so there is no dtype and no shape",
        assertThrows(IllegalArgumentException.class, () -> NpyShards.open(List.of())).getMessage());
    assertEquals(
        "'[z-a]' is not a pattern of names: expected ranges such as [a-z]",
        assertThrows(IllegalArgumentException.class, () -> NpyShards.glob(folder + "/[z-a]"))
            .getMessage());
  }

  // ---- wrong use -----------------------------------------------------------------------------

  @Test
  void wrongRowsAndTargets() throws IOException {
    shards(2);
    try (NpyShards shards = NpyShards.open(folder)) {
      assertEquals("<i4 (20, 3) in 2 shards", shards.toString());
      assertOutOfBounds("rows 0 to 21 are out of bounds for 20 rows", () -> shards.load(0, 21));
      assertOutOfBounds("rows -1 to 0 are out of bounds for 20 rows", () -> shards.load(-1, 0));
      assertOutOfBounds("rows 5 to 4 are out of bounds for 20 rows", () -> shards.load(5, 4));
      assertOutOfBounds("rows 20 to 21 are out of bounds for 20 rows", () -> shards.at(20));
      assertOutOfBounds(
          "Range [1, 1 + 3) out of bounds for length 3",
          () -> shards.readInto(0, 1, new int[3], 1));
      assertIllegal(
          "rows 0 to 2 have the shape (2, 3), but the target has (3, 2)",
          () -> shards.readInto(0, 2, NdArray.zeros(DType.INT32, 3, 2)));
      assertIllegal(
          "<i4 (2, 3) C needs 24 bytes, but the buffer has 23",
          () -> shards.readInto(0, 2, ByteBuffer.allocate(23)));
      assertIllegal(
          "rows are read into an array of primitives, not into a java.lang.String",
          () -> shards.readInto(0, 2, "text"));
      assertIllegal("a batch has at least one row, not 0", () -> shards.batches(0));
      assertIllegal(
          "at least one thread has to read, not 0", () -> shards.forEachBatch(0, 1, (i, r) -> {}));
      assertThrows(
          ReadOnlyBufferException.class,
          () -> shards.readInto(0, 2, NdArray.zeros(DType.INT32, 2, 3).asReadOnly()));
      assertThrows(
          ReadOnlyBufferException.class,
          () -> shards.readInto(0, 2, ByteBuffer.allocate(24).asReadOnlyBuffer()));
    }
  }

  private static void assertOutOfBounds(String message, Executable executable) {
    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, executable).getMessage());
  }

  private static void assertIllegal(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void theLimitOfBytesHoldsForEachCall() throws IOException {
    shards(2);
    var options = ShardOptions.DEFAULT.withReading(ReadOptions.DEFAULT.withMaxBytes(24));
    try (NpyShards shards = NpyShards.open(folder, options)) {
      assertEquals(9, shards.load(9, 11).getInt(0, 0));
      assertEquals(
          "part-000.npy: byte 0: expected at most 24 bytes of data but found rows 9 to 12 of (20, 3), which have 36; if you trust the source, allow more with maxBytes",
          message(() -> shards.load(9, 12)));
    }
  }

  @Test
  void thePlanFindsRows() throws IOException {
    Npy.save(folder.resolve("0.npy"), new int[0]);
    Npy.save(folder.resolve("1.npy"), new int[3]);
    Npy.save(folder.resolve("2.npy"), new int[0]);
    Npy.save(folder.resolve("3.npy"), new int[1]);
    Npy.save(folder.resolve("4.npy"), new int[0]);
    try (NpyShards shards = NpyShards.open(folder)) {
      ShardLayout plan = shards.plan();
      assertEquals(
          List.of(1, 1, 1, 3), Stream.of(0, 1, 2, 3).map(row -> plan.shardOf(row)).toList());
      assertOutOfBounds("row 4 is out of bounds for 4 rows", () -> plan.shardOf(4));
      assertEquals(new Shard("3.npy", 3, 1), plan.shards().get(3));
      assertEquals(4, plan.rowBytes());
    }
  }

  @Test
  void emptyShardsAlone() throws IOException {
    Npy.save(folder.resolve("0.npy"), new float[0][5]);
    try (NpyShards shards = NpyShards.open(folder);
        BatchReader batches = shards.batches(3)) {
      assertEquals(1, shards.shards().size());
      assertFalse(batches.next());
      shards.forEachBatch(2, 3, (first, rows) -> fail("a batch without rows"));
      assertEquals(ArrayLayout.of("<f4", 0, 0), shards.load(0, 0).layout());
    }
  }

  @Test
  void theLimitOfBytesHoldsForBatches() throws IOException {
    shards(2);
    var options = ShardOptions.DEFAULT.withReading(ReadOptions.DEFAULT.withMaxBytes(24));
    String refused =
        "part-000.npy: byte 0: expected at most 24 bytes of data but found rows 0 to 3 of (20, 3), which have 36; if you trust the source, allow more with maxBytes";
    try (NpyShards shards = NpyShards.open(folder, options)) {
      assertEquals(refused, message(() -> shards.batches(3)));
      assertEquals(refused, message(() -> shards.forEachBatch(1, 3, ignored())));
      try (BatchReader batches = shards.batches(2)) {
        for (int row = 0; batches.next(); row += 2) {
          assertEquals(row, batches.rows().getInt(0, 0));
        }
        assertThrows(IllegalStateException.class, batches::rows);
      }
    }
  }

  @Test
  void aRowOfMoreThan2GiBIsConvertedInPieces() throws IOException {
    long length = (1L << 29) + 7;
    ByteSource none = ByteSource.of(Npy.toBytes(NdArray.zeros(DType.of("<i4"), 0, length)));
    try (NpyShards shards = NpyShards.of(List.of(none, new Counting(length)))) {
      StoredArray all = Npy.open(shards.asSource());
      assertEquals("<i4 (1, 536870919)", all.toString());
      NdArray last = all.slice(1, length - 3, length).load();
      assertEquals("[[536870916 536870917 536870918]]", last.toString());
      assertEquals(3, all.slice(1, 3, 4).load().getInt(0, 0));
    }
  }

  /** A file of one long row of big-endian numbers, each its own index. */
  private static final class Counting implements ByteSource {
    private final byte[] header;
    private final long size;

    Counting(long length) {
      header = NpyHeader.encode(ArrayLayout.of(">i4", 1, length));
      size = header.length + 4 * length;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void readFully(long position, ByteBuffer target) {
      for (long at = position; target.hasRemaining(); at++) {
        long data = at - header.length;
        target.put(data < 0 ? header[(int) at] : (byte) (data / 4 >>> (8 * (3 - data % 4))));
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void headersAreReadOnce() throws IOException {
    List<Long> reads = Collections.synchronizedList(new ArrayList<>());
    List<ByteSource> sources = new ArrayList<>();
    for (String dtype : new String[] {"<i4", ">i4"}) {
      NdArray rows = NdArray.zeros(DType.of(dtype), 2000, 3);
      sources.add(new Watched(ByteSource.of(Npy.toBytes(rows)), reads::add, () -> {}));
      sources.add(
          new Watched(ByteSource.of(Npy.toBytes(rows.copy(Order.F))), reads::add, () -> {}));
    }
    try (NpyShards shards = NpyShards.of(sources)) {
      assertEquals(List.of(0L, 0L, 0L, 0L), reads);
      assertEquals(8000, shards.load(0, 8000).shape().length(0));
      shards.readInto(0, 8000, new int[24_000]);
      assertEquals(4, reads.stream().filter(position -> position < 128).count());
    }
  }

  /** A source that tells where it is read, and when it is closed. */
  private record Watched(ByteSource source, LongConsumer reading, Runnable closing)
      implements ByteSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() throws IOException {
      return source.size();
    }

    @Override
    public void readFully(long position, ByteBuffer target) throws IOException {
      reading.accept(position);
      source.readFully(position, target);
    }

    @Override
    public void close() {
      closing.run();
    }
  }

  @Test
  void aShardThatIsSlowToOpenKeepsNoOthersWaiting() throws Exception {
    shards(2);
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    List<ShardFile> files =
        List.of(new Slow(path(0), opening, released), new ShardFile.OfPath("1", path(1)));
    try (NpyShards shards =
        NpyShards.open(files, List.of(), ShardOptions.DEFAULT, ShardSources::nothing)) {
      CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> value(shards, 9));
      opening.await();
      assertEquals(10, value(shards, 10));
      assertFalse(first.isDone());
      released.countDown();
      assertEquals(9, first.get());
    }
  }

  private Path path(int index) {
    return folder.resolve("part-%03d.npy".formatted(index));
  }

  private static int value(NpyShards shards, long row) {
    try {
      return shards.at(row).getInt(0);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  /** A file that takes long to open again. */
  private record Slow(Path file, CountDownLatch opening, CountDownLatch released)
      implements ShardFile {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public ByteSource open() throws IOException {
      return ByteSource.of(file);
    }

    @Override
    public ByteSource reopen(Object expectedStamp) throws IOException {
      opening.countDown();
      try {
        released.await();
      } catch (InterruptedException ended) {
        throw new AssertionError(ended);
      }
      return open();
    }

    @Override
    public Object stamp() {
      return "";
    }
  }

  // ---- patterns ------------------------------------------------------------------------------

  @Test
  void aPatternOfSeveralAnyFoldersFindsEachFileOnce() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b/c/d"));
    Npy.save(deep.resolve("x.npy"), new int[] {1});
    Npy.save(folder.resolve("a/y.npy"), new int[] {1});
    for (String pattern : new String[] {"/**/*.npy", "/**/**/*.npy", "/**/a/**/**/*.npy"}) {
      try (NpyShards shards = NpyShards.glob(folder + pattern)) {
        assertEquals(2, shards.shards().size(), pattern);
      }
    }
  }

  @Test
  void aPatternMayHaveTheSeparatorsOfWindows() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Npy.save(folder.resolve("a/x1.npy"), new int[] {1});
    Npy.save(folder.resolve("a/x2.npy"), new int[] {1});
    String pattern = (folder + "/**/x[12].npy").replace('/', '\\');
    assertEquals(2, ShardGlob.of(pattern, '\\').files().size());
    ShardGlob drive = ShardGlob.of("C:\\data\\run-?\\*.npy", '\\');
    assertEquals(Path.of("C:/data"), drive.base());
    assertEquals(List.of(), drive.files());
  }

  // ---- limits --------------------------------------------------------------------------------

  @Test
  void atMost64FilesAreOpenAndNoneIsMapped() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    shards(200);
    try (NpyShards shards = NpyShards.open(folder)) {
      long sum = 0;
      for (int i = 0; i < 5000; i++) {
        long row = i * 7919L % 2000;
        sum += shards.at(row).getInt(0) - row;
        if (i % 500 == 0) {
          assertTrue(open() <= OpenShards.MAX_OPEN, () -> open() + " files are open");
        }
      }
      assertEquals(0, sum);
      assertEquals(OpenShards.MAX_OPEN, open());
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        assertEquals(0, maps.filter(this::isShard).count());
      }
    }
    assertEquals(0, open());
  }

  private boolean isShard(String line) {
    return line.contains(folder.toString());
  }

  private long open() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      List<Path> all = files.toList();
      long count = 0;
      for (Path file : all) {
        try {
          count += isShard(Files.readSymbolicLink(file).toString()) ? 1 : 0;
        } catch (IOException closedMeanwhile) {
          // it does not count
        }
      }
      return count;
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void moreThreadsThanFilesMayBeOpen() throws IOException {
    shards(150);
    try (NpyShards shards = NpyShards.open(folder)) {
      AtomicLong sum = new AtomicLong();
      for (int i = 0; i < 5; i++) {
        shards.forEachBatch(100, 7, (first, rows) -> sum.addAndGet(rows.getInt(0, 0) - first));
      }
      assertEquals(0, sum.get());
    }
  }

  // ---- changes meanwhile ---------------------------------------------------------------------

  @Test
  void aShardThatVanishesIsNamed() throws IOException {
    shards(3);
    try (NpyShards shards = NpyShards.open(folder)) {
      Files.delete(folder.resolve("part-001.npy"));
      assertEquals(9, shards.at(9).getInt(0));
      var vanished = assertThrows(NoSuchFileException.class, () -> shards.load(0, 30));
      assertEquals(
          "part-001.npy: the shard has vanished since the array was opened", vanished.getMessage());
      assertEquals(29, shards.at(29).getInt(0));
    }
  }

  @Test
  void aShardThatChangesIsNamed() throws IOException {
    shards(3);
    try (NpyShards shards = NpyShards.open(folder)) {
      Npy.save(folder.resolve("part-001.npy"), new int[ROWS][3]);
      assertEquals(
          "part-001.npy: the shard has changed since the array was opened; open it anew",
          message(() -> shards.at(10)));
    }
  }

  @Test
  void aShardThatIsCutShortWhileItIsOpenIsNamed() throws IOException {
    shards(3);
    try (NpyShards shards = NpyShards.open(folder)) {
      assertEquals(10, shards.at(10).getInt(0));
      try (FileChannel channel =
          FileChannel.open(folder.resolve("part-001.npy"), StandardOpenOption.WRITE)) {
        channel.truncate(150);
      }
      assertEquals(
          "part-001.npy: the shard has become shorter since the array was opened; open it anew",
          message(() -> shards.at(15)));
      try (BatchReader batches = shards.batches(5)) {
        assertEquals(
            "part-001.npy: the shard has become shorter since the array was opened; open it anew",
            message(
                () -> {
                  while (batches.next()) {}
                }));
      }
    }
  }

  // ---- threads -------------------------------------------------------------------------------

  @Test
  void afterClosingNothingIsRead() throws IOException {
    shards(3);
    NpyShards shards = NpyShards.open(folder);
    BatchReader batches = shards.batches(5);
    assertEquals(3, shards.at(3).getInt(0));
    shards.close();
    shards.close();
    assertEquals("the shards have been closed", message(() -> shards.at(3)));
    assertEquals(
        "the shards have been closed", message(() -> shards.forEachBatch(2, 1, ignored())));
    batches.close();
    batches.close();
    assertEquals(
        "the reader of batches has been closed",
        assertThrows(IllegalStateException.class, batches::next).getMessage());
    assertEquals(
        "there is no batch; call next() first, and ask its result",
        assertThrows(IllegalStateException.class, batches::rows).getMessage());
    assertThrows(IllegalStateException.class, batches::firstRow);
  }

  private static RowConsumer ignored() {
    return (first, rows) -> {};
  }

  @Test
  void sourcesAreClosedWithTheArray() throws IOException {
    shards(1);
    List<String> closed = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(folder.resolve("part-000.npy"));
    List<ByteSource> sources = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "s" + i;
      sources.add(
          new Watched(ByteSource.of(bytes).named(name), position -> {}, () -> closed.add(name)));
    }
    NpyShards shards = NpyShards.of(sources);
    assertEquals(9, shards.at(999).getInt(0));
    for (long row = 0; row < 1000; row++) {
      assertEquals(row % 10, shards.at(row).getInt(0));
    }
    assertEquals(List.of(), closed);
    shards.close();
    assertEquals(100, closed.size());
  }

  @Test
  void anInterruptEndsTheCallOfItsThreadOnly() throws Exception {
    shards(100);
    try (NpyShards shards = NpyShards.open(folder)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> shards.load(0, 1000));
      assertTrue(Thread.interrupted());
      assertEquals(500, shards.at(500).getInt(0));

      try (BatchReader batches = shards.batches(1000)) {
        Thread.currentThread().interrupt();
        assertEquals(
            "the shards: interrupted while waiting for rows",
            assertThrows(InterruptedIOException.class, batches::next).getMessage());
        assertTrue(Thread.interrupted());
        assertTrue(batches.next());
        assertEquals(999, batches.rows().getInt(999, 0));
      }
    }
  }

  @Test
  void closingInUseEndsTheReading() throws Exception {
    shards(100);
    NpyShards shards = NpyShards.open(folder);
    CountDownLatch reading = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                while (true) {
                  shards.load(0, 1000);
                  reading.countDown();
                }
              } catch (Exception problem) {
                failures.add(problem);
              }
            });
    reader.start();
    reading.await();
    shards.close();
    reader.join();
    assertEquals("the shards have been closed", failures.get(0).getMessage());
    assertInstanceOf(IOException.class, failures.get(0));
  }

  @Test
  void theFailureOfAConsumerEndsAllThreads() throws IOException {
    shards(100);
    try (NpyShards shards = NpyShards.open(folder)) {
      RuntimeException failure = new IllegalStateException("enough");
      AtomicLong calls = new AtomicLong();
      RuntimeException thrown =
          assertThrows(
              RuntimeException.class,
              () ->
                  shards.forEachBatch(
                      4,
                      1,
                      (first, rows) -> {
                        calls.incrementAndGet();
                        if (first == 20) {
                          throw failure;
                        }
                      }));
      assertSame(failure, thrown);
      long atTheEnd = calls.get();
      assertTrue(atTheEnd < 1000, () -> atTheEnd + " calls");
      assertEquals(atTheEnd, calls.get());
    }
  }
}
