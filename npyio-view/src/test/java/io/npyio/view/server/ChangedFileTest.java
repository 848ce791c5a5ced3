package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.view.LocalFile;
import io.npyio.view.Stamp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that change, go or are cut short while they are shown: an error each, and the server goes
 * on.
 */
class ChangedFileTest {
  private static final String CELLS = "api/cells?r0=0&r1=1&c0=0&c1=1";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("a.npy");
    Npy.save(file, new int[] {1, 2, 3});
  }

  private static String cell(String text) {
    return "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"" + text + "\"]]}";
  }

  @Test
  void aChangedFileIsAConflictForThePageAndNewForOthers() throws Exception {
    try (Served served = Served.of(file)) {
      String known = CELLS + "&v=" + Stamp.of(file).text();
      assertEquals(cell("1"), served.ok(known));
      Npy.save(file, new int[] {4, 5, 6, 7});
      String now = Stamp.of(file).text();
      assertEquals(
          "409 {\"error\":\"a.npy has changed since the page read its header; reload it\","
              + "\"stamp\":\""
              + now
              + "\"}",
          served.refusal(known));
      assertEquals(cell("4"), served.ok(CELLS + "&v=" + now));
      assertEquals(cell("4"), served.ok(CELLS));
    }
  }

  @Test
  void repliesForAStampAreKept() throws Exception {
    try (Served served = Served.of(file)) {
      String stamp = "&v=" + Stamp.of(file).text();
      assertEquals("private, max-age=31536000, immutable", caching(served, CELLS + stamp));
      assertEquals("no-store", caching(served, CELLS));
      assertEquals("no-store", caching(served, CELLS + "&v=old"));
    }
  }

  private static String caching(Served served, String path) throws Exception {
    return served.get(path).headers().firstValue("cache-control").orElse("");
  }

  @Test
  void aFileThatIsGone() throws Exception {
    try (Served served = Served.of(file)) {
      Files.delete(file);
      assertEquals(
          "404 {\"error\":\"" + file + " is gone; its data can no longer be read\"}",
          served.refusal(CELLS));
      Npy.save(file, new int[] {9});
      assertEquals(cell("9"), served.ok(CELLS));
    }
  }

  @Test
  void aFileCutShortUnderItsMapping() throws Exception {
    Npy.save(file, NdArray.zeros(DType.INT64, 1 << 16));
    var blind =
        new LocalFile(file) {
          @Override
          public Stamp stamp() {
            return new Stamp("same");
          }
        };
    try (Served served = Served.of(blind)) {
      assertEquals(cell("0"), served.ok(CELLS));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(4096);
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "409 {\"error\":\"a.npy was cut short while it was read; reload"
                + " it\",\"stamp\":\"same\"}",
            served.refusal("api/cells?r0=60000&r1=60001&c0=0&c1=1"));
        assertEquals(
            "409 {\"error\":\"a.npy was cut short while it was read; reload"
                + " it\",\"stamp\":\"same\"}",
            served.refusal("api/stats"));
      }
      assertEquals(200, served.get("api/state").statusCode());
    }
  }
}
