package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.cli.format.RangedArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays of which only the parts are copied that are looked at. */
class MirrorTest {
  /** A file that is longer than the bytes that it has, and counts what is read. */
  private static final class Distant implements ByteSource {
    private final byte[] start;
    private final long size;
    private final AtomicLong read = new AtomicLong();
    private boolean isClosed;

    Distant(byte[] start, long size) {
      this.start = start;
      this.size = size;
    }

    @Override
    public String name() {
      return "distant.npy";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void readFully(long position, ByteBuffer target) {
      read.addAndGet(target.remaining());
      while (target.hasRemaining()) {
        target.put(position < start.length ? start[(int) position] : 0);
        position++;
      }
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private static Mirror mirror(Distant file) throws IOException {
    return Mirror.of(new RangedArray(Npy.open(file), file));
  }

  private static NdArray counted(String dtype, Order order, long... shape) {
    NdArray array = NdArray.zeros(new ArrayLayout(DType.of(dtype), Shape.of(shape), order));
    int[] counts = new int[(int) array.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i;
    }
    array.copyFrom(counts, 0);
    return array;
  }

  @ParameterizedTest
  @CsvSource({"<f8, C, 500", "<f8, F, 500", ">i4, C, 701", "<i4, F, 701", "<f8, C, 1"})
  void whatHasBeenFetchedIsThere(String dtype, Order order, long rows) throws IOException {
    long seed = Long.getLong("npyio.seed", 815);
    var random = new Random(seed);
    NdArray array = counted(dtype, order, rows, 333, 2);
    byte[] bytes = Npy.toBytes(array);
    var file = new Distant(bytes, bytes.length);
    try (Mirror mirror = mirror(file)) {
      assertEquals(array.layout(), mirror.array().layout());
      for (int i = 0; i < 30; i++) {
        long row = random.nextInt((int) rows);
        long column = random.nextInt(333);
        String slice =
            "%d:%d:%d, %d:%d, %d:"
                .formatted(
                    row,
                    row + 1 + random.nextInt(20),
                    1 + random.nextInt(3),
                    column,
                    column + 1 + random.nextInt(30),
                    random.nextInt(2));
        mirror.fetch(mirror.array().slice(slice));
        assertTrue(
            mirror.array().slice(slice).contentEquals(array.slice(slice)),
            () -> slice + ", seed " + seed);
      }
      mirror.fetch(mirror.array());
      assertTrue(mirror.array().contentEquals(array), "the whole, seed " + seed);
    }
    assertTrue(file.isClosed);
  }

  @Test
  void aBlockIsReadOnce() throws IOException {
    byte[] bytes = Npy.toBytes(counted("<i4", Order.C, 1000, 1000));
    var file = new Distant(bytes, bytes.length);
    try (Mirror mirror = mirror(file)) {
      long header = file.read.get();
      mirror.fetch(mirror.array().at(500, 500));
      assertEquals(1 << 14, file.read.get() - header);
      mirror.fetch(mirror.array().slice("500, 400:600"));
      assertEquals(1 << 14, file.read.get() - header);
      assertTrue(mirror.mayFetchAll());
    }
  }

  @Test
  void moreThanIsFetchedAtATimeIsRefused() throws IOException {
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT64, 1_000_000, 1000);
    byte[] header = NpyHeader.encode(layout);
    var file = new Distant(header, header.length + layout.nbytes());
    try (Mirror mirror = mirror(file)) {
      mirror.fetch(mirror.array().slice("999999, 999"));
      assertFalse(mirror.mayFetchAll());
      IOException problem = assertThrows(IOException.class, () -> mirror.fetch(mirror.array()));
      assertEquals(
          "7999995904 bytes would have to be fetched, more than the 1073741824 that the viewer"
              + " fetches at a time; 'npyio convert --slice' takes a part",
          problem.getMessage());
    }
  }
}
