import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.http.HttpSource;
import io.npyio.source.ByteSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.Arrays;

/** Does a task for each line, and prints the milliseconds it took. */
class RemoteTimes {
  public static void main(String[] args) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      ByteSource source = HttpSource.of(URI.create(words[1]));
      long started = System.nanoTime();
      switch (words[0]) {
        case "rows" -> Npy.open(source).slice(words[2] + ":" + words[3]).load();
        case "member" -> {
          try (Npz npz = Npz.open(source)) {
            npz.stored(words[2]).at(Long.parseLong(words[3])).load();
          }
        }
        case "random" ->
            Npy.open(source)
                .take(Arrays.stream(words).skip(2).mapToLong(Long::parseLong).toArray());
        default -> throw new IllegalArgumentException(words[0]);
      }
      System.out.println((System.nanoTime() - started) / 1e6);
    }
  }
}
