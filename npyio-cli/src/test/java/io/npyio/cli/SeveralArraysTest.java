package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code .npy} file with several arrays, as {@code np.save} writes them to one open file. */
class SeveralArraysTest {
  private static final List<NdArray> ARRAYS =
      List.of(
          NdArray.of(new long[] {0, 1, 2}),
          NdArray.of(new double[] {1.5, 2.5}),
          NdArray.of(new boolean[][] {{true}}));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("several.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (NdArray array : ARRAYS) {
        Npy.save(out, array);
      }
    }
  }

  @Test
  void infoTellsHowManyBytesFollow() {
    npyio("info", file)
        .prints(
            file
                + """
                : npy 1.0
                  dtype   int64 (<i8)
                  shape   (3,)
                  order   C (rows)
                  size    3 elements of 8 bytes: 24 bytes
                  data    at byte 128
                  then    273 bytes at byte 152; 'npyio verify' tells whether they are arrays
                """);
    assertTrue(npyio("info", "--json", file).out().contains("\"following\":273"));
  }

  @Test
  void catPrintsTheFirstAndSaysSo() {
    Run cat = npyio("cat", file);
    assertEquals("[0 1 2]\n", cat.out());
    assertEquals(
        "npyio: "
            + file
            + ": 273 bytes follow this array, at byte 152; 'npyio unpack' takes several arrays apart\n",
        cat.err());
    assertEquals(0, cat.status());
  }

  @Test
  void verifyReadsAllOfThem() throws IOException {
    npyio("verify", file).prints(file + ": ok, 3 arrays\n");
    Files.write(file, new byte[] {1, 2}, StandardOpenOption.APPEND);
    Run verify = npyio("verify", file);
    assertEquals(
        file + ": bad: byte 425: expected the end of the file but found 2 more bytes\n",
        verify.out());
    assertEquals(1, verify.status());
  }

  @Test
  void unpackTakesThemApart() throws IOException {
    Path target = folder.resolve("parts");
    npyio("unpack", file, target).isSilent();
    for (int i = 0; i < ARRAYS.size(); i++) {
      assertTrue(Npy.load(target.resolve(i + ".npy")).contentEquals(ARRAYS.get(i)));
    }
    npyio("unpack", file, target)
        .fails(
            "npyio: "
                + file
                + ": "
                + target.resolve("0.npy")
                + " already exists; --force replaces it; nothing was unpacked");
    npyio("unpack", "--force", file, target).isSilent();
  }
}
