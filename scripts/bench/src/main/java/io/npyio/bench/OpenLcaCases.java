package io.npyio.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.openlca.npy.Array2d;
import org.openlca.npy.Npy;
import org.openlca.npy.NpyArray;
import org.openlca.npy.NpyDoubleArray;
import org.openlca.npy.Npz;

/** The side of {@code org.openlca:npy}: mapped files are read whole, writing is little-endian. */
final class OpenLcaCases {
  private static final String MEMBER = "a.npy";

  private OpenLcaCases() {}

  private static NpyArray<?> read(Path file) {
    return Npy.read(file.toFile());
  }

  static Object loadF4(Path file, Path target) {
    return read(file).data();
  }

  static Object loadF8(Path file, Path target) {
    return read(file).data();
  }

  static Object loadI8(Path file, Path target) {
    return read(file).data();
  }

  static Object loadBeF8(Path file, Path target) {
    return read(file).data();
  }

  static Object loadBeF4(Path file, Path target) {
    return read(file).data();
  }

  static Object f2ToFloat(Path file, Path target) {
    return read(file).data();
  }

  static Object bool(Path file, Path target) {
    return read(file).data();
  }

  static Object fortranToC(Path file, Path target) {
    return Array2d.switchOrder(read(file)).data();
  }

  static Object astypeF8F4(Path file, Path target) {
    return read(file).asFloatArray().data();
  }

  static Object astypeI4F8(Path file, Path target) {
    return read(file).asDoubleArray().data();
  }

  static Object astypeU1F4(Path file, Path target) {
    return read(file).asFloatArray().data();
  }

  static Object astypeI8I4(Path file, Path target) {
    return read(file).asIntArray().data();
  }

  static Object writeF8(Path file, Path target) {
    Npy.write(target.toFile(), NpyDoubleArray.vectorOf(Inputs.doubles(file)));
    return target;
  }

  static Object smallLoad(Path folder, Path target) throws IOException {
    double sum = 0;
    for (Path file : Inputs.files(folder)) {
      double[] loaded = read(file).asDoubleArray().data();
      sum += loaded[loaded.length - 1];
    }
    return sum;
  }

  static Object smallHeader(Path folder, Path target) throws IOException {
    long[] sum = {0};
    for (Path file : Inputs.files(folder)) {
      Npy.use(file.toFile(), (data, header) -> sum[0] += header.dict().sizeOfDimension(0));
    }
    return sum[0];
  }

  static Object npzStored(Path file, Path target) {
    return Npz.read(file.toFile(), MEMBER).data();
  }

  static Object npzDeflated(Path file, Path target) {
    return npzStored(file, target);
  }

  static Object npzSaveDeflated(Path file, Path target) {
    Npz.create(
        target.toFile(),
        zip -> Npz.write(zip, MEMBER, NpyDoubleArray.vectorOf(Inputs.doubles(file))));
    return target;
  }
}
