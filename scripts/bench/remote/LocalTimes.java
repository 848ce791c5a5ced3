import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * Does a task on a local file for each line, and prints the milliseconds of processor time that it
 * took: other work on the machine counts less than by the clock.
 */
class LocalTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public static void main(String[] args) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      Path path = Path.of(words[1]);
      long started = THREADS.getCurrentThreadCpuTime();
      run(words[0], path);
      System.out.println((THREADS.getCurrentThreadCpuTime() - started) / 1e6);
    }
  }

  private static void run(String task, Path path) throws IOException {
    switch (task) {
      case "load" -> Npy.load(path);
      case "small" -> {
        for (int i = 0; i < 2000; i++) {
          Npy.load(path);
        }
      }
      case "npz" -> {
        try (Npz npz = Npz.open(path)) {
          npz.load("a");
        }
      }
      case "member" -> {
        for (int i = 0; i < 500; i++) {
          try (Npz npz = Npz.open(path)) {
            npz.load("b");
          }
        }
      }
      case "map" -> {
        try (Memmap map = Npy.map(path, MapMode.READ_ONLY)) {
          double[] row = new double[64];
          double sum = 0;
          for (long i = 0; i < map.layout().shape().length(0); i++) {
            map.array().at(i).readInto(row);
            sum += row[0];
          }
          if (Double.isNaN(sum)) {
            throw new AssertionError();
          }
        }
      }
      default -> throw new IllegalArgumentException(task);
    }
  }
}
