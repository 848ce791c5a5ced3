package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpzWriter;
import io.npyio.interop.LiveNumPy;
import io.npyio.view.LocalFile;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code api/export}: downloads are the files that NumPy and the command would write. */
class ExportTest {
  @TempDir Path folder;

  private Path matrix() throws IOException {
    Path file = folder.resolve("m.npy");
    Npy.save(file, new double[][] {{0.5, 1, 2}, {3, Double.NaN, 5}});
    return file;
  }

  @Test
  void npyAsNumPySavesIt() throws Exception {
    LiveNumPy.run(
        folder,
        """
        a = np.arange(60, dtype='>i4').reshape(3, 4, 5, order='F')
        np.save('a.npy', a)
        np.save('expected0.npy', np.ascontiguousarray(a[1, ::-1, 2:]))
        np.save('expected1.npy', np.ascontiguousarray(a[:, 2, ::2].T))
        np.save('expected2.npy', a[1:2, 2, 3].reshape(()))
        np.save('expected3.npy', np.ascontiguousarray(a))
        np.save('expected4.npy', a[:, :0, 1])
        """);
    List<String> queries =
        List.of(
            Served.query("to", "npy", "s", "1, ::-1, 2:"),
            Served.query("to", "npy", "s", ":, 2, ::2", "t", "1"),
            Served.query("to", "npy", "s", "1, 2, 3"),
            Served.query("to", "npy"),
            Served.query("to", "npy", "s", ":, :0, 1"));
    try (Served served = Served.of(folder.resolve("a.npy"))) {
      for (int i = 0; i < queries.size(); i++) {
        HttpResponse<byte[]> response = served.get("api/export" + queries.get(i));
        assertArrayEquals(
            Files.readAllBytes(folder.resolve("expected" + i + ".npy")),
            response.body(),
            queries.get(i));
        assertEquals(
            response.body().length,
            response.headers().firstValueAsLong("content-length").orElse(0));
      }
    }
  }

  @Test
  void csvByTheWriterOfTheCommand() throws Exception {
    try (Served served = Served.of(matrix())) {
      HttpResponse<byte[]> response =
          served.get("api/export" + Served.query("to", "csv", "s", ":, 1:"));
      assertEquals("1.0,2.0\nnan,5.0\n", new String(response.body(), UTF_8));
      assertEquals(
          "text/csv; charset=utf-8", response.headers().firstValue("content-type").orElse(""));
    }
  }

  @Test
  void anEmptyCsv() throws Exception {
    try (Served served = Served.of(matrix())) {
      assertEquals("", served.ok("api/export" + Served.query("to", "csv", "s", ":0")));
    }
  }

  @Test
  void objectsAsNumPySavesThem() throws Exception {
    Path file = folder.resolve("o.npz");
    var objects = ObjectArray.of(Shape.of(3), Arrays.asList("a", null, List.of(1L)));
    try (var writer = NpzWriter.create(file)) {
      writer.add("o", objects);
      writer.commit();
    }
    try (Served served = Served.of(file)) {
      Path download = folder.resolve("download.npy");
      Files.write(
          download,
          served.get("api/export" + Served.query("m", "o", "to", "npy", "s", "1:")).body());
      assertEquals("array([None, list([1])], dtype=object)", Npy.loadObjects(download).repr());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.npy, '', a",
    "data/a.tar.npy, '', a.tar",
    "C:\\data\\a.npy, w, a-w",
    "x.npz, p/q\"; r, x-p_q_r",
    "größe.npy, '', gr_e",
    ".npy, '', npy"
  })
  void downloadsHavePlainNames(String name, String member, String expected) throws Exception {
    var file =
        new LocalFile(matrix()) {
          @Override
          public String name() {
            return name;
          }

          @Override
          public OpenView open(String ignored) throws IOException {
            return super.open("");
          }
        };
    try (Served served = Served.of(file)) {
      assertEquals(
          "attachment; filename=\"" + expected + ".npy\"",
          served
              .get("api/export" + Served.query("to", "npy", "m", member))
              .headers()
              .firstValue("content-disposition")
              .orElse(""));
    }
  }

  /** A download that ends early must not look whole. */
  @Test
  void aFaultMidwayCutsTheConnection() throws Exception {
    try (Served served = Served.of(failingAfter(1 << 20))) {
      assertThrows(IOException.class, () -> served.get("api/export?to=npy"));
      assertThrows(IOException.class, () -> served.get("api/export?to=csv"));
      assertEquals(200, served.get("api/state").statusCode());
    }
  }

  /** A file whose mapping is longer than the file from some byte on. */
  private LocalFile failingAfter(long bytes) throws IOException {
    Path file = folder.resolve("long.npy");
    Npy.create(file, ArrayLayout.of(DType.INT8, 1 << 11, 1 << 12)).close();
    return new LocalFile(file) {
      @Override
      public Stamp stamp() {
        return new Stamp("same");
      }

      @Override
      public OpenView open(String member) throws IOException {
        OpenView view = super.open(member);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(bytes);
        }
        return view;
      }
    };
  }

  @Test
  void theArrayOfAFieldIsExported() throws Exception {
    NdArray structs = NdArray.zeros(DType.of("[('a', '<i4'), ('b', '<f8')]"), 3);
    structs.field("b").fill(2.5);
    Path file = folder.resolve("s.npy");
    Npy.save(file, structs);
    try (Served served = Served.of(file)) {
      assertArrayEquals(
          Npy.toBytes(NdArray.of(new double[] {2.5, 2.5, 2.5})),
          served.get("api/export?to=npy&field=b").body());
      assertArrayEquals(Files.readAllBytes(file), served.get("api/export?to=npy").body());
    }
  }
}
