package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.view.PlainTools;
import io.npyio.view.ViewOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a whole: its page, many requests, statistics, the end. */
@Timeout(120)
class ServerTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.save(file, NdArray.of(IntStream.range(0, 100_000).toArray()).reshape(100, 1000));
    return file;
  }

  @Test
  void servesThePageAndItsFiles() throws Exception {
    try (Served served = Served.of(file())) {
      HttpResponse<byte[]> page = served.get("");
      assertEquals(200, page.statusCode());
      assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").get());
      assertEquals(served.ok("app/index.html"), new String(page.body(), UTF_8));
      assertEquals(
          "text/javascript; charset=utf-8",
          served.get("app/main.js").headers().firstValue("content-type").get());
      assertEquals(
          "text/css; charset=utf-8",
          served.get("app/page.css").headers().firstValue("content-type").get());
    }
  }

  @Test
  void textsAreGzippedWhereThatIsAccepted() throws Exception {
    try (Served served = Served.of(file())) {
      String path = "api/cells?r0=0&r1=100&c0=0&c1=100";
      for (String accepted : List.of("gzip", "br, GZIP;q=0.5", "gzip, deflate, br, zstd")) {
        HttpResponse<byte[]> response = accepting(served, path, accepted);
        assertEquals("gzip", response.headers().firstValue("content-encoding").orElse(""));
        assertEquals(served.ok(path), new String(Served.gunzipped(response.body()), UTF_8));
      }
      for (String refused : List.of("br", "gzip;q=0", "identity, gzip; q=0.0, br", "xgzip")) {
        assertTrue(
            accepting(served, path, refused).headers().firstValue("content-encoding").isEmpty(),
            refused);
      }
      assertTrue(
          accepting(served, "api/state", "gzip")
              .headers()
              .firstValue("content-encoding")
              .isEmpty());
      assertTrue(
          accepting(served, "api/export?to=npy", "gzip")
              .headers()
              .firstValue("content-encoding")
              .isEmpty());
    }
  }

  private static HttpResponse<byte[]> accepting(Served served, String path, String encodings)
      throws Exception {
    return served.send(
        HttpRequest.newBuilder(served.address(path)).header("Accept-Encoding", encodings).build());
  }

  @Test
  void statisticsSayOfWhat() throws Exception {
    try (Served served = Served.of(file())) {
      assertEquals(
          "{\"of\":\"all\",\"elements\":1000,\"values\":{\"count\":1000,\"min\":1000.0,\"max\":1999.0,"
              + "\"mean\":1499.5}}",
          served.ok("api/stats?s=1"));
      assertEquals(
          "{\"low\":0.0,\"high\":99999.0,\"counts\":[50000,50000],\"below\":0,\"above\":0,\"nan\":0,"
              + "\"of\":\"all\",\"elements\":100000}",
          served.ok("api/hist?bins=2"));
      assertEquals(
          "{\"low\":10.0,\"high\":20.0,\"counts\":[5,6],\"below\":10,\"above\":79,\"nan\":0,"
              + "\"of\":\"all\",\"elements\":100}",
          served.ok("api/hist?bins=2&low=10&high=20&s=0,:100&all=1"));
    }
  }

  @Test
  void manyRequestsAtATime() throws Exception {
    try (Served served = Served.of(file())) {
      ExecutorService threads = Executors.newFixedThreadPool(12);
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int column = i;
        replies.add(
            threads.submit(
                () -> served.ok("api/cells?r0=7&r1=8&c0=%d&c1=%d".formatted(column, column + 1))));
      }
      for (int i = 0; i < replies.size(); i++) {
        assertEquals(
            "{\"r0\":7,\"c0\":%d,\"columns\":null,\"cells\":[[\"%d\"]]}".formatted(i, 7000 + i),
            replies.get(i).get());
      }
      threads.shutdown();
    }
  }

  /**
   * Otherwise other users of the machine could keep all threads with the beginnings of requests.
   */
  @Test
  void theBeginningOfARequestIsNotWaitedForLong() throws Exception {
    try (Served served = Served.of(file());
        Socket socket = served.connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(UTF_8));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aTakenPortIsRefused() throws Exception {
    try (Served served = Served.of(file())) {
      var options = new ViewOptions("1", served.port(), false, Duration.ZERO);
      assertThrows(
          BindException.class, () -> ViewServer.start(List.of(), new PlainTools(), options));
    }
  }

  @Test
  void afterClosingNothingAnswers() throws Exception {
    Served served = Served.of(file());
    served.ok("api/cells?r0=0&r1=1&c0=0&c1=1");
    served.close();
    assertThrows(ConnectException.class, () -> served.get("api/state"));
    served.server().awaitIdle();
  }

  @Test
  void idleAfterTheTimeOfTheOptions() throws Exception {
    var options = new ViewOptions("1", 0, false, Duration.ofMillis(1));
    try (ViewServer server = ViewServer.start(List.of(), new PlainTools(), options)) {
      server.awaitIdle();
    }
  }
}
