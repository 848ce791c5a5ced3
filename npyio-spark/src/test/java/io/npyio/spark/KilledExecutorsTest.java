package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two executors, two of which are killed while they write. */
class KilledExecutorsTest {
  private static final int SHARDS = 8;
  private static final int ROWS = 20_000;

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void allRowsAreInWholeShardsAndNothingIsLeftOver() throws Exception {
    long seed = new Random().nextLong();
    LocalCluster cluster =
        LocalCluster.start(
            folder, SlowShards.class, out().toUri().toString(), "" + SHARDS, "" + ROWS);
    try {
      killTwo(cluster, new Random(seed));
      assertEquals(0, cluster.await(), () -> cluster.log() + "seed " + seed);
    } finally {
      cluster.stop();
    }
    assertWholeShards();
    assertEveryRow();
    assertFalse(cluster.leftOver().toString().contains(".spool"), cluster.leftOver().toString());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private void killTwo(LocalCluster cluster, Random random) throws Exception {
    for (int kill = 1; kill <= 2; kill++) {
      awaitShards(cluster, 2 * kill - 1);
      Thread.sleep(random.nextInt(500));
      List<ProcessHandle> executors = cluster.executors();
      assertTrue(executors.get(random.nextInt(executors.size())).destroyForcibly());
    }
  }

  private void awaitShards(LocalCluster cluster, int count) throws Exception {
    while (files().stream().filter(file -> file.endsWith(".npy")).count() < count
        || cluster.executors().isEmpty()) {
      assertTrue(cluster.isRunning(), cluster::log);
      Thread.sleep(50);
    }
  }

  private void assertWholeShards() throws Exception {
    List<String> shards =
        files().stream()
            .filter(file -> !file.endsWith(".crc") && !file.equals("_SUCCESS"))
            .toList();
    assertEquals(SHARDS, shards.size(), shards.toString());
    assertTrue(
        shards.stream().allMatch(file -> file.matches("part-[^/]*\\.npy")), shards.toString());
  }

  /** A torn shard is refused by its reader. */
  private void assertEveryRow() {
    long rows = (long) SHARDS * ROWS;
    assertEquals(
        "[%d,%d,0,%d,0]".formatted(rows, rows, rows - 1),
        Sessions.local()
            .read()
            .format("npy")
            .load(out().toString())
            .selectExpr(
                "count(*)",
                "count(distinct value[0])",
                "min(value[0])",
                "max(value[0])",
                "sum(int(value[1] <> 2 * value[0] or value[2] <> 3 * value[0]))")
            .head()
            .toString());
  }

  /** The files in the output by their relative names; a commit may move some meanwhile. */
  private List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        out(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(out().relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException vanished) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException vanished) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
