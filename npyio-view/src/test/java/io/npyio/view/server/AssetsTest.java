package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the page, from the folder of classes and from a jar. */
class AssetsTest {
  private static final String APP = "io/npyio/view/app/";

  @TempDir Path folder;

  private static byte[] bytes(Assets assets, String name) throws HttpProblem {
    return ((Reply.Whole) assets.get(name).content()).bytes();
  }

  private static String text(Assets assets, String name) throws HttpProblem {
    return new String(bytes(assets, name), UTF_8);
  }

  @Test
  void allFilesOfTheFolderAreServed() throws Exception {
    Assets assets = Assets.ofClassPath();
    Path app = Path.of(Assets.class.getResource("/" + APP).toURI());
    try (Stream<Path> files = Files.walk(app)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = app.relativize(file).toString().replace('\\', '/');
        assertTrue(bytes(assets, name).length <= Files.size(file), name);
      }
    }
    assertTrue(bytes(assets, "uplot/LICENSE").length > 0);
    assertEquals("text/plain; charset=utf-8", assets.get("uplot/LICENSE").type());
  }

  @Test
  void aJarIsListedToo() throws Exception {
    Path jar = folder.resolve("app.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of(APP, APP + "index.html", APP + "uplot/", APP + "uplot/u.js", "x")) {
        out.putNextEntry(new JarEntry(name));
      }
    }
    Assets assets = Assets.of(URI.create("jar:" + jar.toUri() + "!/" + APP).toURL());
    assertEquals("[index.html, uplot/u.js]", new TreeSet<>(assets.names()).toString());
  }

  @Test
  void ourScriptsAreServedWithoutComments() throws Exception {
    Assets assets = Assets.ofClassPath();
    String served = text(assets, "main.js");
    assertFalse(served.contains("/**"), served);
    assertTrue(served.lines().noneMatch(line -> line.isBlank() || line.strip().startsWith("//")));
    assertEquals(source("uplot/uPlot.iife.min.js"), text(assets, "uplot/uPlot.iife.min.js"));
  }

  @Test
  void commentsOfScripts() {
    String script =
        """
        // @ts-check
        import { a } from "./a.js"; // kept

        /**
         * Of b.
         *
         * @param {string} b
         */
        export function c(b) {
          const d = /** @type {string} */ (b);
            // why
          return d / 2 / 3;
        }
        """;
    String code =
        """
        import { a } from "./a.js"; // kept
        export function c(b) {
          const d = (b);
          return d / 2 / 3;
        }
        """;
    assertEquals(code, Assets.withoutComments(script));
  }

  private static String source(String name) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream("/" + APP + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
