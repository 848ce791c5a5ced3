package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import io.npyio.interop.LivePython;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs scripts under {@code npyio run} and under Python with NumPy: output and files have the same
 * bytes.
 */
class RunScriptsTest {
  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  static List<Path> scripts() throws IOException, URISyntaxException {
    Path folder = Path.of(RunScriptsTest.class.getResource("/scripts").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void printsAndWritesAsUnderNumPy(Path script) throws Exception {
    Path expected = Files.createDirectory(folder.resolve("numpy"));
    Path found = Files.createDirectory(folder.resolve("npyio"));
    var process =
        new ProcessBuilder(
            LivePython.executable(), "-W", "ignore", script.toString(), expected.toString());
    process.environment().put("PYTHONIOENCODING", "utf-8");
    process.redirectErrorStream(true);
    Process python = process.start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), printed);

    npyio("run", script, found).prints(printed);
    assertSameFiles(expected, found);
  }

  private static void assertSameFiles(Path expected, Path found) throws IOException {
    assertEquals(names(expected), names(found));
    for (String name : names(expected)) {
      byte[] wanted = Files.readAllBytes(expected.resolve(name));
      byte[] bytes = Files.readAllBytes(found.resolve(name));
      if (name.endsWith(".npz")) {
        // npyio aligns members for mapping; only their contents must be equal
        assertEquals(
            members(expected.resolve(name)).keySet(), members(found.resolve(name)).keySet());
        members(expected.resolve(name))
            .forEach((key, value) -> assertArrayEquals(value, member(found, name, key), key));
      } else {
        assertArrayEquals(wanted, bytes, name);
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] member(Path folder, String archive, String key) {
    try {
      return members(folder.resolve(archive)).get(key);
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static Map<String, byte[]> members(Path archive) throws IOException {
    Map<String, byte[]> members = new TreeMap<>();
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), zip.readAllBytes());
      }
    }
    return members;
  }
}
