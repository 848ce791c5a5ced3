import io.npyio.shards.BatchReader;
import io.npyio.shards.NpyShards;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Measures shards beside one file of the same rows; shards.py makes both, and judges the figures. */
public final class Shards {
  private static final long BATCH_ROWS = 1024;
  private static final int BLOCK_BYTES = 1 << 22;

  private static long mostOpen;
  private static long mostMaps;

  private Shards() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    if (rounds == 0) {
      long start = System.nanoTime();
      try (NpyShards shards = NpyShards.open(folder.resolve("shards"))) {
        System.out.printf("open %.6f%n", seconds(start));
        System.out.println("shape " + shards.layout().shape());
      }
      return;
    }
    List<double[]> times = new ArrayList<>();
    for (int round = 0; round < rounds + 2; round++) {
      double[] time = {
        batches(folder.resolve("shards")),
        batches(folder.resolve("one")),
        plain(files(folder.resolve("shards"))),
        plain(files(folder.resolve("one")))
      };
      if (round >= 2) { // the first ones warm the compiler and the page cache
        times.add(time);
      }
    }
    String[] names = {"shards", "one", "plain-shards", "plain-one"};
    for (int i = 0; i < names.length; i++) {
      int which = i;
      double[] sorted = times.stream().mapToDouble(time -> time[which]).sorted().toArray();
      System.out.printf("%s %.6f %.6f%n", names[i], sorted[sorted.length / 2], sorted[0]);
    }
    count(folder.resolve("shards"));
    System.out.printf("ratio %.3f %.3f %.3f%n", speed(times, 0, 1), speed(times, 2, 3), speed(times, 0, 2));
    System.out.println("files " + mostOpen + " maps " + mostMaps);
  }

  /** The speed of one way beside that of another one: the median of pairs. */
  private static double speed(List<double[]> times, int one, int other) {
    double[] ratios = times.stream().mapToDouble(time -> time[other] / time[one]).sorted().toArray();
    return ratios[ratios.length / 2];
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".npy")).sorted().toList();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Takes a batch. */
  private interface Taker {
    void take(BatchReader batches) throws IOException;
  }

  /** The time of all batches, without that of opening. */
  private static double forEach(Path folder, Taker taker) throws IOException {
    try (NpyShards shards = NpyShards.open(folder)) {
      long start = System.nanoTime();
      try (BatchReader batches = shards.batches(BATCH_ROWS)) {
        while (batches.next()) {
          taker.take(batches);
        }
      }
      return seconds(start);
    }
  }

  /** Reads all batches, and one element of each row. */
  private static double batches(Path folder) throws IOException {
    float[] column = new float[(int) BATCH_ROWS];
    return forEach(folder, batches -> batches.rows().slice(1, 0, 1).readInto(column));
  }

  /** The least that can be done: files without any check, one buffer, one element of each row. */
  private static double plain(List<Path> files) throws IOException {
    long start = System.nanoTime();
    float sum = 0;
    ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        for (long at = 128; channel.read(buffer.clear(), at) > 0; at += buffer.position()) {
          for (int i = 0; i + 3072 <= buffer.position(); i += 3072) {
            sum += buffer.getFloat(i);
          }
        }
      }
    }
    require(sum == sum);
    return seconds(start);
  }

  private static void require(boolean isTrue) {
    if (!isTrue) {
      throw new IllegalStateException("the files hold other numbers than they should");
    }
  }

  /** Counts the files that are open and mapped while all batches are read once more. */
  private static void count(Path folder) throws IOException {
    int[] batch = {0};
    double unused = forEach(
        folder,
        batches -> {
          if (batch[0]++ % 100 == 99) {
            countNow(folder);
          }
        });
  }

  private static void countNow(Path folder) throws IOException {
    long open = 0;
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        try {
          open += Files.readSymbolicLink(file).startsWith(folder) ? 1 : 0;
        } catch (IOException closedMeanwhile) {
          // it does not count
        }
      }
    }
    mostOpen = Math.max(mostOpen, open);
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      mostMaps = Math.max(mostMaps, maps.filter(line -> line.contains(folder.toString())).count());
    }
  }
}
