package io.npyio.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jetbrains.bio.npy.NpyArray;
import org.jetbrains.bio.npy.NpyFile;
import org.jetbrains.bio.npy.NpzFile;

/** The side of {@code org.jetbrains.bio:npy}: no Fortran order, no float16, no views, no mapping. */
final class JetBrainsCases {
  private static final String MEMBER = "a";

  private JetBrainsCases() {}

  private static NpyArray read(Path file) {
    return NpyFile.read(file, Integer.MAX_VALUE);
  }

  static Object loadF4(Path file, Path target) {
    return read(file).asFloatArray();
  }

  static Object loadF8(Path file, Path target) {
    return read(file).asDoubleArray();
  }

  static Object loadI8(Path file, Path target) {
    return read(file).asLongArray();
  }

  static Object loadBeF8(Path file, Path target) {
    return read(file).asDoubleArray();
  }

  static Object loadBeF4(Path file, Path target) {
    return read(file).asFloatArray();
  }

  static Object bool(Path file, Path target) {
    return read(file).asBooleanArray();
  }

  private static Path write(Path file, Path target, ByteOrder order) throws IOException {
    double[] data = Inputs.doubles(file);
    NpyFile.write(target, data, new int[] {data.length}, order);
    return target;
  }

  static Object writeF8(Path file, Path target) throws IOException {
    return write(file, target, ByteOrder.LITTLE_ENDIAN);
  }

  static Object writeBeF8(Path file, Path target) throws IOException {
    return write(file, target, ByteOrder.BIG_ENDIAN);
  }

  static Object smallLoad(Path folder, Path target) throws IOException {
    double sum = 0;
    for (Path file : Inputs.files(folder)) {
      double[] loaded = read(file).asDoubleArray();
      sum += loaded[loaded.length - 1];
    }
    return sum;
  }

  static Object npzStored(Path file, Path target) {
    try (NpzFile.Reader npz = NpzFile.read(file)) {
      return npz.get(MEMBER, Integer.MAX_VALUE).asDoubleArray();
    }
  }

  static Object npzDeflated(Path file, Path target) {
    return npzStored(file, target);
  }

  static Object npzSaveDeflated(Path file, Path target) {
    double[] data = Inputs.doubles(file);
    try (NpzFile.Writer npz = NpzFile.write(target, true)) {
      npz.write(MEMBER, data, new int[] {data.length}, ByteOrder.LITTLE_ENDIAN);
    }
    return target;
  }
}
