package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.MemoryFolder;
import io.npyio.array.NdArray;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verbs over an archive of thousands of members take a time in proportion to their number. */
class ManyMembersTest {
  private static final int MEMBERS = 8_000;

  /** Several times what is needed. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Duration before = processorTime();

  /** Unlike the time of a clock it hardly grows on a busy machine. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @AfterEach
  void theTimeIsInProportion() {
    Duration used = processorTime().minus(before);
    assertTrue(used.compareTo(LIMIT) < 0, used::toString);
  }

  private Path archive(String name, Compression compression) throws IOException {
    Path file = folder.resolve(name);
    try (NpzWriter writer = NpzWriter.create(file, compression)) {
      for (int i = 0; i < MEMBERS; i++) {
        writer.add("layer/" + i, NdArray.of(new double[] {i, 1, 2, 3}));
        if (i % 4 == 0) {
          writer.addBytes("note/" + i, new byte[] {1, 2, 3});
        }
      }
      writer.commit();
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void diffOpensEachArchiveOnce(Compression compression) throws IOException {
    Path a = archive("a.npz", compression);
    Path b = archive("b.npz", compression);
    npyio("diff", a, b).isSilent();
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void verifyOpensTheArchiveOnce(Compression compression) throws IOException {
    Path a = archive("a.npz", compression);
    npyio("verify", a).prints(a + ": ok\n");
  }

  @Test
  void theOtherVerbsAreLinearToo() throws IOException {
    Path a = archive("a.npz", Compression.STORED);
    assertEquals(1 + MEMBERS * 5L / 4, npyio("info", a).out().lines().count());
    npyio("unpack", a, folder.resolve("out")).isSilent();
    Object[] files =
        Stream.concat(
                Stream.of("pack", folder.resolve("p.npz")),
                Stream.iterate(0, i -> i < MEMBERS, i -> i + 1)
                    .map(i -> "layer/" + i + "=" + folder.resolve("out/layer/" + i + ".npy")))
            .toArray();
    npyio(files).isSilent();
    npyio("convert", a + ":layer/7", folder.resolve("p.npz") + ":layer/7").isSilent();
    npyio("diff", folder.resolve("p.npz") + ":layer/7", a + ":layer/7").isSilent();
  }

  @Test
  void theVerbsOfWholeArchivesAreLinear() throws IOException {
    Path a = archive("a.npz", Compression.DEFLATED);
    assertEquals(2 * MEMBERS, npyio("cat", a).out().lines().count());
    assertEquals(8 * MEMBERS, npyio("stats", a).out().lines().count());
    npyio("convert", a, folder.resolve("b.npz"), "--to-dtype", "f4").isSilent();
    npyio("pack", folder.resolve("c.npz"), folder.resolve("b.npz"), "--compress").isSilent();
    Object[] members =
        Stream.concat(
                Stream.of("remove"),
                Stream.iterate(1, i -> i < MEMBERS, i -> i + 1).map(i -> a + ":layer/" + i))
            .toArray();
    npyio(members).isSilent();
    assertEquals("[0. 1. 2. 3.]\n", npyio("cat", a).out());
  }
}
