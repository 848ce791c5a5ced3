package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredArrayTest {
  private static NdArray counted(String dtype, Order order, long... shape) {
    NdArray array = NdArray.zeros(new ArrayLayout(DType.of(dtype), Shape.of(shape), order));
    int[] counts = new int[(int) array.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i;
    }
    array.copyFrom(counts, 0);
    return array;
  }

  /** A source that counts what is asked of it. */
  private static final class Counting implements ByteSource {
    private final ByteSource source;
    private int requests;
    private long bytes;

    Counting(NdArray array) {
      this.source = ByteSource.of(Npy.toBytes(array)).named("counted.npy");
    }

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
      requests++;
      bytes += target.remaining();
      source.readFully(position, target);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }

    void assertAsked(int expectedRequests, long expectedBytes) {
      assertEquals(expectedRequests, requests);
      assertEquals(expectedBytes, bytes);
    }
  }

  @Test
  void tenRowsCostTwoRequests() throws IOException {
    NdArray array = counted("<f4", Order.C, 10_000, 768);
    Counting source = new Counting(array);
    StoredArray stored = Npy.open(source);
    assertEquals("<f4 (10000, 768)", stored.toString());
    source.assertAsked(1, 4096);

    NdArray rows = stored.slice("5000:5010").load();

    assertTrue(rows.contentEquals(array.slice(0, 5000, 5010)));
    source.assertAsked(2, 4096 + 10 * 768 * 4);
  }

  @Test
  void anotherShapeAndAnotherTypeAreViews() throws IOException {
    NdArray array = counted("<i4", Order.C, 6, 1000);
    Counting source = new Counting(array);
    StoredArray bytes = Npy.open(source).reshape(2, -1).view(DType.of("u1"));
    assertEquals("|u1 (2, 12000)", bytes.toString());
    NdArray few = bytes.slice("1, 8000:8008").load();
    assertTrue(
        few.contentEquals(array.reshape(2, 3000).view(DType.of("u1")).slice("1, 8000:8008")));
    source.assertAsked(2, 4096 + 8);
    IllegalArgumentException misfit =
        assertThrows(
            IllegalArgumentException.class, () -> bytes.slice(":, 1:4").view(DType.of("i2")));
    assertEquals(
        "no view of |u1 as <i2: their sizes differ (1 and 2 bytes), and the last axis does not divide",
        misfit.getMessage());
  }

  @Test
  void rangesThatLieNearAreReadAsOne() throws IOException {
    NdArray array = counted("<i4", Order.C, 100, 1000);
    Counting source = new Counting(array);
    float[] column = new float[100];
    Npy.open(source).slice(":, 7").readInto(column);
    assertEquals(99_007, column[99]);
    source.assertAsked(2, 4096 + 99 * 4000 + 4);
  }

  @Test
  void rangesThatLieFarApartAreReadEach() throws IOException {
    NdArray array = counted("<i4", Order.C, 20, 20_000);
    Counting source = new Counting(array);
    NdArray part = Npy.open(source).slice(1, 0, 10).load();
    assertTrue(part.contentEquals(array.slice(1, 0, 10)));
    source.assertAsked(1 + 20 - 1, 4096 + 19 * 40); // the first row lies in the head
  }

  @Test
  void rowsAreTakenByTheirIndices() throws IOException {
    for (Order order : Order.values()) {
      NdArray array = counted("<i4", order, 300, 2000);
      StoredArray stored = Npy.open(new Counting(array));
      long[] wanted = {299, 0, 7, 7};
      NdArray taken = stored.take(wanted);
      assertEquals(ArrayLayout.of(DType.of("<i4"), 4, 2000), taken.layout());
      for (int i = 0; i < wanted.length; i++) {
        assertTrue(taken.at(i).contentEquals(array.at(wanted[i])));
      }
      assertEquals(Shape.of(0, 2000), stored.take().shape());
      assertTrue(
          stored.slice("::-2, 5:9").take(3).at(0).contentEquals(array.slice("293, 5:9")),
          "of a slice");
    }
    StoredArray stored = Npy.open(new Counting(counted("<i4", Order.C, 3, 2)));
    assertEquals(
        "index 3 is out of bounds for axis 0 of length 3",
        assertThrows(IndexOutOfBoundsException.class, () -> stored.take(3)).getMessage());
    assertEquals(
        "a single element has no rows to take",
        assertThrows(IndexOutOfBoundsException.class, () -> stored.at(1, 1).take(0)).getMessage());
    var limited =
        Npy.open(new Counting(counted("<i4", Order.C, 3, 2)), ReadOptions.DEFAULT.withMaxBytes(15));
    assertEquals(
        "counted.npy: byte 128: expected at most 15 bytes of data but found (2, 2) of '<i4', which"
            + " has 16; if you trust the source, allow more with maxBytes",
        assertThrows(NpyFormatException.class, () -> limited.take(0, 1)).getMessage());
  }

  @Test
  void manyRowsAreAskedForTogether() throws IOException {
    NdArray array = counted("<i4", Order.C, 3000, 500);
    Counting source = new Counting(array);
    long[] wanted = new Random(5).longs(2000, 3, 3000).toArray();
    NdArray taken = Npy.open(source).take(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertTrue(taken.at(i).contentEquals(array.at(wanted[i])));
    }
    source.assertAsked(1 + wanted.length, 4096 + wanted.length * 2000L);
  }

  @Test
  void aRowOfAStoredMemberIsReadAlone() throws IOException {
    NdArray array = counted("<f4", Order.C, 10_000, 768);
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, Npz.Compression.STORED)) {
      writer.add("before", new double[20_000]);
      writer.add("rows", array);
      writer.commit();
    }
    CountingSource source = new CountingSource(bytes.toByteArray());
    try (Npz npz = Npz.open(source)) {
      assertEquals(List.of(bytes.size() - 65_557 + "+65557"), source.taken());
      StoredArray stored = npz.stored("rows");
      assertEquals("<f4 (10000, 768)", stored.toString());
      assertEquals(1, source.taken().size());
      assertTrue(stored.at(5000).load().contentEquals(array.at(5000)));
      assertEquals(1, source.taken().size());
      assertTrue(stored.slice("0, :9").load().contentEquals(array.slice("0, :9")));
      assertEquals(List.of(), source.taken());
    }
  }

  @Test
  void aCompressedMemberIsNotReadInParts() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, Npz.Compression.DEFLATED)) {
      writer.add("a", new int[9]);
      writer.commit();
    }
    try (Npz npz = Npz.open(new CountingSource(bytes.toByteArray()))) {
      assertEquals(
          "remote!a is compressed and only stored members are read in parts; load it",
          assertThrows(IllegalArgumentException.class, () -> npz.stored("a")).getMessage());
    }
  }

  @Test
  void anArrayInTheHeadNeedsNoOtherRequest() throws IOException {
    Counting source = new Counting(counted("<i4", Order.C, 5));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, Npy.open(source).toArray(int[].class));
    source.assertAsked(1, 148);
  }

  @Test
  void aHeaderThatHasBeenReadIsNotReadAgain() throws IOException {
    NdArray array = counted("<f4", Order.C, 10_000, 768);
    NpyHeader header = Npy.header(ByteSource.of(Npy.toBytes(array)));
    Counting source = new Counting(array);
    StoredArray rows = Npy.open(source, header, ReadOptions.DEFAULT).slice("5000:5010");
    source.assertAsked(0, 0);
    assertTrue(rows.load().contentEquals(array.slice(0, 5000, 5010)));
    source.assertAsked(1, 10 * 768 * 4);
    ByteSource cut = ByteSource.of(new byte[1000]).named("cut.npy");
    assertEquals(
        "cut.npy: byte 1000: the file ends here but (10000, 768) of '<f4' needs 30719128 more bytes",
        assertThrows(NpyFormatException.class, () -> Npy.open(cut, header, ReadOptions.DEFAULT))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"<f4, C", ">i8, F", "<c16, C", "'[(''x'', ''<i2''), (''m'', ''>f4'', (2, 3))]', C"})
  void anyPartIsWhatTheMappedArrayShows(String dtype, Order order) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NdArray array = NdArray.zeros(new ArrayLayout(DType.of(dtype), Shape.of(30, 40, 50), order));
    byte[] noise = new byte[(int) array.nbytes()];
    random.nextBytes(noise);
    array = NdArray.wrap(ByteBuffer.wrap(noise), array.layout());
    try (ByteSource source = ByteSource.of(Npy.toBytes(array))) {
      StoredArray stored = Npy.open(source);
      for (int round = 0; round < 50; round++) {
        String slice = slice(random) + ", " + slice(random) + ", " + slice(random);
        assertTrue(
            stored.slice(slice).load().contentEquals(array.slice(slice)),
            () -> slice + ", seed " + seed);
        assertTrue(
            stored.transpose().slice(slice).load().contentEquals(array.transpose().slice(slice)),
            () -> slice + " transposed, seed " + seed);
      }
      if (array.dtype() instanceof DType.Struct) {
        assertTrue(stored.field("m").at(3, 4).load().contentEquals(array.field("m").at(3, 4)));
      }
    }
  }

  private static String slice(Random random) {
    int from = random.nextInt(30);
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(from);
      case 1 -> from + ":" + (from + random.nextInt(30));
      case 2 -> from + "::" + (1 + random.nextInt(5));
      default -> "::-1";
    };
  }

  @Test
  void aValueThatDoesNotFitIsNamedByItsIndexInThePart() throws IOException {
    NdArray array = counted("<i4", Order.C, 100, 100);
    try (ByteSource source = ByteSource.of(Npy.toBytes(array))) {
      StoredArray part = Npy.open(source).slice("90:, ::50");
      assertEquals(
          "9000 at (0, 0) does not fit a byte; astype(INT8) converts as NumPy does",
          assertThrows(ArithmeticException.class, () -> part.readInto(new byte[20])).getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> part.readInto(new int[19]));
      int[] target = new int[21];
      part.readInto(target, 1);
      assertEquals(9000, target[1]);
      assertEquals(9950, target[20]);
    }
  }

  @Test
  void theLimitOfBytesHoldsForEachPart() throws IOException {
    Counting source = new Counting(counted("<i4", Order.C, 100, 1000));
    StoredArray stored = Npy.open(source, ReadOptions.DEFAULT.withMaxBytes(4000));
    assertEquals(4000, stored.at(5).load().nbytes());
    assertEquals(
        "counted.npy: byte 128: expected at most 4000 bytes of data but found (2, 1000) of '<i4',"
            + " which has 8000; if you trust the source, allow more with maxBytes",
        assertThrows(NpyFormatException.class, () -> stored.slice("0:2").load()).getMessage());
  }
}
