package io.npyio.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.NpzWriter;
import io.npyio.shards.NpyShards;
import io.npyio.source.ByteSource;
import io.npyio.source.ByteSource.Part;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The contract of sources, and how many requests their readers make. */
class HttpSourceTest {
  private static final long SEED = Long.getLong("npyio.seed", 97_531);
  private static final int SIZE = 300_000;
  private static final byte[] BYTES = new byte[SIZE];

  static {
    new Random(SEED).nextBytes(BYTES);
  }

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(BYTES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpSource source() {
    return HttpSource.of(server.address("data/a.bin?key=secret"));
  }

  // ---- contract

  @Test
  void theVersionIsTheTagOfTheServerOrTheTimeOfTheLastChange() throws IOException {
    assertEquals("\"v1\"", source().version());
    server.answering(exchange -> tenBytes(exchange, ""));
    assertEquals(null, source().version());
    String time = "Sat, 28 Nov 2026 10:00:00 GMT";
    server.answering(exchange -> tenBytes(exchange, time));
    assertEquals(time, source().version());
  }

  private static void tenBytes(HttpExchange exchange, String modified) throws IOException {
    exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
    if (!modified.isEmpty()) {
      exchange.getResponseHeaders().set("Last-Modified", modified);
    }
    exchange.sendResponseHeaders(206, 10);
    exchange.getResponseBody().write(new byte[10]);
  }

  @Test
  void itsNameHasNoQuery() throws IOException {
    HttpSource source = source();
    assertEquals(server.address("data/a.bin").toString(), source.name());
    assertEquals(source.name(), source.toString());
    assertEquals("copy", source.named("copy").name());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void anyRangeIsReadIntoAnyBuffer() throws IOException {
    Random random = new Random(SEED);
    HttpSource source = source();
    assertEquals(SIZE, source.size());
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(SIZE);
      int count = random.nextInt(SIZE - from + 1);
      ByteBuffer target =
          i % 2 == 0 ? ByteBuffer.allocate(count + 5) : ByteBuffer.allocateDirect(count + 5);
      source.readFully(from, target.position(3).limit(3 + count));
      assertEquals(3 + count, target.position());
      byte[] found = new byte[count];
      target.get(3, found);
      assertArrayEquals(Arrays.copyOfRange(BYTES, from, from + count), found);
      assertEquals(0, target.limit(count + 5).get(count + 4));
    }
  }

  @Test
  void partsInAnyOrderAreReadInFewRequests() throws IOException {
    Random random = new Random(SEED);
    HttpSource source = source();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(SIZE - 999);
      parts.add(new Part(from, ByteBuffer.allocate(random.nextInt(999))));
    }
    source.readFully(parts);
    for (Part part : parts) {
      int from = (int) part.position();
      byte[] found = part.target().array();
      assertEquals(0, part.target().remaining());
      assertArrayEquals(Arrays.copyOfRange(BYTES, from, from + found.length), found);
    }
    assertEquals(2, server.requests().size(), "the head, and all others lie close together");
  }

  @Test
  void distantPartsAreRequestedEach() throws IOException {
    HttpSource source = HttpSource.of(server.address("a"), HttpOptions.DEFAULT.withMaxGap(10));
    Part first = new Part(10_000, ByteBuffer.allocate(5));
    Part near = new Part(10_015, ByteBuffer.allocate(5));
    Part far = new Part(10_031, ByteBuffer.allocate(5));
    source.readFully(List.of(far, first, near));
    List<String> requests = server.requests();
    assertEquals("GET bytes=0-4095", requests.get(0));
    assertEquals(
        List.of("GET bytes=10000-10019", "GET bytes=10031-10035"),
        requests.stream().skip(1).sorted().toList());
  }

  @Test
  void aLargeRangeIsCut() throws IOException {
    byte[] large = new byte[(2 << 23) + 77];
    new Random(SEED).nextBytes(large);
    server.replace(large, "\"v2\"");
    ByteBuffer target = ByteBuffer.allocate(large.length - 5000);
    source().readFully(5000, target);
    assertArrayEquals(Arrays.copyOfRange(large, 5000, large.length), target.array());
    assertEquals(
        List.of("GET bytes=0-4095", "GET bytes=5000-8393607", "GET bytes=8393608-16777292"),
        server.requests().stream().sorted().toList());
  }

  @Test
  void theEndIsAnEofExceptionThatCountsTheMissingBytes() {
    HttpSource source = source();
    ByteBuffer target = ByteBuffer.allocate(10);
    EOFException end = assertThrows(EOFException.class, () -> source.readFully(SIZE - 9, target));
    assertEquals(
        source.name() + ": the source ends here but 1 more byte is asked for", end.getMessage());
    assertEquals(9, target.position());
    assertEquals(BYTES[SIZE - 1], target.get(8));
    for (long far : new long[] {1L << 40, Long.MAX_VALUE}) {
      end = assertThrows(EOFException.class, () -> source.readFully(far, target.clear()));
      assertEquals(
          source.name() + ": the source ends here but 10 more bytes are asked for",
          end.getMessage());
      assertEquals(0, target.position());
    }
    var negative =
        assertThrows(
            IllegalArgumentException.class, () -> source.readFully(-1, ByteBuffer.allocate(1)));
    assertEquals("a position cannot be negative: -1", negative.getMessage());
  }

  @Test
  void theLastBytesAreOneRequest() throws IOException {
    for (int count : new int[] {1, 65_557, SIZE, SIZE + 1}) {
      HttpSource source = source();
      ByteBuffer last = source.readLast(count);
      byte[] found = new byte[last.remaining()];
      last.get(found);
      assertArrayEquals(Arrays.copyOfRange(BYTES, Math.max(0, SIZE - count), SIZE), found);
      assertEquals(SIZE, source.size());
      assertEquals(List.of("GET bytes=-" + count), server.requests());
      assertEquals(BYTES[SIZE - 1], source.readLast(1).get());
      assertEquals(1, server.requests().size());
    }
    assertEquals(0, source().readLast(0).remaining());
    assertThrows(IllegalArgumentException.class, () -> source().readLast(-1));
  }

  @Test
  void aServerWithoutRangesFromTheEndIsAskedForTheSize() throws IOException {
    for (int status : new int[] {400, 416, 501}) {
      server.answering(
          exchange -> {
            if (exchange.getRequestHeaders().getFirst("Range").startsWith("bytes=-")) {
              TestServer.status(status).give(exchange);
            } else {
              server.part(exchange);
            }
          });
      assertEquals(BYTES[SIZE - 1], source().readLast(1).get());
      assertEquals(
          List.of("GET bytes=-1", "GET bytes=0-4095", "GET bytes=299999-299999"),
          server.requests());
    }
  }

  @Test
  void emptyFilesAreEmpty() throws IOException {
    server.replace(new byte[0], "\"v0\"");
    assertEquals(0, source().size());
    assertEquals(0, source().readLast(5).remaining());
    server.answering(TestServer.status(200, "Content-Length", "0"));
    assertEquals(0, source().size());
  }

  @Test
  void anErrorPageMaySayThatAFileIsEmpty() throws IOException {
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes */0");
          exchange.sendResponseHeaders(416, 12);
          exchange.getResponseBody().write(new byte[12]);
        });
    assertEquals(0, source().size());
    assertEquals(0, source().readLast(5).remaining());
  }

  @Test
  void aBufferThatCannotBeWrittenIsRefusedBeforeARequest() {
    ByteBuffer target = ByteBuffer.allocate(9).asReadOnlyBuffer();
    assertThrows(ReadOnlyBufferException.class, () -> source().readFully(9000, target));
    assertEquals(List.of(), server.requests());
  }

  @Test
  void aReplyToARequestThatWasGivenUpIsNotRead() {
    var check = new ReplyCheck("a", server.address("a"), new ByteRange(0, 4), null, false);
    ByteBuffer target = ByteBuffer.allocate(4);
    var transfer = new Transfer(check, Transfer.into(target, 0), bytes -> {});
    transfer.cancel();
    var body = transfer.apply(Head.of(206, "Content-Range", "bytes 0-3/4"));
    assertTrue(body.getBody().toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  void aSmallFileMayComeAsAWhole() throws IOException {
    byte[] small = Npy.toBytes(NdArray.of(new int[] {1, 2, 3}));
    server.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, small.length);
          exchange.getResponseBody().write(small);
        });
    assertArrayEquals(new int[] {1, 2, 3}, Npy.load(source(), int[].class));
    assertEquals(1, server.requests().size());
  }

  @Test
  void anInterruptEndsReading() {
    HttpSource source = source();
    Thread.currentThread().interrupt();
    var interrupted =
        assertThrows(
            InterruptedIOException.class, () -> source.readFully(0, ByteBuffer.allocate(9)));
    assertEquals(source.name() + ": interrupted while reading", interrupted.getMessage());
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
  }

  @Test
  void aClosedSourceIsNamed() throws IOException {
    HttpSource source = source();
    assertEquals(SIZE, source.size());
    source.close();
    source.close();
    String expected = source.name() + ": the source has been closed";
    assertEquals(expected, assertThrows(IOException.class, source::size).getMessage());
    assertEquals(expected, assertThrows(IOException.class, () -> source.readLast(1)).getMessage());
    assertEquals(
        expected,
        assertThrows(IOException.class, () -> source.readFully(0, ByteBuffer.allocate(1)))
            .getMessage());
  }

  @Test
  void progressCountsTheBytesOfReplies() throws IOException {
    LongAdder received = new LongAdder();
    HttpOptions options = HttpOptions.DEFAULT.withProgress(received::add);
    HttpSource source = HttpSource.of(server.address("a"), options);
    source.readFully(10_000, ByteBuffer.allocate(1000));
    assertEquals(4096 + 1000, received.sum());
  }

  @Test
  void aListenerThatThrowsEndsTheReadWithWhatItHasThrown() throws IOException {
    for (Throwable thrown :
        new Throwable[] {new CancellationException("enough"), new AssertionError("no")}) {
      HttpOptions options = HttpOptions.DEFAULT.withProgress(bytes -> raise(thrown));
      HttpSource source = HttpSource.of(server.address("a"), options);
      assertSame(thrown, assertThrows(thrown.getClass(), source::size));
      assertSame(thrown, assertThrows(thrown.getClass(), () -> source.readLast(9)));
      assertEquals(2, server.requests().size(), "none is repeated");
    }
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Test
  void closingEndsTheReadsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HttpSource source = source();
    assertEquals(SIZE, source.size());
    server.answering(
        exchange -> {
          asked.countDown();
          await(over);
        });
    var reading = failureOf(() -> source.readFully(10_000, ByteBuffer.allocate(9)));
    await(asked);
    source.close();
    assertClosed(source, reading);
    over.countDown();
  }

  @Test
  void closingEndsTheWaitForABusyServer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.answering(
        exchange -> {
          TestServer.status(503, "Retry-After", "50").give(exchange);
          asked.countDown();
        });
    HttpSource source = source();
    var reading = failureOf(source::size);
    await(asked);
    source.close();
    assertClosed(source, reading);
  }

  private static void assertClosed(HttpSource source, CompletableFuture<IOException> reading)
      throws Exception {
    assertEquals(
        source.name() + ": the source has been closed",
        reading.get(20, TimeUnit.SECONDS).getMessage());
  }

  private static CompletableFuture<IOException> failureOf(Executable read) {
    return CompletableFuture.supplyAsync(() -> assertThrows(IOException.class, read));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- readers

  @Test
  void tenRowsCostTwoRequests() throws IOException {
    NdArray array = NdArray.zeros(DType.FLOAT32, 5000, 768);
    array.setFloat(2.5f, 3003, 7);
    server.replace(Npy.toBytes(array), "\"npy\"");
    try (ByteSource source = source()) {
      NdArray rows = Npy.open(source).slice("3000:3010").load();
      assertEquals(2.5f, rows.getFloat(3, 7));
    }
    assertEquals(List.of("GET bytes=0-4095", "GET bytes=9216128-9246847"), server.requests());
  }

  @Test
  void aRowOfAStoredMemberCostsThreeRequests() throws IOException {
    NdArray array = NdArray.zeros(DType.FLOAT32, 5000, 768);
    array.setFloat(2.5f, 3003, 7);
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, Npz.Compression.STORED)) {
      writer.add("rows", array);
      writer.commit();
    }
    server.replace(bytes.toByteArray(), "\"npz\"");
    try (Npz npz = Npz.open(source())) {
      assertEquals(2.5f, npz.stored("rows").at(3003).load().getFloat(7));
    }
    List<String> requests = server.requests();
    assertEquals(3, requests.size());
    assertEquals("GET bytes=-65557", requests.get(0));
  }

  @Test
  void filesOnAServerAreTheShardsOfOneArray() throws IOException {
    NdArray part = NdArray.zeros(DType.FLOAT64, 2000, 3);
    part.setDouble(2.5, 0, 1);
    server.replace(Npy.toBytes(part), "\"v1\"");
    List<HttpSource> sources = List.of(source(), source());
    try (NpyShards shards = NpyShards.of(sources)) {
      assertEquals("<f8 (4000, 3) in 2 shards", shards.toString());
      assertEquals(List.of("GET bytes=0-4095", "GET bytes=0-4095"), server.requests());
      assertEquals(2.5, shards.load(1999, 2001).getDouble(1, 1));
      assertEquals(List.of("GET bytes=48104-48127"), server.requests());
      server.replace(new byte[60_000], "\"v2\"");
      assertEquals(
          source().name() + ": the file has changed while it was read (status 412)",
          assertThrows(IOException.class, () -> shards.at(1999)).getMessage());
    }
    assertThrows(IOException.class, sources.get(1)::size);
  }

  @Test
  void wholeArraysAreLoadedInEveryForm() throws IOException {
    NdArray array = NdArray.zeros(DType.FLOAT64, 700, 3000);
    array.setDouble(0.5, 699, 2999);
    server.replace(Npy.toBytes(array), "\"npy\"");
    try (ByteSource source = source()) {
      assertTrue(Npy.load(source).contentEquals(array));
      assertEquals(0.5, Npy.load(source, double[][].class)[699][2999]);
      assertEquals(0.5f, Npy.load(source, float[].class)[700 * 3000 - 1]);
    }
  }
}
