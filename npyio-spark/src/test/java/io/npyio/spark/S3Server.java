package io.npyio.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** S3Proxy, which keeps objects in memory, in a JVM of its own. */
final class S3Server {
  private static final Path CLASS_PATH = Path.of("s3proxy/target/classpath");
  private static final String OPTIONS =
      """
      s3proxy.authorization=none
      s3proxy.endpoint=%s
      s3proxy.ignore-unknown-headers=true
      jclouds.provider=transient
      jclouds.identity=local
      jclouds.credential=local
      """;

  private final Process process;
  private final URI address;

  private S3Server(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static S3Server start(Path folder) throws Exception {
    if (!Files.exists(CLASS_PATH)) {
      throw new IOException(
          "expected the class path of S3Proxy in npyio-spark/%s; name the module npyio-spark/s3proxy after -pl, too"
              .formatted(CLASS_PATH));
    }
    URI address = URI.create("http://127.0.0.1:" + freePort());
    Path options = Files.writeString(folder.resolve("s3proxy"), OPTIONS.formatted(address));
    Path quiet =
        Files.writeString(
            folder.resolve("logback.xml"), "<configuration><root level='OFF'/></configuration>");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Xmx512m",
                    "-Dlogback.configurationFile=" + quiet,
                    "-cp",
                    Files.readString(CLASS_PATH),
                    "org.gaul.s3proxy.Main",
                    "--properties",
                    options.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    return new S3Server(process, address);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  URI address() {
    return address;
  }

  /** Makes a bucket, once the server answers. */
  void makeBucket(String name) throws Exception {
    HttpRequest put =
        HttpRequest.newBuilder(address.resolve("/" + name)).PUT(BodyPublishers.noBody()).build();
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (true) {
      try {
        int status = HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IOException("expected status 200 of S3Proxy, found " + status);
        }
        return;
      } catch (ConnectException notYet) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          throw notYet;
        }
        Thread.sleep(100);
      }
    }
  }

  void stop() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
