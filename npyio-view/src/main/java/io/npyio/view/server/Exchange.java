package io.npyio.view.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Sends an answer over a connection. */
final class Exchange {
  private static final int LEAST_GZIPPED = 1024;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final HttpExchange http;
  private boolean hasBegun;

  Exchange(HttpExchange http) {
    this.http = http;
  }

  /** Whether the client has a part of an answer, so that it can get no other. */
  boolean hasBegun() {
    return hasBegun;
  }

  void send(Reply reply) throws IOException, HttpProblem {
    setHeaders(reply);
    if (reply.content() instanceof Reply.Streamed streamed) {
      stream(reply.status(), streamed);
    } else if (reply.content() instanceof Reply.Whole whole) {
      sendWhole(reply, whole.bytes());
    }
    http.close();
  }

  /** Sends the reason why there is no answer. */
  void sendProblem(HttpProblem problem) throws IOException {
    Reply reply = Reply.problem(problem);
    setHeaders(reply);
    sendWhole(reply, ((Reply.Whole) reply.content()).bytes());
    http.close();
  }

  private void sendWhole(Reply reply, byte[] plain) throws IOException {
    byte[] bytes = isGzipped(reply, plain) ? gzipped(plain) : plain;
    begin(reply.status(), bytes.length).write(bytes);
  }

  private void setHeaders(Reply reply) {
    Headers headers = http.getResponseHeaders();
    headers.clear(); // of an answer that could not begin
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    reply.headers().forEach(headers::set);
  }

  // ---- text ----------------------------------------------------------------------------------

  private boolean isGzipped(Reply reply, byte[] bytes) {
    boolean isText =
        reply.type().startsWith("text/")
            || reply.type().equals("application/json")
            || reply.type().equals("image/svg+xml");
    return isText
        && bytes.length > LEAST_GZIPPED
        && http.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
            .anyMatch(
                value -> value.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*"));
  }

  private byte[] gzipped(byte[] bytes) throws IOException {
    http.getResponseHeaders().set("Content-Encoding", "gzip");
    http.getResponseHeaders().set("Vary", "Accept-Encoding");
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  // ---- streams -------------------------------------------------------------------------------

  /** Begins with the first bytes: a fault before them can still be told. */
  private void stream(int status, Reply.Streamed content) throws IOException, HttpProblem {
    content.writer().writeTo(new LateStream(status, content.length()));
    if (!hasBegun) {
      begin(status, 0);
    }
  }

  private OutputStream begin(int status, long length) throws IOException {
    hasBegun = true;
    http.sendResponseHeaders(status, headerLength(length));
    return http.getResponseBody();
  }

  /** The JDK's server takes -1 for no bytes and 0 for an unknown number of them. */
  private static long headerLength(long length) {
    return length == 0 ? -1 : length == Reply.Streamed.UNKNOWN ? 0 : length;
  }

  private final class LateStream extends OutputStream {
    private final int status;
    private final long length;

    LateStream(int status, long length) {
      this.status = status;
      this.length = length;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (count > 0) {
        OutputStream body = hasBegun ? http.getResponseBody() : begin(status, length);
        body.write(bytes, from, count);
      }
    }
  }
}
