package io.npyio.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The side of {@code ai.djl:api} without an engine, whose arrays are then buffers: it reads {@code
 * .npy} and {@code .npz} and returns their contents, but cannot swap, transpose, convert or slice.
 */
final class DjlCases {
  private static final NDManager MANAGER = PassthroughNDManager.INSTANCE;

  private DjlCases() {}

  private static NDArray read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return NDList.decode(MANAGER, in).head();
    }
  }

  static Object loadF4(Path file, Path target) throws IOException {
    return read(file).toFloatArray();
  }

  static Object loadF8(Path file, Path target) throws IOException {
    return read(file).toDoubleArray();
  }

  static Object loadI8(Path file, Path target) throws IOException {
    return read(file).toLongArray();
  }

  static Object loadBeF8(Path file, Path target) throws IOException {
    return read(file).toDoubleArray();
  }

  static Object loadBeF4(Path file, Path target) throws IOException {
    return read(file).toFloatArray();
  }

  static Object fortranToC(Path file, Path target) throws IOException {
    return read(file).toDoubleArray();
  }

  static Object bool(Path file, Path target) throws IOException {
    return read(file).toBooleanArray();
  }

  static Object smallLoad(Path folder, Path target) throws IOException {
    double sum = 0;
    for (Path file : Inputs.files(folder)) {
      double[] loaded = read(file).toDoubleArray();
      sum += loaded[loaded.length - 1];
    }
    return sum;
  }

  static Object npzStored(Path file, Path target) throws IOException {
    return read(file).toDoubleArray();
  }

  static Object npzDeflated(Path file, Path target) throws IOException {
    return read(file).toDoubleArray();
  }

  static Object npzSaveDeflated(Path file, Path target) throws IOException {
    NDArray array = MANAGER.create(Inputs.doubles(file));
    array.setName("a");
    try (OutputStream out = Files.newOutputStream(target)) {
      new NDList(array).encode(out, NDList.Encoding.NPZ);
    }
    return target;
  }
}
