package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.NpzWriter;
import io.npyio.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files behind addresses of http. */
class WebFilesTest {
  private static final NdArray ROWS = NdArray.of(rows());

  @TempDir private Path folder;
  private TestServer server;

  private static double[][] rows() {
    double[][] rows = new double[5000][100];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i;
      rows[i][99] = -i;
    }
    return rows;
  }

  /** The address of a file of these bytes. */
  private String serving(String name, byte[] file) throws IOException {
    stop();
    server = new TestServer(file);
    return server.address(name).toString();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static byte[] archive(Npz.Compression compression) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, compression)) {
      writer.add("rows", ROWS);
      writer.add("few", new int[] {1, 2, 3});
      writer.commit();
    }
    return bytes.toByteArray();
  }

  // ---- arrays

  @Test
  void infoReadsTheHeaderOnly() throws IOException {
    String address = serving("rows.npy", Npy.toBytes(ROWS));
    Run.npyio("info", address)
        .prints(
            address
                + """
                : npy 1.0
                  dtype   float64 (<f8)
                  shape   (5000, 100)
                  order   C (rows)
                  size    500000 elements of 8 bytes: 4000000 bytes
                  data    at byte 128
                """);
    assertEquals(List.of("GET bytes=0-4095"), server.requests());
    String json = Run.npyio("info", "--json", address).out();
    assertTrue(json.startsWith("{\"file\":\"" + address + "\",\"format\":\"npy\""), json);
  }

  @Test
  void aSliceCostsItsOwnBytes() throws IOException {
    String address = serving("rows.npy", Npy.toBytes(ROWS));
    Run.npyio("cat", address, "--slice", "3000:3002, ::99")
        .prints("[[ 3000. -3000.]\n [ 3001. -3001.]]\n");
    assertEquals(List.of("GET bytes=0-4095", "GET bytes=2400128-2401727"), server.requests());
    Run.npyio("cat", address, "--slice", "3000:, 0", "--head", "2").prints("[3000. 3001.]\n");
    server.requests();
    String stats = Run.npyio("stats", address, "--slice", "10:20, 0").out();
    assertTrue(stats.contains("float64, shape (10,)\n  count  10\n"), stats);
    assertTrue(stats.contains("  max    19.0\n"), stats);
    assertEquals(2, server.requests().size());
    Path part = folder.resolve("part.npy");
    Run.npyio("convert", address, part, "--slice", "4990:", "--transpose").isSilent();
    assertTrue(Npy.load(part).contentEquals(ROWS.slice("4990:").transpose()));
    assertEquals(List.of("GET bytes=0-4095", "GET bytes=3992128-4000127"), server.requests());
  }

  @Test
  void aSummaryCostsTheCorners() throws IOException {
    String address = serving("rows.npy", Npy.toBytes(ROWS));
    Run.npyio("cat", address).prints(ROWS + "\n");
    assertEquals(List.of("GET bytes=0-4095", "GET bytes=3997728-4000127"), server.requests());
    Run.npyio("cat", address, "--precision", "1")
        .prints(Run.npyio("cat", rowsFile(), "--precision", "1").out());
    String archive = serving("a.npz", archive(Npz.Compression.STORED));
    Run.npyio("cat", archive + ":rows").prints(ROWS + "\n");
    assertEquals(3, server.requests().size());
  }

  private Path rowsFile() throws IOException {
    Path file = folder.resolve("rows.npy");
    Npy.save(file, ROWS);
    return file;
  }

  @Test
  void wholeArraysOfAnyOrderAreCopied() throws IOException {
    for (Order order : Order.values()) {
      String address = serving("rows.npy", Npy.toBytes(ROWS.copy(order)));
      Path copy = folder.resolve(order + ".npy");
      Run.npyio("convert", address, copy).isSilent();
      assertArrayEquals(Npy.toBytes(ROWS.copy(order)), Files.readAllBytes(copy));
      Run.npyio("diff", address, copy).isSilent();
      Run.npyio("verify", address).prints(address + ": ok\n");
    }
  }

  @Test
  void anArrayLargerThanABlockIsCopiedInBlocks() throws IOException {
    for (Order order : Order.values()) {
      NdArray large = NdArray.of(new double[9][600_000]).copy(order);
      large.setDouble(7, 8, 599_999);
      large.setDouble(5, 4, 300_000);
      String address = serving("large.npy", Npy.toBytes(large));
      Path copy = folder.resolve("large.npy");
      Run.npyio("convert", address, copy).isSilent();
      assertTrue(Npy.load(copy).contentEquals(large));
    }
  }

  @Test
  void viewsAndFieldsSeeTheWholeArray() throws IOException {
    String address = serving("few.npy", Npy.toBytes(NdArray.of(new int[] {1, 2, 3})));
    Run.npyio("cat", address, "--view", "int16", "--slice", ":2").prints("[1 0]\n");
  }

  @Test
  void severalArraysInAFileAreSeen() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(Npy.toBytes(NdArray.of(new int[] {1})));
    bytes.write(Npy.toBytes(ROWS));
    String address = serving("two.npy", bytes.toByteArray());
    Run.npyio("verify", address).prints(address + ": ok, 2 arrays\n");
    Run run = Run.npyio("cat", address);
    assertEquals("[1]\n", run.out());
    assertEquals(
        "npyio: %s: 4000128 bytes follow this array, at byte 132; 'npyio unpack' takes several arrays apart\n"
            .formatted(address),
        run.err());
  }

  @Test
  void objectsAreRead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    Npy.saveObjects(bytes, ObjectArray.of(Shape.of(2), List.of("a", 7L)));
    String address = serving("o.npy", bytes.toByteArray());
    Run.npyio("cat", address).prints("['a' 7]\n");
    Run.npyio("verify", address).prints(address + ": ok\n");
  }

  // ---- archives

  @Test
  void aRowOfAMemberCostsThreeRequests() throws IOException {
    String address = serving("a.npz", archive(Npz.Compression.STORED));
    Run.npyio("cat", address + ":rows", "--slice", "3000, 0").prints("3000.0\n");
    List<String> requests = server.requests();
    assertEquals(3, requests.size(), requests.toString());
    assertEquals("GET bytes=-65557", requests.get(0));
  }

  @Test
  void archivesAreReadByEveryVerb() throws IOException {
    for (Npz.Compression compression : List.of(Npz.Compression.STORED, Npz.Compression.DEFLATED)) {
      byte[] bytes = archive(compression);
      Path local = Files.write(folder.resolve("a.npz"), bytes);
      String address = serving("a.npz", bytes);
      assertEquals(
          Run.npyio("info", local).out().replace(local.toString(), address),
          Run.npyio("info", address).out());
      Run.npyio("verify", address).prints(address + ": ok\n");
      Run.npyio("diff", address, local).isSilent();
      Run.npyio("cat", address + ":few").prints("[1 2 3]\n");
      assertEquals(
          Run.npyio("stats", local).out().replace(local.toString(), address),
          Run.npyio("stats", address).out());
      Path copy = folder.resolve("copy.npz");
      Run.npyio("convert", address, copy).isSilent();
      Run.npyio("diff", copy, local).isSilent();
      Path row = folder.resolve("row.npy");
      Run.npyio("convert", address + ":rows", row, "--slice", "7").isSilent();
      assertTrue(Npy.load(row).contentEquals(ROWS.at(7)));
    }
  }

  // ---- files of other kinds

  @Test
  void textRawAndCompressedFilesAreCopiedFirst() throws IOException {
    String csv = serving("t.csv", "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    Run.npyio("cat", csv, "--format", "json").prints("[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4}]\n");
    Run.npyio("verify", csv).prints(csv + ": ok\n");
    String raw = serving("r.dat", new byte[] {1, 0, 2, 0, 3, 0});
    Run.npyio("cat", raw, "--dtype", "int16", "--offset", "2").prints("[2 3]\n");
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(Npy.toBytes(NdArray.of(new int[] {4, 5})));
    }
    String gzip = serving("x.npy.gz", zipped.toByteArray());
    Run.npyio("cat", gzip).prints("[4 5]\n");
    Path packed = folder.resolve("p.npz");
    Run.npyio("convert", gzip, packed).isSilent();
    Run.npyio("cat", packed + ":x").prints("[4 5]\n");
  }

  @Test
  void membersAreNamedByTheFile() throws IOException {
    String address =
        serving("folder/weights.npy?version=1", Npy.toBytes(NdArray.of(new int[] {7})));
    Path archive = folder.resolve("w.npz");
    Run.npyio("convert", address, archive).isSilent();
    Run.npyio("cat", archive + ":weights").prints("[7]\n");
  }

  // ---- errors

  @Test
  void errorsAreOneLineWithTheStatus() throws IOException {
    String address = serving("x.npy", new byte[10]);
    server.answering(TestServer.status(404));
    for (String verb : List.of("info", "cat", "stats")) {
      Run.npyio(verb, address).fails("npyio: " + address + ": no such file (status 404)");
    }
    Run.npyio("convert", address, folder.resolve("x.npy"))
        .fails("npyio: " + address + ": no such file (status 404)");
    assertFalse(Files.exists(folder.resolve("x.npy")));
    String archive = address.replace("x.npy", "x.npz:w");
    Run.npyio("cat", archive).fails("npyio: " + archive + ": no such file (status 404)");
    Run.npyio("cat", address.replace("x.npy", "x.npz:"))
        .fails(
            "npyio: " + address.replace("x.npy", "x.npz:") + ": names no member after the colon");
    Run.npyio("info", "http://bad host^/x")
        .fails(
            "npyio: http://bad host^/x: is not an address of a web server, as in"
                + " https://example.org/a.npy");
    Run.npyio("info", serving("x.npy", new byte[10]))
        .fails(
            ("npyio: %s: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 00 00"
                    + " 00 00 00 00; a file without header is read as raw data of a dtype and shape"
                    + " that you name")
                .formatted(server.address("x.npy")));
  }

  @Test
  void aFileThatIsCutOffIsBad() throws IOException {
    byte[] whole = Npy.toBytes(ROWS);
    String address = serving("x.npy", Arrays.copyOf(whole, whole.length - 3));
    Run run = Run.npyio("verify", address);
    assertEquals(1, run.status());
    assertEquals(
        address
            + ": bad: byte 4000125: the file ends here but (5000, 100) of '<f8' needs 3 more bytes\n",
        run.out());
  }

  @Test
  void localFilesNeedNoClassesForTheWebNorForTheViewer() throws Exception {
    Path local = folder.resolve("x.npy");
    Npy.save(local, new int[] {7});
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "io.npyio.cli.Main",
                "info",
                local.toString())
            .redirectErrorStream(true)
            .start();
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), loaded);
    assertTrue(loaded.contains(" io.npyio.cli.Main "), loaded);
    assertFalse(loaded.contains(" io.npyio.http."), loaded);
    assertFalse(loaded.contains(" io.npyio.view."), loaded);
    assertFalse(loaded.contains(" com.sun.net.httpserver."), loaded);
    assertFalse(loaded.contains(" java.net.http."), loaded);
  }

  // ---- headers and credentials

  @Test
  void headersAreSentAndNeverShown() throws IOException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    String address = serving("x.npy", Npy.toBytes(NdArray.of(new int[] {7})));
    TestServer.Answer refusing =
        exchange -> {
          seen.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + exchange.getRequestHeaders().getFirst("X-Key"));
          TestServer.status(401).give(exchange);
        };
    server.answering(refusing);
    Run.npyio(
            "info",
            address,
            "--http-header",
            "Authorization: Bearer sesame",
            "--http-header",
            "X-Key:k")
        .fails("npyio: " + address + ": the server refuses the credentials (status 401)");
    assertEquals(List.of("Bearer sesamek"), seen);
    seen.clear();
    String own = address.replace("//", "//ali:sesame@");
    for (String verb : List.of("info", "cat", "stats", "verify")) {
      Run.npyio(verb, own)
          .fails("npyio: " + address + ": the server refuses the credentials (status 401)");
    }
    Run.npyio("diff", own, own)
        .fails("npyio: " + address + ": the server refuses the credentials (status 401)");
    assertTrue(seen.stream().allMatch("Basic YWxpOnNlc2FtZQ==null"::equals), seen::toString);
    assertFalse(Run.npyio("info", own, "--debug").err().contains("sesame"));
  }

  @Test
  void theQueryOfASignedAddressIsNotShown() throws IOException {
    String address = serving("x.npy", Npy.toBytes(NdArray.of(new int[] {7})));
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    server.answering(
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          TestServer.status(403).give(exchange);
        });
    Run.npyio("info", address + "?sig=sesame&v=1#sesame")
        .fails("npyio: " + address + "?...: the server does not allow access (status 403)");
    assertEquals(List.of("sig=sesame&v=1"), asked);
    Run.npyio("cat", address.replace("x.npy", "x.npz:m") + "?sig=sesame")
        .fails(
            "npyio: "
                + address.replace("x.npy", "x.npz:m")
                + "?...: the server does not allow access (status 403)");
  }

  @Test
  void addressesThatDifferInTheQueryAreSeveralFiles() throws IOException {
    String address = serving("x.npy", new byte[0]);
    byte[] seven = Npy.toBytes(NdArray.of(new int[] {7}));
    byte[] eight = Npy.toBytes(NdArray.of(new int[] {8}));
    server.answering(
        exchange -> {
          byte[] file = exchange.getRequestURI().getQuery().equals("v=7") ? seven : eight;
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
        });
    Run.npyio("diff", address + "?v=7", address + "?v=7").isSilent();
    Run run = Run.npyio("diff", address + "?v=7", address + "?v=8");
    assertEquals(1, run.status());
    Run.npyio("verify", address + "?v=7", address + "?v=8")
        .prints("%s?...: ok\n%s?...#2: ok\n".formatted(address, address));
  }

  @Test
  void aPasswordThatIsNotEncodedIsNotShown() {
    Run.npyio("info", "https://ali:open@sesame@localhost/x.npy")
        .fails(
            "npyio: https://localhost/x.npy: is not an address of a web server, as in"
                + " https://example.org/a.npy");
  }

  @Test
  void aHeaderThatCannotBeSentIsRefusedWithoutItsValue() {
    Run.npyio("info", "x.npy", "--http-header", "sesame")
        .fails(
            "npyio: Invalid value for option '--http-header' (HEADER): a header has the form 'Name:"
                + " value'; see 'npyio info --help'");
    Run.npyio("info", "x.npy", "--http-header", "X: ses\name")
        .fails(
            "npyio: Invalid value for option '--http-header' (HEADER): the value of the header X has"
                + " characters other than printable ASCII; see 'npyio info --help'");
  }

  @Test
  void nothingIsWrittenToAddresses() throws IOException {
    String address = serving("x.npy", Npy.toBytes(NdArray.of(new int[] {7})));
    Path local = folder.resolve("local.npy");
    Npy.save(local, new int[] {7});
    for (Object[] call :
        new Object[][] {
          {"split", local, address, "--rows", "1"},
          {"unpack", local, address},
          {"set", address, "0", "1"},
          {"append", address, address},
          {"create", address, "--dtype", "int8", "--shape", "3"},
        }) {
      Run.npyio(call).fails("npyio: " + address + ": is on a web server, which npyio reads only");
    }
  }

  @Test
  void aPasswordWithASlashIsNotShown() {
    Run.npyio("info", "https://user:se/cr@et@localhost/a.npy")
        .fails(
            "npyio: https://localhost/a.npy: is not an address of a web server, as in"
                + " https://example.org/a.npy");
  }
}
