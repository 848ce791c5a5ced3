package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.view.LocalFile;
import io.npyio.view.PlainTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedFile;
import io.npyio.view.server.ViewServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** Files in a folder, the server that shows them, and its page in Chromium. */
@Timeout(120)
abstract class BrowserTest {
  @TempDir Path folder;
  Page page;

  /** Part of the messages in the console that the test provokes. */
  String expectedComplaint = "";

  private ChromeDriver driver;
  private ViewServer server;

  @BeforeEach
  void findBrowser() {
    driver = Chromium.shared();
  }

  @AfterEach
  void close() throws IOException {
    if (server == null) {
      return;
    }
    List<String> complaints = page.complaints(expectedComplaint);
    page.block();
    page.prefer("prefers-color-scheme", "light");
    page.resize(1400, 900);
    driver.get("about:blank");
    server.close();
    assertEquals(List.of(), complaints, "messages in the browser's console");
  }

  Path save(String name, NdArray array) throws IOException {
    Path file = folder.resolve(name);
    Npy.save(file, array);
    return file;
  }

  /** Serves files, without opening the page. */
  void serve(Path... files) throws IOException {
    serve(false, files);
  }

  void serve(boolean isEditable, Path... files) throws IOException {
    List<ViewedFile> shown = Arrays.stream(files).<ViewedFile>map(LocalFile::new).toList();
    ViewOptions options = new ViewOptions("0.1.0", 0, isEditable, Duration.ZERO);
    server = ViewServer.start(shown, new PlainTools(), options);
    page = new Page(driver, server.address());
    page.resize(1400, 900);
  }

  /** Shows one array, and waits for the data of the view. */
  void show(NdArray array, String state) throws IOException {
    serve(save("array.npy", array));
    page.openAndWait(state);
  }

  /** 0, 1, 2, … as NumPy's {@code arange} and {@code reshape} make them. */
  static NdArray arange(String dtype, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return NdArray.of(IntStream.range(0, size).toArray()).astype(DType.of(dtype)).reshape(shape);
  }
}
