package io.npyio.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server on the loopback interface with one file, which tests make misbehave. */
public final class TestServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /** Answers a request. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile byte[] file;
  volatile String etag = "\"v1\"";
  private volatile Answer answer = this::part;

  /** Starts one with a file at any path. */
  public TestServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Range"));
    try (exchange) {
      answer.give(exchange);
    }
  }

  /** The address of a file of this name. */
  public URI address(String file) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
  }

  /** The requests since the last call: method and range. */
  public List<String> requests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** Puts another file in the place of the one served. */
  public void replace(byte[] other, String tag) {
    file = other;
    etag = tag;
  }

  /** Has requests answered otherwise. */
  public void answering(Answer other) {
    answer = other;
  }

  /** Answers as a good server does. */
  void part(HttpExchange exchange) throws IOException {
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !match.equals(etag)) {
      exchange.sendResponseHeaders(412, -1);
      return;
    }
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (!range.matches()) {
      throw new AssertionError("no range");
    }
    boolean isLast = range.group(1).isEmpty();
    int from =
        isLast
            ? Math.max(0, file.length - Integer.parseInt(range.group(2)))
            : Integer.parseInt(range.group(1));
    int end = isLast ? file.length : Math.min(file.length, Integer.parseInt(range.group(2)) + 1);
    if (from >= file.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    send(exchange, "bytes %d-%d/%d".formatted(from, end - 1, file.length), from, end, end - from);
  }

  /** Sends bytes of the file as a part, whatever the head says. */
  void send(HttpExchange exchange, String contentRange, int from, int end, int length)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.getResponseHeaders().set("Content-Range", contentRange);
    exchange.sendResponseHeaders(206, length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(file, from, end - from);
    }
  }

  /** Answers with a status, headers and no body. */
  public static Answer status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
