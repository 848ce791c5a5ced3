import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.view.browser.Chromium;
import io.npyio.view.browser.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Measures npyio view in Chromium: {@code Bars COMMAND FOLDER [NAME...]}. */
final class Bars {
  private static final String FRAMES =
      """
      window.frames_ = [];
      let last = performance.now();
      const each = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(each); };
      requestAnimationFrame(each);
      """;

  private final Path command;
  private final Path folder;
  private final ChromeDriver driver = Chromium.start();
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private boolean areMet = true;

  private Bars(Path command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Bars bars = new Bars(Path.of(arguments[0]), Path.of(arguments[1]));
    List<String> names = List.of(arguments).subList(2, arguments.length);
    System.out.println("| | measured | bar | |\n| --- | ---: | ---: | --- |");
    try {
      for (Map.Entry<String, Measurement> each : bars.all()) {
        if (names.isEmpty() || names.contains(each.getKey())) {
          each.getValue().run();
        }
      }
    } finally {
      bars.driver.quit();
    }
    System.exit(bars.areMet ? 0 : 1);
  }

  private interface Measurement {
    void run() throws Exception;
  }

  private List<Map.Entry<String, Measurement>> all() {
    return List.of(
        Map.entry("open", this::open),
        Map.entry("page", this::page),
        Map.entry("map", this::map),
        Map.entry("line", this::line),
        Map.entry("memory", this::memory),
        Map.entry("large", this::large));
  }

  // ---- what is measured ----------------------------------------------------------------------

  private void open() throws Exception {
    Path file = sparse("small.npy", 1000, 1000);
    double[] millis = new double[7];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = millisToHeader(file);
    }
    print("command to shape and dtype on the screen, median of 7", quantile(millis, 0.5), "ms", 1000);
  }

  private double millisToHeader(Path file) throws Exception {
    driver.get("about:blank");
    long start = System.nanoTime();
    try (Viewer viewer = new Viewer(file)) {
      Page page = viewer.page();
      page.open("");
      page.awaitText("#header", "float32");
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private void page() throws Exception {
    Path file = sparse("small.npy", 1000, 1000);
    try (Viewer viewer = new Viewer(file)) {
      Page page = viewer.page();
      for (String view : List.of("grid", "heat", "line", "hist", "stats")) {
        page.openAndWait("v=" + view);
      }
      List<String> loaded = new ArrayList<>(List.of(viewer.address.toString()));
      for (String view : List.of("grid", "heat", "line", "hist", "stats")) {
        page.openAndWait("v=" + view);
        loaded.addAll(
            page.script("return performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/app/'))"));
      }
      long bytes = 0;
      for (String each : loaded.stream().distinct().toList()) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(each)).header("Accept-Encoding", "gzip").build();
        bytes += http.send(request, BodyHandlers.ofByteArray()).body().length;
      }
      print("front end over the wire, all views, gzip", bytes / 1024.0, "KB", 90);
    }
  }

  private void map() throws Exception {
    Path file = sparse("map.npy", 50_000, 50_000);
    bringIntoCache(file);
    firstPicture("50,000 x 50,000", file);
    try (Viewer viewer = new Viewer(file)) {
      Page page = viewer.page();
      page.open("v=heat");
      awaitPicture(page);
      panAndZoom("50,000 x 50,000, while it is scanned", page);
      viewer.awaitScan();
      panAndZoom("50,000 x 50,000", page);
      page.awaitData();
      driver.get("about:blank");
      serverTiles(viewer);
    }
    Files.delete(file);
  }

  private void firstPicture(String what, Path file) throws Exception {
    double[] fromCommand = new double[3];
    double[] fromAddress = new double[3];
    for (int i = 0; i < fromCommand.length; i++) {
      driver.get("about:blank");
      long start = System.nanoTime();
      try (Viewer viewer = new Viewer(file)) {
        long opened = System.nanoTime();
        viewer.page().open("v=heat");
        awaitPicture(viewer.page());
        fromCommand[i] = (System.nanoTime() - start) / 1e6;
        fromAddress[i] = (System.nanoTime() - opened) / 1e6;
        if (!viewer.isScanning()) {
          throw new IllegalStateException(
              "the scan was done before the first picture, which took %.0f ms".formatted(fromAddress[i]));
        }
      }
    }
    print("first picture of " + what + " while it is scanned, since the address, median of 3", quantile(fromAddress, 0.5), "ms", 1500);
    print("the same since the command", quantile(fromCommand, 0.5), "ms", 1500);
  }

  /** Waits until the middle of the canvas, away from labels and the colour bar, has several colours. */
  private static void awaitPicture(Page page) {
    page.await(
        "no picture",
        () ->
            page.script(
                """
                const canvas = document.querySelector('#heat');
                if (canvas === null || canvas.width === 0) return false;
                const copy = new OffscreenCanvas(64, 64).getContext('2d');
                copy.drawImage(canvas, canvas.width * 0.4, canvas.height * 0.3, canvas.width * 0.2, canvas.height * 0.4, 0, 0, 64, 64);
                const pixels = new Uint32Array(copy.getImageData(0, 0, 64, 64).data.buffer);
                return new Set(pixels).size > 2;
                """));
  }

  /** Asks by the simplest client of the JDK, which costs the processors least. */
  private void serverTiles(Viewer viewer) throws Exception {
    Random random = new Random(1);
    double[] millis = new double[400];
    for (int i = -100; i < millis.length; i++) {
      int level = 5 + random.nextInt(3);
      int tiles = (50_000 >> level) / 256;
      String address =
          viewer.address + "api/tile?f=0&s=:,:&agg=mean&level=" + level + "&row=" + random.nextInt(tiles + 1) + "&col=" + random.nextInt(tiles + 1);
      long start = System.nanoTime();
      try (InputStream body = URI.create(address).toURL().openStream()) {
        body.readAllBytes();
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
      if (i == -100) {
        viewer.awaitScan(); // the page writes the slice in another way, so this is a scan of its own
      }
    }
    print("tile from the pyramid, by HTTP, the browser at rest, p95 of 400", quantile(millis, 0.95), "ms", 10);
  }

  /** Zooms in, pans and zooms out by real events, and judges the frames and tiles meanwhile. */
  private void panAndZoom(String what, Page page) {
    page.script("performance.clearResourceTimings(); performance.setResourceTimingBufferSize(5000)");
    page.script(FRAMES);
    int[] middle = middle(page, "#heat");
    for (int i = 0; i < 60; i++) {
      mouse("mouseWheel", middle[0], middle[1], -60);
    }
    mouse("mousePressed", middle[0], middle[1], 0);
    for (int i = 0; i < 120; i++) {
      double turn = i / 120.0 * 2 * Math.PI;
      mouse("mouseMoved", middle[0] + (int) (200 * Math.sin(turn)), middle[1] + (int) (150 * Math.sin(2 * turn)), 0);
    }
    mouse("mouseReleased", middle[0], middle[1], 0);
    for (int i = 0; i < 60; i++) {
      mouse("mouseWheel", middle[0], middle[1], 60);
    }
    double[] frames = doubles(page.script("return window.frames_"));
    double[] tiles = resources(page, "api/tile");
    double slow = 100.0 * Arrays.stream(frames).filter(each -> each > 33.4).count() / frames.length;
    print("frames over 33 ms, " + what + ", of " + frames.length, slow, "%", 5);
    print("any tile in the browser, " + what + ", p95 of " + tiles.length, quantile(tiles, 0.95), "ms", 150);
  }

  private void line() throws Exception {
    Path file = sparse("line.npy", 100_000_000);
    bringIntoCache(file);
    try (Viewer viewer = new Viewer(file)) {
      Page page = viewer.page();
      page.openAndWait("v=line");
      viewer.awaitScan();
      page.awaitData();
      page.script("performance.clearResourceTimings()");
      page.script(
          """
          window.busy_ = [];
          let start = null;
          const pane = document.querySelector('#pane');
          new MutationObserver(() => {
            if (pane.getAttribute('aria-busy') === 'true') start ??= performance.now();
            else if (start !== null) {
              window.busy_.push(performance.now() - start);
              start = null; // the pointer sets the attribute again, to the value that it has
            }
          }).observe(pane, {attributes: true, attributeFilter: ['aria-busy']});
          """);
      Random random = new Random(2);
      for (int i = 0; i < 40; i++) {
        int at = 100 + random.nextInt(400);
        page.drag("#line .u-over", at, 60, at + 300, 60);
        page.awaitData();
        if (i % 4 == 3) {
          page.click("#whole");
          page.awaitData();
        }
      }
      double[] zooms = doubles(page.script("return window.busy_"));
      print("zoom in a line of 10^8, drawn, p95 of " + zooms.length, quantile(zooms, 0.95), "ms", 50);
    }
    Files.delete(file);
  }

  private void memory() throws Exception {
    Path file = sparse("square.npy", 100_000, 100_000);
    String first = driver.getWindowHandle();
    try (Viewer viewer = new Viewer(file)) {
      long most = 0;
      List<String> windows = new ArrayList<>();
      for (String view : List.of("heat", "line", "grid")) {
        driver.switchTo().newWindow(WindowType.TAB);
        windows.add(driver.getWindowHandle());
        viewer.page().open("v=" + view);
        viewer.page().awaitElement("#pane");
      }
      long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
      driver.switchTo().window(windows.get(0));
      while (viewer.isScanning() && System.nanoTime() < deadline) {
        most = Math.max(most, viewer.anonymousBytes());
        TimeUnit.MILLISECONDS.sleep(100);
      }
      panAndZoom("100,000 x 100,000", viewer.page());
      most = Math.max(most, viewer.anonymousBytes());
      print("memory beyond the page cache, 100,000 x 100,000 in three views", most / 1048576.0, "MB", 256);
      for (String window : windows) {
        driver.switchTo().window(window).close();
      }
    }
    driver.switchTo().window(first);
    Files.delete(file);
  }

  private void large() throws Exception {
    Path file = sparse("large.npy", 150_000, 100_000);
    long gigabytes = Files.size(file) / 1_000_000_000;
    System.out.printf("| a file of %d GB: | | | |%n", gigabytes);
    print("command to shape and dtype on the screen", millisToHeader(file), "ms", 1000);
    firstPicture("150,000 x 100,000", file);
    try (Viewer viewer = new Viewer(file)) {
      Page page = viewer.page();
      page.open("v=heat");
      awaitPicture(page);
      panAndZoom("150,000 x 100,000, while it is scanned", page);
      page.openAndWait("v=grid");
      page.script("performance.clearResourceTimings()");
      Random random = new Random(3);
      for (int i = 0; i < 40; i++) {
        page.type("#go-to", random.nextInt(150_000) + ", " + random.nextInt(100_000));
        page.wheel("[role=grid]", 240);
        page.awaitData();
      }
      double[] cells = resources(page, "api/cells");
      print("cells in the browser, p95 of " + cells.length, quantile(cells, 0.95), "ms", 150);
      print("memory beyond the page cache", viewer.anonymousBytes() / 1048576.0, "MB", 256);
    }
    Files.delete(file);
  }

  // ---- how -----------------------------------------------------------------------------------

  private void print(String what, double value, String unit, double bar) {
    boolean isMet = value <= bar;
    areMet &= isMet;
    System.out.printf("| %s | %.1f %s | %.0f %s | %s |%n", what, value, unit, bar, unit, isMet ? "" : "missed");
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
  }

  private static double[] doubles(List<Number> values) {
    return values.stream().mapToDouble(Number::doubleValue).toArray();
  }

  private static double[] resources(Page page, String part) {
    return doubles(
        page.script(
            "return performance.getEntriesByType('resource').filter(e => e.name.includes(arguments[0]) && e.responseEnd > 0).map(e => e.duration)",
            part));
  }

  private static int[] middle(Page page, String selector) {
    List<Number> found =
        page.script(
            "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]",
            selector);
    return new int[] {found.get(0).intValue(), found.get(1).intValue()};
  }

  private void mouse(String type, int x, int y, int wheel) {
    driver.executeCdpCommand(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", type, "x", x, "y", y, "deltaX", 0, "deltaY", wheel,
            "button", type.equals("mouseWheel") ? "none" : "left", "buttons", type.equals("mouseMoved") ? 1 : 0, "clickCount", 1));
  }

  /** A file of float32 with holes, and some rows of a pattern. */
  private Path sparse(String name, long... shape) throws IOException {
    Path file = folder.resolve(name);
    Npy.create(file, ArrayLayout.of(DType.FLOAT32, shape)).close();
    try (Memmap map = Npy.map(file, MapMode.READ_WRITE)) {
      NdArray array = map.array();
      int columns = (int) shape[shape.length - 1];
      float[] row = new float[Math.min(columns, 1_000_000)];
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.sin(i / 1000.0);
      }
      if (shape.length == 1) {
        array.slice(0, 0, row.length).copyFrom(row);
        array.setFloat(50, shape[0] / 3 * 2);
      } else {
        // a band in the middle, which a sample of the rows meets too
        for (long i = shape[0] / 100 * 49; i < shape[0] / 100 * 51; i++) {
          array.at(i).copyFrom(row);
        }
      }
    }
    return file;
  }

  private static void bringIntoCache(Path file) throws IOException {
    try (var input = Files.newInputStream(file)) {
      byte[] block = new byte[1 << 20];
      while (input.read(block) >= 0) {}
    }
  }

  /** The command, showing a file. */
  private final class Viewer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");
    private static final Pattern PART = Pattern.compile("\"done\": ?([-+0-9.eE]+)");

    private final Process process;
    private final URI address;

    Viewer(Path file) throws IOException {
      process =
          new ProcessBuilder(command.toString(), "view", "--no-browser", file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Matcher found = ADDRESS.matcher(process.inputReader().readLine());
      if (!found.find()) {
        throw new IOException("npyio view printed no address");
      }
      address = URI.create(found.group());
    }

    Page page() {
      return new Page(driver, address);
    }

    boolean isScanning() throws Exception {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("api/state")).build();
      Matcher part = PART.matcher(http.send(request, BodyHandlers.ofString()).body());
      return part.results().anyMatch(each -> Double.parseDouble(each.group(1)) < 1);
    }

    void awaitScan() throws Exception {
      while (isScanning()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }

    long anonymousBytes() throws IOException {
      Matcher found = ANONYMOUS.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
      return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      process.waitFor();
    }
  }
}
