package io.npyio.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

/**
 * Servers that refuse, lie, stop or change: one clear error each, or a bounded number of retries.
 */
@Timeout(120)
class HostileServerTest {
  private static final HttpOptions HASTY =
      HttpOptions.DEFAULT.withRetries(2, Duration.ofMillis(1)).withTimeout(Duration.ofSeconds(20));

  private final byte[] bytes = new byte[100_000];
  private TestServer server;
  private String name;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer(bytes);
    name = server.address("x.npy").toString();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpSource source() {
    return HttpSource.of(server.address("x.npy"), HASTY);
  }

  /** The message of reading from a source anew, without the name of the file. */
  private String refusal() {
    return refusal(source());
  }

  private String refusal(HttpSource source) {
    String message = assertThrows(IOException.class, source::size).getMessage();
    assertTrue(message.startsWith(name + ": "), message);
    return message.substring(name.length() + 2);
  }

  /** The message of reading more, after the first reply was right. */
  private String laterRefusal(TestServer.Answer answer) throws IOException {
    server.answering(server::part);
    HttpSource source = source();
    assertEquals(bytes.length, source.size());
    server.answering(answer);
    String message =
        assertThrows(IOException.class, () -> source.readFully(50_000, ByteBuffer.allocate(10)))
            .getMessage();
    assertTrue(message.startsWith(name + ": "), message);
    return message.substring(name.length() + 2);
  }

  // ---- statuses

  @Test
  void statusesAreNamed() {
    server.answering(TestServer.status(401));
    assertEquals("the server asks for credentials (status 401)", refusal());
    HttpSource wrong = HttpSource.of(server.address("x.npy"), HASTY.withBearer("hidden"));
    assertEquals("the server refuses the credentials (status 401)", refusal(wrong));
    server.answering(TestServer.status(403));
    assertEquals("the server does not allow access (status 403)", refusal());
    for (int missing : new int[] {404, 410}) {
      server.answering(TestServer.status(missing));
      assertEquals("no such file (status " + missing + ")", refusal());
    }
    server.answering(TestServer.status(418));
    assertEquals("the server does not answer with a part of the file (status 418)", refusal());
    server.answering(TestServer.status(204));
    assertEquals("the server does not answer with a part of the file (status 204)", refusal());
    var refused = assertThrows(HttpStatusException.class, source()::size);
    assertEquals(204, refused.status());
  }

  @Test
  void aServerWithoutRangesIsRefusedUnread() {
    server.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange.getResponseBody().write(new byte[10]);
          waitForTheEnd(exchange);
        });
    String expected =
        "the server sends the whole file (status 200) where a range is asked for; npyio reads files"
            + " from servers that have ranges, so download it first";
    assertEquals(expected, refusal());
    HttpSource source = source();
    assertEquals(
        name + ": " + expected,
        assertThrows(IOException.class, () -> source.readLast(9)).getMessage());
    server.answering(exchange -> exchange.sendResponseHeaders(200, 0));
    assertEquals(expected, refusal(), "chunked, of unknown length");
  }

  private static void waitForTheEnd(HttpExchange exchange) throws IOException {
    byte[] some = new byte[1 << 16];
    while (true) {
      exchange.getResponseBody().write(some); // fails when the client closes the connection
    }
  }

  @Test
  void compressedBytesAreRefused() {
    for (int status : new int[] {200, 206}) {
      server.answering(TestServer.status(status, "Content-Encoding", "gzip"));
      assertEquals(
          "expected the bytes of the file but found them compressed (Content-Encoding: gzip); a part"
              + " of them is of no use, so turn that off for this file",
          refusal());
    }
  }

  @Test
  void severalRangesInOneReplyAreRefused() {
    server.answering(TestServer.status(206, "Content-Type", "multipart/byteranges; boundary=x"));
    assertEquals("expected one range but found several (multipart/byteranges)", refusal());
  }

  @Test
  void aWrongContentRangeIsRefused() {
    for (String range :
        new String[] {"bytes 0-4095/*", "lines 0-9/100", "bytes */100", "bytes -5-9/100", "none"}) {
      server.answering(TestServer.status(206, "Content-Range", range));
      assertEquals(
          "expected a Content-Range with the bytes 0-4095 and the size of the file but found "
              + range,
          refusal());
    }
    for (String range :
        new String[] {"bytes 1-4096/100000", "bytes 0-99/100000", "bytes 0-4096/100000"}) {
      server.answering(TestServer.status(206, "Content-Range", range));
      assertEquals("expected the bytes 0-4095 but found the Content-Range " + range, refusal());
    }
    server.answering(exchange -> server.send(exchange, "bytes 0-4095/100000", 0, 100, 100));
    assertEquals(
        "expected a reply of 4096 bytes for the range 0-4095 but found a Content-Length of 100",
        refusal());
    server.answering(exchange -> server.send(exchange, "bytes 0-4095/100000", 0, 5000, 0));
    assertEquals("expected a reply of 4096 bytes but found more", refusal());
    server.answering(TestServer.status(416, "Content-Range", "bytes */7"));
    assertEquals("the server does not have the bytes 0-4095 (status 416)", refusal());
  }

  @Test
  void aContentLengthThatIsNoNumberIsRefused() throws IOException {
    for (String status : new String[] {"206 Partial Content", "200 OK"}) {
      for (String length : new String[] {"x", "-5", "4096, 4096", "", "9".repeat(30)}) {
        String head =
            "HTTP/1.1 %s\r\nContent-Range: bytes 0-4095/100000\r\nContent-Length: %s\r\n\r\n"
                .formatted(status, length);
        try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
          Thread server = new Thread(() -> answer(socket, head), "length");
          server.start();
          HttpSource source =
              HttpSource.of(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x"), HASTY);
          assertEquals(
              source.name() + ": expected a number of bytes but found the Content-Length " + length,
              assertThrows(IOException.class, source::size).getMessage());
        }
      }
    }
  }

  private static void answer(ServerSocket socket, String head) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write(head.getBytes(UTF_8));
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException over) {
        // the client has what it needs
      }
    }
  }

  // ---- changed files

  @Test
  void aChangedFileIsNoticed() throws IOException {
    assertEquals(
        "the file has changed while it was read (status 412)",
        laterRefusal(
            exchange -> {
              assertEquals("\"v1\"", exchange.getRequestHeaders().getFirst("If-Match"));
              TestServer.status(412).give(exchange);
            }));
    assertEquals(
        "the file has changed while it was read: ETag \"v1\" then, \"v2\" now",
        laterRefusal(tagged("\"v2\"", "bytes 50000-50009/100000")));
    assertEquals(
        "the file has changed while it was read: 100000 bytes then, 100001 now",
        laterRefusal(tagged("\"v1\"", "bytes 50000-50009/100001")));
    assertEquals(
        "the file has changed while it was read: it lacks the bytes 50000-50009 (status 416)",
        laterRefusal(TestServer.status(416, "Content-Range", "bytes */7")));
    for (int gone : new int[] {404, 410}) {
      assertEquals(
          "the file has gone while it was read (status " + gone + ")",
          laterRefusal(TestServer.status(gone)));
    }
  }

  private static TestServer.Answer tagged(String etag, String range) {
    return TestServer.status(206, "ETag", etag, "Content-Range", range, "Content-Length", "10");
  }

  @Test
  void aWeakTagIsComparedButNotSent() throws IOException {
    server.replace(bytes, "W/\"v1\"");
    List<String> sent = Collections.synchronizedList(new ArrayList<>());
    assertEquals(
        "the file has changed while it was read: ETag W/\"v1\" then, W/\"v2\" now",
        laterRefusal(
            exchange -> {
              sent.add("" + exchange.getRequestHeaders().getFirst("If-Match"));
              server.replace(bytes, "W/\"v2\"");
              server.part(exchange);
            }));
    assertEquals(List.of("null"), sent);
  }

  @Test
  void withoutATagTheDateIsCompared() throws IOException {
    AtomicInteger day = new AtomicInteger(10);
    TestServer.Answer dated =
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range").replace("=", " ");
          exchange.getResponseHeaders().set("Content-Range", range + "/100000");
          exchange
              .getResponseHeaders()
              .set("Last-Modified", "Sat, " + day + " Jan 2026 00:00:00 GMT");
          int length = range.equals("bytes 0-4095") ? 4096 : 10;
          exchange.sendResponseHeaders(206, length);
          exchange.getResponseBody().write(new byte[length]);
        };
    server.answering(dated);
    HttpSource source = source();
    source.readFully(50_000, ByteBuffer.allocate(10));
    day.set(17);
    assertEquals(
        name
            + ": the file has changed while it was read: Last-Modified Sat, 10 Jan 2026 00:00:00 GMT"
            + " then, Sat, 17 Jan 2026 00:00:00 GMT now",
        assertThrows(IOException.class, () -> source.readFully(50_000, ByteBuffer.allocate(10)))
            .getMessage());
  }

  // ---- replies that break off, and servers that are busy

  @Test
  void aReplyThatBreaksOffIsAskedForAgain() throws IOException {
    AtomicInteger count = new AtomicInteger();
    server.answering(
        exchange -> {
          if (count.getAndIncrement() % 2 == 0) {
            server.send(exchange, "bytes 0-4095/100000", 0, 50, 4096);
          } else {
            server.part(exchange);
          }
        });
    assertEquals(bytes.length, source().size());
    assertEquals(2, server.requests().size());
    server.answering(exchange -> server.send(exchange, "bytes 0-4095/100000", 0, 50, 0));
    assertEquals(
        "the connection broke, tried 3 times: the reply ends after 50 of 4096 bytes", refusal());
    assertEquals(3, server.requests().size());
    server.answering(exchange -> server.send(exchange, "bytes 0-4095/100000", 0, 50, 4096));
    String message = refusal();
    assertTrue(message.startsWith("the connection broke, tried 3 times: "), message);
  }

  @Test
  void aBusyServerIsAskedAgainAFewTimes() throws IOException {
    for (int status : new int[] {408, 500, 502, 503, 504}) {
      server.requests();
      server.answering(TestServer.status(status));
      assertEquals(
          "the server cannot answer now, tried 3 times (status " + status + ")", refusal());
      assertEquals(3, server.requests().size());
    }
    server.answering(TestServer.status(429, "Retry-After", "0"));
    assertEquals("the server limits the number of requests, tried 3 times (status 429)", refusal());
    HttpSource once =
        HttpSource.of(server.address("x.npy"), HASTY.withRetries(0, Duration.ofMillis(1)));
    assertEquals(
        "the server limits the number of requests, tried once (status 429)", refusal(once));
    AtomicInteger count = new AtomicInteger();
    String past = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    server.answering(
        exchange -> {
          if (count.getAndIncrement() < 2) {
            TestServer.status(503, "Retry-After", past).give(exchange);
          } else {
            server.part(exchange);
          }
        });
    assertEquals(bytes.length, source().size());
  }

  @Test
  void aServerThatWantsMoreThanAMinuteIsNotWaitedFor() {
    server.answering(TestServer.status(503, "Retry-After", "3600"));
    assertEquals(
        "the server cannot answer now, and asks to wait for 3600 s (status 503)", refusal());
    assertEquals(1, server.requests().size());
    server.answering(TestServer.status(503, "Retry-After", "soon"));
    assertEquals("the server cannot answer now, tried 3 times (status 503)", refusal());
  }

  @Test
  void aSilentServerTimesOut() throws IOException {
    HttpOptions impatient =
        HttpOptions.DEFAULT
            .withTimeout(Duration.ofMillis(100))
            .withRetries(1, Duration.ofMillis(1));
    server.answering(exchange -> sleep(3000));
    assertEquals(
        "no byte of the reply arrived for 100 ms, tried 2 times",
        refusal(HttpSource.of(server.address("x.npy"), impatient)));
    server.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-4095/100000");
          exchange.sendResponseHeaders(206, 4096);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          sleep(3000);
        });
    assertEquals(
        "no byte of the reply arrived for 100 ms, tried 2 times",
        refusal(HttpSource.of(server.address("x.npy"), impatient)));
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    HttpSource none = HttpSource.of(URI.create("http://127.0.0.1:" + port + "/x.npy"));
    assertEquals(
        "http://127.0.0.1:%d/x.npy: 127.0.0.1:%d refuses the connection".formatted(port, port),
        assertThrows(IOException.class, none::size).getMessage());
    HttpSource unknown = HttpSource.of(URI.create("http://no-such-host.invalid/x.npy"));
    assertEquals(
        "http://no-such-host.invalid/x.npy: no host has the name no-such-host.invalid",
        assertThrows(IOException.class, unknown::size).getMessage());
  }

  /**
   * In one of fifty new virtual machines JDK 25 loses the first failed handshake, and waits until
   * its time is over.
   */
  @Test
  void aServerWithoutTlsIsNamed() throws Exception {
    try {
      askServerWithoutTls();
    } catch (AssertionFailedError lost) {
      askServerWithoutTls();
    }
  }

  private static void askServerWithoutTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> refuseTls(plain), "no-tls");
      server.start();
      HttpSource source =
          HttpSource.of(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/x.npy"));
      String message = assertThrows(IOException.class, source::size).getMessage();
      server.join();
      String expected = source.name() + ": the connection is not secure: ";
      assertTrue(message.startsWith(expected), message);
    }
  }

  private static void refuseTls(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException over) {
      // the client has what it needs
    }
  }

  // ---- redirects

  @Test
  void redirectsAreFollowedAndRemembered() throws IOException {
    server.answering(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/x.npy")) {
            TestServer.status(302, "Location", "/other place?signed").give(exchange);
          } else {
            server.part(exchange);
          }
        });
    HttpSource source = source();
    source.readFully(50_000, ByteBuffer.allocate(10));
    assertEquals(3, server.requests().size());
    assertEquals(name, source.name());
  }

  @Test
  void anAddressThatHasExpiredIsAskedForAnew() throws IOException {
    AtomicInteger signature = new AtomicInteger();
    server.answering(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/x.npy")) {
            TestServer.status(307, "Location", "/signed" + signature).give(exchange);
          } else if (exchange.getRequestURI().getPath().equals("/signed" + signature)) {
            server.part(exchange);
          } else {
            TestServer.status(403).give(exchange);
          }
        });
    HttpSource source = source();
    assertEquals(bytes.length, source.size());
    signature.incrementAndGet();
    source.readFully(50_000, ByteBuffer.allocate(10));
    server.answering(TestServer.status(403));
    assertEquals(
        name + ": the server does not allow access (status 403)",
        assertThrows(IOException.class, () -> source.readFully(50_000, ByteBuffer.allocate(10)))
            .getMessage());
  }

  @Test
  void redirectsThatLeadNowhereAreRefused() {
    server.answering(
        exchange -> TestServer.status(302, "Location", "/" + System.nanoTime()).give(exchange));
    assertEquals("the server redirects more than 5 times", refusal());
    for (String[] headers :
        new String[][] {{}, {"Location", name}, {"Location", ":::"}, {"Location", "mailto:x@y"}}) {
      server.answering(TestServer.status(301, headers));
      assertEquals("the server redirects to no other address (status 301)", refusal());
    }
    server.answering(TestServer.status(303, "Location", "ftp://host/x"));
    assertEquals(
        "the server redirects to an address that is neither http nor https (status 303)",
        refusal());
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() {
    var check =
        new ReplyCheck("x.npy", URI.create("https://a/x.npy"), new ByteRange(0, 9), null, false);
    assertEquals(
        "x.npy: the server redirects from https to http://b/y, which is not secure (status 302)",
        assertThrows(
                HttpStatusException.class,
                () -> check.content(Head.of(302, "Location", "http://user:pw@b/y?key=secret")))
            .getMessage());
  }

  // ---- secrets

  private static final List<String> SECRETS = List.of("sesame", "tok3n", "s1gned", "c2VzYW1l");

  @Test
  void credentialsAreSentToTheServerThatIsAskedAndToNoOther() throws IOException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (TestServer other = new TestServer(bytes)) {
      other.answering(
          exchange -> {
            seen.add("other " + exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add("other " + exchange.getRequestHeaders().getFirst("X-Key"));
            other.part(exchange);
          });
      server.answering(
          exchange -> {
            seen.add("own " + exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add("own " + exchange.getRequestHeaders().getFirst("X-Key"));
            TestServer.status(302, "Location", other.address("y").toString()).give(exchange);
          });
      HttpOptions options = HASTY.withHeader("X-Key", "tok3n").withBasic("ali", "sesame");
      assertEquals(bytes.length, HttpSource.of(server.address("x"), options).size());
      String basic = "Basic YWxpOnNlc2FtZQ==";
      assertEquals(List.of("own " + basic, "own tok3n", "other null", "other null"), seen);
      seen.clear();
      URI address = URI.create(server.address("x").toString().replace("//", "//ali:ses%61me@"));
      assertEquals(bytes.length, HttpSource.of(address, HASTY).size());
      assertEquals("own " + basic, seen.get(0));
      seen.clear();
      assertEquals(bytes.length, HttpSource.of(address, HASTY.withBearer("tok3n")).size());
      assertEquals("own Bearer tok3n", seen.get(0));
    }
  }

  @Test
  void noMessageHasASecret() throws IOException {
    URI address =
        URI.create(
            server.address("x.npy").toString().replace("//", "//ali:sesame@")
                + "?sig=s1gned#s1gned");
    HttpOptions options =
        HASTY.withHeader("X-Key", "tok3n").withHeader("Authorization", "Basic c2VzYW1l");
    List<TestServer.Answer> answers =
        List.of(
            TestServer.status(200),
            TestServer.status(401),
            TestServer.status(404),
            TestServer.status(503, "Retry-After", "100"),
            TestServer.status(206),
            TestServer.status(302, "Location", "ftp://ali:sesame@x/y?sig=s1gned"),
            TestServer.status(302, "Location", "http://ali:sesame@127.0.0.1:1/y?sig=s1gned"),
            TestServer.status(302, "Location", "http://127.0.0.1:99999/y?sig=s1gned"),
            TestServer.status(302, "Location", "http://127.0.0.1:1/y?sig=s1gned\u00e9 ^"),
            exchange -> server.send(exchange, "bytes 0-4095/100000", 0, 50, 4096));
    for (TestServer.Answer answer : answers) {
      server.answering(answer);
      HttpSource source = HttpSource.of(address, options);
      IOException problem =
          assertThrows(IOException.class, () -> source.readFully(9000, ByteBuffer.allocate(1)));
      assertNoSecret(source.name() + source + options);
      assertNoSecret(trace(problem));
    }
  }

  private static void assertNoSecret(String text) {
    for (String secret : SECRETS) {
      assertFalse(text.contains(secret), text);
    }
  }

  private static String trace(Throwable problem) {
    var text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  // ---- options

  @Test
  void optionsAreShownWithoutValues() {
    assertEquals(
        "headers [X-Key, Authorization], time-out PT5S, 1 retries, 4 requests at a time, gaps of 9"
            + " bytes",
        HttpOptions.DEFAULT
            .withHeader("x-key", "old")
            .withHeader("X-Key", "tok3n")
            .withBearer("sesame")
            .withTimeout(Duration.ofSeconds(5))
            .withRetries(1, Duration.ofMillis(1))
            .withInFlight(4)
            .withMaxGap(9)
            .toString());
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    HttpOptions none = HttpOptions.DEFAULT;
    assertRefused(
        "the name of a header is letters, digits and -", () -> none.withHeader("a b", "x"));
    assertRefused(
        "the value of the header X has characters other than printable ASCII",
        () -> none.withHeader("X", "sesame\nY: z"));
    assertRefused(
        "the header Range is set by the requests themselves", () -> none.withHeader("Range", "x"));
    assertRefused("the name of a user has no colon", () -> none.withBasic("a:b", "sesame"));
    assertRefused(
        "expected a positive time-out but found PT0S", () -> none.withTimeout(Duration.ZERO));
    assertRefused(
        "expected at least 0 retries but found -1", () -> none.withRetries(-1, Duration.ofDays(1)));
    assertRefused("expected at least 1 requests but found 0", () -> none.withInFlight(0));
    assertRefused("expected at least 0 bytes but found -1", () -> none.withMaxGap(-1));
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    assertRefused(
        "expected a client with Redirect.NEVER but found ALWAYS; redirects are followed without the"
            + " headers",
        () -> none.withClient(following));
    assertRefused(
        "expected an address of http or https but found the scheme ftp",
        () -> HttpSource.of(URI.create("ftp://ali:sesame@host/x")));
    assertRefused(
        "expected an address of http or https but found the scheme null",
        () -> HttpSource.of(URI.create("x.npy")));
    assertRefused(
        "expected an address with the name of a host",
        () -> HttpSource.of(URI.create("http:///x.npy")));
  }

  private static void assertRefused(String message, Executable refused) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, refused).getMessage());
  }

  @Test
  void aClientOfTheCallersIsUsed() throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    HttpSource source = HttpSource.of(server.address("x"), HASTY.withClient(client));
    assertEquals(bytes.length, source.size());
  }

  @Test
  void addressesMayHaveCharactersBeyondAscii() throws IOException {
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    server.answering(
        exchange -> {
          paths.add(exchange.getRequestURI().toString());
          server.part(exchange);
        });
    URI address = server.address("f\u00fc%20r.npy?q=\u00fc");
    assertEquals(bytes.length, HttpSource.of(address, HASTY).size());
    assertEquals(List.of("/f%C3%BC%20r.npy?q=%C3%BC"), paths);
    assertEquals("a??b" + "x".repeat(76) + "...", Shown.text("a\u001b\u00fcb" + "x".repeat(200)));
  }
}
