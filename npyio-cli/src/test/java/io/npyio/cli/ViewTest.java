package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.http.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code npyio view} in the browser. */
class ViewTest {
  /** The status of a process that was asked to end. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @BeforeEach
  void anArray() throws IOException {
    Npy.save(folder.resolve("a.npy"), new int[][] {{1, 2}, {3, 4}});
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private ViewProcess start(Object... args) throws IOException {
    return ViewProcess.start(folder, Map.of(), args);
  }

  @Test
  void theAddressAloneIsPrintedAndServed() throws Exception {
    try (var view = start("--no-browser", "a.npy")) {
      String address = view.readLine();
      assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+/[\\w-]{32}/"), address);
      HttpResponse<String> files = get(URI.create(address + "api/files"));
      assertEquals(200, files.statusCode(), files.body());
      assertTrue(files.body().contains("\"name\":\"a.npy\""), files.body());
      assertTrue(files.body().contains("\"shape\":[2,2]"), files.body());
      assertEquals(TERMINATED, view.end());
      assertEquals("null", view.readLine());
      assertEquals("null", view.readErrorLine());
    }
  }

  @Test
  void statisticsAndHistogramsAreThoseOfTheVerbs() throws Exception {
    try (var view = start("--no-browser", "a.npy")) {
      String address = view.readLine();
      String stats = get(URI.create(address + "api/stats?f=0&s=:,:")).body();
      assertTrue(stats.contains("\"mean\":2.5"), stats);
      String hist = get(URI.create(address + "api/hist?f=0&s=:,:&bins=4")).body();
      assertTrue(hist.contains("\"counts\":[1,1,1,1]"), hist);
    }
  }

  @Test
  void aFolderStandsForTheArraysInItAndABadFileHidesNoOther() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Npy.save(data.resolve("b.npy"), new int[] {1});
    Files.write(data.resolve("bad.npy"), new byte[] {1, 2, 3});
    try (var view = start("--no-browser", "data", "none.npy")) {
      String address = view.readLine();
      assertTrue(view.readErrorLine().startsWith("npyio: data/bad.npy: "));
      assertEquals("npyio: none.npy: no such file", view.readErrorLine());
      String files = get(URI.create(address + "api/files")).body();
      assertTrue(files.contains("b.npy") && !files.contains("bad.npy"), files);
    }
  }

  @Test
  void copiesOfPipesAreRemovedAtTheEnd() throws Exception {
    try (var view = start("--no-browser", "-")) {
      try (var in = view.process().getOutputStream()) {
        Files.copy(folder.resolve("a.npy"), in);
      }
      view.readLine();
      assertEquals(1, view.temporaryFiles().size());
      assertEquals(TERMINATED, view.end());
      assertEquals(List.of(), view.temporaryFiles());
    }
  }

  @Test
  void ofAnArrayOnTheWebThePartsAreFetchedThatAreSeen() throws Exception {
    NdArray array = NdArray.zeros(DType.INT32, 2000, 2000);
    array.setInt(7, 1500, 600);
    try (var server = new TestServer(Npy.toBytes(array));
        var view = start("--no-browser", server.address("a.npy"))) {
      String address = view.readLine();
      String query = "api/cells?f=0&s=:,:&r0=1500&r1=1501&c0=600&c1=602";
      String cells = get(URI.create(address + query)).body();
      assertTrue(cells.contains("[[\"7\",\"0\"]]"), cells);
      List<String> requests = server.requests();
      assertTrue(requests.contains("GET bytes=11993216-12009599"), requests.toString());
      assertTrue(requests.size() < 5, requests.toString());
      assertEquals(1, view.temporaryFiles().size());
      assertEquals(TERMINATED, view.end());
      assertEquals(List.of(), view.temporaryFiles());
    }
  }

  @Test
  void theBrowserIsCalledWithoutTheSecret() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: not Linux");
    Path program = folder.resolve("xdg-open");
    Files.writeString(program, "#!/bin/sh\necho \"$@\" >args\ncat \"$1\" >page\n");
    assertTrue(program.toFile().setExecutable(true));
    Map<String, String> environment =
        Map.of("DISPLAY", ":0", "PATH", folder + ":" + System.getenv("PATH"));
    try (var view = ViewProcess.start(folder, environment, "a.npy")) {
      String said = view.readErrorLine();
      assertTrue(said.matches("npyio: shown at http://\\S+ until Ctrl-C"), said);
      String address = said.replaceAll("^.* (http://\\S+) .*$", "$1");
      String secret = address.replaceAll("^.*/([^/]+)/$", "$1");
      assertTrue(Files.readString(folder.resolve("page")).contains("url=" + address));
      assertFalse(Files.readString(folder.resolve("args")).contains(secret));
      assertEquals(1, view.temporaryFiles().size());
      assertEquals(TERMINATED, view.end());
      assertEquals(List.of(), view.temporaryFiles());
      assertEquals("null", view.readLine());
    }
  }

  @Test
  void withoutABrowserTheAddressIsPrinted() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: not Linux");
    try (var view = start("a.npy")) {
      assertTrue(view.readLine().startsWith("http://127.0.0.1:"));
      assertEquals(
          "npyio: no browser can be opened (there is no display): open the address in one; Ctrl-C"
              + " ends npyio",
          view.readErrorLine());
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();
      npyio("view", "--no-browser", "--port", port, folder.resolve("a.npy"))
          .fails(
              "npyio: --port %d: another program uses it; without --port any free one is taken"
                  .formatted(port));
    }
  }

  @Test
  void nothingIsServedIfNoFileCanBeRead() {
    npyio("view", "--no-browser", folder.resolve("none.npy"))
        .fails("npyio: %s: no such file".formatted(folder.resolve("none.npy")));
    npyio("view", "--no-browser", folder.resolve("a.npy"), "--fields", "x")
        .fails(
            "npyio: %s: --fields is for structured arrays, but the elements are int32"
                .formatted(folder.resolve("a.npy")));
  }

  @Test
  void anEmptyFolderHasAHint() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    npyio("view", empty)
        .fails(
            "npyio: %s: holds no array files; 'npyio view -r' looks into the folders in it too"
                .formatted(empty));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-browser", "--port=8000", "--idle-exit=5", "--edit"})
  void optionsOfTheBrowserAreNotForTheTerminal(String option) {
    npyio("view", "--terminal", option, folder.resolve("a.npy"))
        .fails(
            "npyio: %s is for the browser, not for --terminal; see 'npyio view --help'"
                .formatted(option.replaceAll("=.*", "")));
  }

  @Test
  void numbersAreChecked() {
    npyio("view", "x.npy", "--port", "70000")
        .fails(
            "npyio: Invalid value for option '--port': '70000' is not a port: 1 to 65535; see 'npyio view --help'");
    npyio("view", "x.npy", "--idle-exit", "0")
        .fails(
            "npyio: Invalid value for option '--idle-exit': '0' is not a number of minutes; see 'npyio view --help'");
  }
}
