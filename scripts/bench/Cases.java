import io.npyio.array.NdArray;
import io.npyio.array.Order;
import io.npyio.file.Npy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The Java half of the comparison with NumPy: runs one case a line, "CASE FILE", and answers with the
 * seconds it took and a checksum of the result, by which bench.py sees that both did the same work.
 */
public final class Cases {
  private static final float[] GIVEN = new float[1 << 26];

  private Cases() {}

  public static void main(String[] args) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", 2);
      Path file = Path.of(words[1]);
      long start = System.nanoTime();
      Object result = run(words[0], file);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(seconds + " " + checksum(result));
      System.out.flush();
    }
  }

  private static Object run(String name, Path file) throws Exception {
    switch (name) {
      case "load-f4-array":
        return Npy.load(file, float[].class);
      case "load-f4-ndarray":
        return Npy.load(file);
      case "load-f4-given":
        try (var map = Npy.map(file, io.npyio.file.MapMode.READ_ONLY)) {
          map.array().readInto(GIVEN);
          return GIVEN;
        }
      case "load-big-endian-f8":
        return Npy.load(file, double[].class);
      case "fortran-to-c":
        try (var map = Npy.map(file, io.npyio.file.MapMode.READ_ONLY)) {
          return map.array().toArray(double[].class);
        }
      case "fortran-to-c-ndarray":
        try (var map = Npy.map(file, io.npyio.file.MapMode.READ_ONLY)) {
          return map.array().copy(Order.C);
        }
      case "astype-f8-f4":
        try (var map = Npy.map(file, io.npyio.file.MapMode.READ_ONLY)) {
          return map.array().astype(io.npyio.array.DType.FLOAT32, Order.C);
        }
      default:
        throw new IllegalArgumentException(name);
    }
  }

  /** The sum of some elements spread over the whole, in C order. */
  private static double checksum(Object result) {
    if (result instanceof NdArray array) {
      NdArray flat = array.reshape(-1);
      return sum(flat.size(), i -> flat.getDouble(i));
    }
    if (result instanceof float[] floats) {
      return sum(floats.length, i -> floats[(int) i]);
    }
    double[] doubles = (double[]) result;
    return sum(doubles.length, i -> doubles[(int) i]);
  }

  private static double sum(long size, java.util.function.LongToDoubleFunction element) {
    long[] at = new long[1000];
    Arrays.setAll(at, i -> i * (size - 1) / 999);
    return Arrays.stream(at).mapToDouble(element).sum();
  }
}
