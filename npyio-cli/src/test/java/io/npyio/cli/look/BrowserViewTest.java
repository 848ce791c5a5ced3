package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.StdoutKind;
import io.npyio.view.ViewOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of the server. */
class BrowserViewTest {
  @Test
  void itEndsWhenNobodyAsks() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console = new Console(InputStream.nullInputStream(), out, err, false, StdoutKind.OTHER);
    var options = new ViewOptions("1", 0, false, Duration.ofMillis(50));
    try (var tools = new FileTools()) {
      assertTimeoutPreemptively(
          Duration.ofMinutes(1), () -> BrowserView.show(console, List.of(), tools, options, false));
    }
    String printed = out.toString(StandardCharsets.UTF_8);
    assertTrue(printed.matches("http://127\\.0\\.0\\.1:\\d+/[\\w-]+/\n"), printed);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
