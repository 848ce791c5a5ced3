package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.npyio.view.LocalFile;
import io.npyio.view.PlainTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A viewer of some files and a client that asks it. */
final class Served implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ViewServer server;

  private Served(List<? extends ViewedFile> files, boolean isEditable) throws IOException {
    var options = new ViewOptions("1.2.3", 0, isEditable, Duration.ZERO);
    this.server = ViewServer.start(List.copyOf(files), new PlainTools(), options);
  }

  static Served of(Path... files) throws IOException {
    return of(Arrays.stream(files).map(LocalFile::new).toArray(ViewedFile[]::new));
  }

  static Served of(ViewedFile... files) throws IOException {
    return new Served(List.of(files), false);
  }

  static Served editable(Path... files) throws IOException {
    return new Served(Arrays.stream(files).map(LocalFile::new).toList(), true);
  }

  ViewServer server() {
    return server;
  }

  int port() {
    return server.address().getPort();
  }

  /** The path of the page: the secret between slashes. */
  String root() {
    return server.address().getPath();
  }

  /** A query of names and values, encoded. */
  static String query(String... namesAndValues) {
    var query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(namesAndValues[i]).append('=');
      query.append(URLEncoder.encode(namesAndValues[i + 1], UTF_8));
    }
    return query.toString();
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address(path)).build());
  }

  /** The text of an answer with status 200. */
  String ok(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path);
    String text = new String(response.body(), UTF_8);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + text);
    }
    return text;
  }

  /** The status and the sentence of an answer. */
  String refusal(String path) throws IOException, InterruptedException {
    return refusal(get(path));
  }

  static String refusal(HttpResponse<byte[]> response) {
    return response.statusCode() + " " + new String(response.body(), UTF_8);
  }

  HttpResponse<byte[]> put(String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address(path)).PUT(HttpRequest.BodyPublishers.ofString(body));
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  URI address(String path) {
    return URI.create(server.address() + path);
  }

  /** All that the server says to a request that a client of the JDK would not make. */
  String raw(String... lines) throws IOException {
    try (Socket socket = connect()) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** A connection to the server. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port());
  }

  static byte[] gunzipped(byte[] bytes) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
