package io.npyio.bench;

import io.npyio.file.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that cases have before their time starts: made in the first, untimed call, and kept. */
final class Inputs {
  private static Path dataOf;
  private static double[] data;
  private static Object given;
  private static double[] copy;
  private static Path folder;
  private static List<Path> files;

  private Inputs() {}

  /** The float64 elements of a file. */
  static double[] doubles(Path file) {
    if (!file.equals(dataOf)) {
      try {
        data = Npy.load(file, double[].class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      dataOf = file;
    }
    return data;
  }

  /** An array that has been written to before. */
  static <T> T given(Class<T> type, long length) {
    if (!type.isInstance(given) || java.lang.reflect.Array.getLength(given) != length) {
      given = java.lang.reflect.Array.newInstance(type.getComponentType(), Math.toIntExact(length));
    }
    return type.cast(given);
  }

  /** A copy of an array, made once. */
  static double[] copy(double[] of) {
    if (copy == null || copy.length != of.length) {
      copy = of.clone();
    }
    return copy;
  }

  /** The files of a folder, by name. */
  static List<Path> files(Path within) throws IOException {
    if (!within.equals(folder)) {
      try (Stream<Path> found = Files.list(within)) {
        files = found.sorted().toList();
      }
      folder = within;
    }
    return files;
  }
}
