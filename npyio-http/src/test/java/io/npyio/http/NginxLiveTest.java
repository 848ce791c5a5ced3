package io.npyio.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.StoredArray;
import io.npyio.interop.LiveNumPy;
import io.npyio.interop.RandomNumPy;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx: the one that the variable NPYIO_NGINX names, or on the path. */
@Timeout(60)
class NginxLiveTest {
  private static final long SEED = 20261129;

  @TempDir private Path folder;
  private Process nginx;
  private String address;

  private static Path program() {
    String named = System.getenv("NPYIO_NGINX");
    Stream<String> places =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    Path found =
        named != null
            ? Path.of(named)
            : Stream.concat(places, Stream.of("/usr/sbin"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    String missing = "no nginx: install it, or name it in NPYIO_NGINX";
    assertTrue(found != null || !Boolean.getBoolean("npyio.interop.required"), missing);
    assumeTrue(found != null, missing);
    return Objects.requireNonNull(found);
  }

  @BeforeEach
  void start() throws Exception {
    Path program = program();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    address = "http://127.0.0.1:" + port + "/";
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off; pid FOLDER/pid; error_log FOLDER/error.log;
            events {}
            http {
              access_log off; gzip on; gzip_types *; gzip_min_length 1;
              client_body_temp_path FOLDER/1; proxy_temp_path FOLDER/2; fastcgi_temp_path FOLDER/3;
              uwsgi_temp_path FOLDER/4; scgi_temp_path FOLDER/5;
              server {
                listen 127.0.0.1:PORT; root FOLDER;
                location /moved/ { rewrite ^/moved/(.*)$ /$1 redirect; }
                location /whole/ { alias FOLDER/; max_ranges 0; }
              }
            }
            """
                .replace("FOLDER", folder.toString())
                .replace("PORT", Integer.toString(port)));
    nginx =
        new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    while (nginx.isAlive() && !answers()) {
      Thread.sleep(20);
    }
    assertTrue(nginx.isAlive(), () -> "nginx has ended");
  }

  private boolean answers() {
    try {
      return source("nginx.conf").size() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (nginx != null) {
      nginx.destroy();
      assertTrue(nginx.waitFor(20, TimeUnit.SECONDS));
    }
  }

  private HttpSource source(String file) {
    return HttpSource.of(URI.create(address + file));
  }

  private static NdArray rows() {
    NdArray rows = NdArray.zeros(DType.FLOAT32, 5000, 768);
    rows.setFloat(2.5f, 3003, 7);
    return rows;
  }

  @Test
  void arraysAndArchivesAreRead() throws IOException {
    Npy.save(folder.resolve("rows.npy"), rows());
    Npz.save(folder.resolve("rows.npz"), Map.of("rows", rows()));
    Npz.saveCompressed(folder.resolve("packed.npz"), Map.of("rows", rows()));
    for (String place : new String[] {"", "moved/"}) {
      assertTrue(Npy.load(source(place + "rows.npy")).contentEquals(rows()));
      assertEquals(2.5f, Npy.open(source(place + "rows.npy")).take(0, 3003).getFloat(1, 7));
      try (Npz stored = Npz.open(source(place + "rows.npz"));
          Npz packed = Npz.open(source(place + "packed.npz"))) {
        assertEquals(2.5f, stored.stored("rows").at(3003).load().getFloat(7));
        assertTrue(stored.load("rows").contentEquals(rows()));
        assertTrue(packed.load("rows").contentEquals(rows()));
      }
    }
  }

  @Test
  void everyArrayEqualsNumPysRowForRow() throws Exception {
    LiveNumPy.run(
        folder,
        RandomNumPy.of(SEED)
            + """
        for i, dtype in enumerate(dtypes):
            for j, shape in enumerate([(), (5003,), (12, 431), (9, 5, 97), (0, 3), (3, 0)]):
                for order in 'CF':
                    name = f'{i}-{j}-{order}'
                    a = np.asarray(random(dtype, shape), order=order)
                    np.save(name, a)
                    with open(name + '.rows', 'wb') as rows:
                        rows.write(a.tobytes())
        """);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".npy")).sorted().toList();
    }
    assertTrue(files.size() >= 36 * 6 * 2, () -> files.size() + " files");
    for (Path file : files) {
      String name = file.getFileName().toString();
      byte[] rows = Files.readAllBytes(folder.resolve(name.replace(".npy", ".rows")));
      try (HttpSource source = source(name)) {
        StoredArray found = Npy.open(source);
        ArrayLayout inRows = ArrayLayout.of(found.dtype(), found.shape().lengths());
        assertRows(NdArray.wrap(ByteBuffer.wrap(rows), inRows), found, name);
      }
    }
  }

  private static void assertRows(NdArray expected, StoredArray found, String name)
      throws IOException {
    assertEqual(expected, found.load(), name);
    if (expected.shape().rank() == 0) {
      return;
    }
    long length = expected.shape().length(0);
    long[] backwards = LongStream.range(0, length).map(i -> length - 1 - i).toArray();
    assertEqual(expected.slice("::-1"), found.take(backwards), name + " backwards");
    for (long row = 0; row < length; row += Math.max(1, length / 11)) {
      assertEqual(expected.at(row), found.at(row).load(), name + " row " + row);
    }
  }

  /** Compares bits, as NaN is not equal to itself. */
  private static void assertEqual(NdArray expected, NdArray found, String what) {
    assertTrue(expected.contentEquals(found), () -> what + ", seed " + SEED);
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    Files.createFile(folder.resolve("empty"));
    assertEquals(0, source("empty").size());
    assertEquals(0, source("empty").readLast(9).remaining());
  }

  @Test
  void smallFilesAndTheirEndsAreRead() throws IOException {
    byte[] bytes = {1, 2, 3, 4, 5};
    Files.write(folder.resolve("small"), bytes);
    ByteBuffer all = ByteBuffer.allocate(5);
    source("small").readFully(0, all);
    assertArrayEquals(bytes, all.array());
    assertEquals(5, source("small").readLast(65_557).remaining());
    assertEquals(5, source("small").readLast(1).get());
  }

  @Test
  void aFileThatChangesIsNoticed() throws IOException {
    Path file = Files.write(folder.resolve("changing"), new byte[100_000]);
    HttpSource source = source("changing");
    assertEquals(100_000, source.size());
    Files.write(file, new byte[100_001]);
    assertEquals(
        address + "changing: the file has changed while it was read (status 412)",
        assertThrows(IOException.class, () -> source.readFully(50_000, ByteBuffer.allocate(9)))
            .getMessage());
    Files.delete(file);
    assertEquals(
        address + "changing: the file has gone while it was read (status 404)",
        assertThrows(IOException.class, () -> source.readFully(50_000, ByteBuffer.allocate(9)))
            .getMessage());
    HttpSource missing = source("missing");
    assertEquals(
        address + "missing: no such file (status 404)",
        assertThrows(IOException.class, missing::size).getMessage());
  }

  @Test
  void aPlaceWithoutRangesIsRefused() throws IOException {
    Files.write(folder.resolve("large"), new byte[100_000]);
    HttpSource source = source("whole/large");
    assertEquals(
        address
            + "whole/large: the server sends the whole file (status 200) where a range is asked for;"
            + " npyio reads files from servers that have ranges, so download it first",
        assertThrows(IOException.class, source::size).getMessage());
  }
}
