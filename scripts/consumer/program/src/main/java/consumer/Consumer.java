package consumer;

import com.sun.net.httpserver.HttpServer;
import io.npyio.array.NdArray;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.http.HttpSource;
import io.npyio.record.NpyField;
import io.npyio.record.RecordMapper;
import io.npyio.source.ByteSource;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A user's program: arrays in files, records, and an array on a web server. */
public final class Consumer {

  /** A record that stands for an element of a structured array. */
  public record Star(@NpyField(dtype = "<U8") String name, double ra) {}

  private Consumer() {}

  /**
   * Uses npyio, and prints where its classes came from.
   *
   * @param arguments a folder
   * @throws Exception where something does not work
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0], "matrix.npy");
    Npy.save(file, new double[][] {{1, 2}, {3, 4}});
    require("[[1. 2.]\n [3. 4.]]", Npy.load(file).toString());
    try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
      require("[3. 4.]", mapped.array().at(1).toString());
    }
    require("[Star[name=Vega, ra=279.25]]", records().toString());
    require("[[3. 4.]]", remote(file));

    Module module = Npy.class.getModule();
    String version = Npy.class.getPackage().getImplementationVersion();
    System.out.println(
        module.isNamed() ? "module " + module.getDescriptor().toNameAndVersion() : "jar " + version);
  }

  private static List<Star> records() {
    RecordMapper<Star> mapper = RecordMapper.of(Star.class, MethodHandles.lookup());
    NdArray stars = mapper.toArray(List.of(new Star("Vega", 279.25)));
    return mapper.toList(stars);
  }

  /** The last row of the file, over HTTP and without the rows before. */
  private static String remote(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String[] range =
              exchange.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-");
          int from = Integer.parseInt(range[0]);
          int to = Math.min(Integer.parseInt(range[1]) + 1, bytes.length);
          exchange
              .getResponseHeaders()
              .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
          exchange.sendResponseHeaders(206, to - from);
          exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, to));
          exchange.close();
        });
    server.start();
    try (ByteSource source =
        HttpSource.of(URI.create("http://localhost:%d/".formatted(server.getAddress().getPort())))) {
      return Npy.open(source).slice("1:").load().toString();
    } finally {
      server.stop(0);
    }
  }

  private static void require(String expected, String found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + " but found " + found);
    }
  }
}
