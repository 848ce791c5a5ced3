package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays whose elements are fetched first: nothing is read before, and no more than is needed. */
@Timeout(120)
class PartialTest {
  /** Of an element that was read before it was fetched. */
  private static final float ABSENT = -1;

  /** Elements, of which a copy gets those that are fetched. */
  private static class Distant implements ViewedFile, Fetcher {
    private final float[] elements;
    private final NdArray copy;
    private final NdArray array;
    private final boolean mayFetchAll;
    private final AtomicLong fetched = new AtomicLong();

    Distant(boolean mayFetchAll, long rows, long columns) {
      this.mayFetchAll = mayFetchAll;
      elements = new float[Math.toIntExact(rows * columns)];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = i % 1000;
      }
      float[] absent = new float[elements.length];
      Arrays.fill(absent, ABSENT);
      copy = NdArray.of(absent);
      array = copy.reshape(rows, columns);
    }

    @Override
    public void fetch(NdArray view) throws IOException {
      long[] lengths = view.shape().lengths();
      fetch(view, new long[lengths.length], 0);
    }

    private void fetch(NdArray view, long[] index, int axis) {
      if (axis == index.length) {
        long position = view.offset() - copy.offset();
        for (int i = 0; i < index.length; i++) {
          position += index[i] * view.strides()[i];
        }
        int element = (int) (position / Float.BYTES);
        copy.setFloat(elements[element], element);
        fetched.incrementAndGet();
        return;
      }
      for (index[axis] = 0; index[axis] < view.shape().length(axis); index[axis]++) {
        fetch(view, index, axis + 1);
      }
    }

    @Override
    public boolean isRequired() {
      return true;
    }

    @Override
    public boolean mayFetchAll() {
      return mayFetchAll;
    }

    @Override
    public String name() {
      return "distant.npy";
    }

    @Override
    public String format() {
      return "npy";
    }

    @Override
    public long bytes() {
      return array.nbytes();
    }

    @Override
    public Stamp stamp() {
      return new Stamp("1");
    }

    @Override
    public List<ViewedArray> arrays() {
      return List.of(ViewedArray.of("", array.layout()));
    }

    @Override
    public OpenView open(String member) {
      return new OpenView.Partial(array, this, () -> {});
    }

    /** The number of elements fetched since the last call. */
    long fetched() {
      return fetched.getAndSet(0);
    }
  }

  private static HttpResponse<byte[]> get(Served served, String path) throws Exception {
    HttpResponse<byte[]> response = served.get(path);
    assertEquals(200, response.statusCode(), Served.refusal(response));
    return response;
  }

  private static String exact(HttpResponse<byte[]> response) {
    return response.headers().firstValue("X-Exact").orElse("");
  }

  private static void assertAllWereFetched(HttpResponse<byte[]> tile) {
    var values = ByteBuffer.wrap(tile.body()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertTrue(values.hasRemaining());
    while (values.hasRemaining()) {
      assertTrue(values.get() >= 0, "an element was read before it was fetched");
    }
  }

  private static void assertFetched(long least, long most, Distant distant) {
    long fetched = distant.fetched();
    assertTrue(least <= fetched && fetched <= most, fetched + " elements were fetched");
  }

  @Test
  void cellsAndExportsFetchTheirOwnElements() throws Exception {
    var distant = new Distant(false, 2000, 1700);
    try (Served served = Served.of(distant)) {
      assertEquals(
          "{\"r0\":10,\"c0\":5,\"columns\":null,\"cells\":[[\"5.0\",\"6.0\"],[\"705.0\",\"706.0\"]]}",
          served.ok("api/cells?r0=10&r1=12&c0=5&c1=7"));
      assertEquals(4, distant.fetched());
      String slice = Served.query("s", "20:22, 7:10", "to", "csv");
      assertEquals("7.0,8.0,9.0\n707.0,708.0,709.0\n", served.ok("api/export" + slice));
      assertEquals(6, distant.fetched());
    }
  }

  @Test
  void tilesAreExactWhereThatTakesFewElementsAndElseSampled() throws Exception {
    var distant = new Distant(false, 2000, 1700);
    try (Served served = Served.of(distant)) {
      HttpResponse<byte[]> fine = get(served, "api/tile?level=0&row=2&col=1");
      assertEquals("1", exact(fine));
      assertAllWereFetched(fine);
      assertFetched(65_536, 65_536 * 2, distant);
      HttpResponse<byte[]> whole = get(served, "api/tile?level=4&row=0&col=0");
      assertEquals("0", exact(whole));
      assertAllWereFetched(whole);
      assertFetched(125 * 107, 125 * 1700 * 2, distant);
      HttpResponse<byte[]> turned = get(served, "api/tile?level=4&row=0&col=0&t=1");
      assertAllWereFetched(turned);
    }
  }

  @Test
  void aLineIsSampledAtFewPlaces() throws Exception {
    var distant = new Distant(false, 1, 1_000_000);
    try (Served served = Served.of(distant)) {
      String row = "api/line" + Served.query("s", "0, :") + "&from=0&to=1000000&n=1400";
      HttpResponse<byte[]> line = get(served, row);
      assertEquals("0", exact(line));
      var bounds = ByteBuffer.wrap(line.body()).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
      assertEquals(2800, bounds.remaining());
      while (bounds.hasRemaining()) {
        assertTrue(bounds.get() >= 0, "an element was read before it was fetched");
      }
      assertFetched(256, 256 * 300, distant);
    }
  }

  @Test
  void rangesStatisticsAndHistogramsAreOfASampleUnlessAllIsAskedFor() throws Exception {
    var distant = new Distant(false, 2000, 1700);
    try (Served served = Served.of(distant)) {
      String range = served.ok("api/range?");
      assertTrue(range.startsWith("{\"least\":0.0,"), range);
      assertFetched(30_000, 65_536, distant);
      String histogram = served.ok("api/hist?bins=2");
      assertTrue(histogram.startsWith("{\"low\":0.0,\"high\":999.0,"), histogram);
      assertTrue(histogram.contains("\"of\":\"sample\""), histogram);
      assertFetched(100_000, 1 << 18, distant);
      String all = served.ok("api/hist?bins=2&all=1");
      assertTrue(all.contains("\"counts\":[1700000,1700000]"), all);
      assertEquals(3_400_000, distant.fetched());
    }
  }

  @Test
  void aSmallArrayIsFetchedByTheScan() throws Exception {
    var distant = new Distant(true, 2000, 1700);
    try (Served served = Served.of(distant)) {
      HttpResponse<byte[]> tile = get(served, "api/tile?level=4&row=0&col=0");
      while (exact(tile).equals("0")) {
        Thread.sleep(10);
        tile = get(served, "api/tile?level=4&row=0&col=0");
      }
      assertAllWereFetched(tile);
      assertFetched(3_400_000, 14_000_000, distant);
    }
  }

  @Test
  void whatCannotBeFetchedIsSaid() throws Exception {
    var distant =
        new Distant(false, 2000, 1700) {
          @Override
          public void fetch(NdArray view) throws IOException {
            throw new IOException("the server is gone");
          }
        };
    try (Served served = Served.of(distant)) {
      String refusal = "500 {\"error\":\"the server is gone\"}";
      assertEquals(refusal, served.refusal("api/tile?level=0&row=0&col=0"));
      assertEquals(refusal, served.refusal("api/cells?r0=0&r1=1&c0=0&c1=1"));
      assertEquals(refusal, served.refusal("api/export?to=npy"));
    }
  }
}
