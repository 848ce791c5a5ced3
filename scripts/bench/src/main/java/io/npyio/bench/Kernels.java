package io.npyio.bench;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels by themselves, without the noise of files: under {@code -prof gc}, {@code
 * gc.alloc.rate.norm} must not change from 64 KiB to 16 MiB, except for the array that load makes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Kernels {

  /** An array of some dtype and size off the heap, like a mapped file, and its targets. */
  @State(Scope.Thread)
  public static class Data {
    @Param({"<f4", "<f8", ">f8", "<i8", "<f2", "|b1"})
    String dtype;

    @Param({"65536", "16777216"})
    int nbytes;

    NdArray array;
    NdArray field;
    NdArray floats;
    Object given;
    Object row;
    Class<?> type;
    Path file;

    @Setup(Level.Trial)
    public void make() throws IOException {
      DType stored = DType.of(dtype);
      long columns = 64;
      long rows = nbytes / stored.itemSize() / columns;
      ArrayLayout layout = ArrayLayout.of(stored, rows, columns);
      array = NdArray.wrap(ByteBuffer.allocateDirect(nbytes), layout);
      for (long i = 0; i < rows; i++) {
        array.at(i).fill(i % 2);
      }
      floats = NdArray.zeros(DType.FLOAT32, rows, columns);
      type = javaType();
      given = Array.newInstance(type, Math.toIntExact(rows * columns));
      row = Array.newInstance(type, (int) columns);
      field = records(stored, rows * columns);
      file = Files.createTempFile("npyio-kernels", ".npy");
      Npy.save(file, array);
    }

    private NdArray records(DType stored, long count) {
      DType pair = DType.of("[('x', '%s'), ('y', '%s')]".formatted(dtype, dtype));
      return NdArray.wrap(
              ByteBuffer.allocateDirect(Math.toIntExact(2L * stored.itemSize() * count)),
              ArrayLayout.of(pair, count))
          .field("x");
    }

    private Class<?> javaType() {
      if (dtype.equals("|b1")) {
        return boolean.class;
      }
      if (dtype.endsWith("f8")) {
        return double.class;
      }
      return dtype.equals("<i8") ? long.class : float.class;
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      Files.delete(file);
    }
  }

  /** A file of 100 float64. */
  @State(Scope.Thread)
  public static class Small {
    Path file;

    @Setup(Level.Trial)
    public void make() throws IOException {
      file = Files.createTempFile("npyio-kernels", ".npy");
      Npy.save(file, NdArray.zeros(DType.FLOAT64, 100));
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
      Files.delete(file);
    }
  }

  /** An array of two axes in memory. */
  @State(Scope.Thread)
  public static class Grid {
    final NdArray array =
        NdArray.wrap(ByteBuffer.allocateDirect(8 << 20), ArrayLayout.of(DType.FLOAT64, 1024, 1024));
  }

  @Benchmark
  public Object load(Data data) throws IOException {
    return Npy.load(data.file, data.type.arrayType());
  }

  @Benchmark
  public Object copy(Data data) {
    data.array.readInto(data.given);
    return data.given;
  }

  @Benchmark
  public Object copyBack(Data data) {
    data.array.copyFrom(data.given);
    return data.array;
  }

  @Benchmark
  public Object toFloat32(Data data) {
    data.floats.copyFrom(data.array);
    return data.floats;
  }

  @Benchmark
  public Object transposed(Data data) {
    data.array.transpose().readInto(data.given);
    return data.given;
  }

  @Benchmark
  public Object everyOther(Data data) {
    data.array.slice(1, 0, 64, 2).readInto(data.given);
    return data.given;
  }

  @Benchmark
  public Object field(Data data) {
    data.field.readInto(data.given);
    return data.given;
  }

  @Benchmark
  public Object rows(Data data) {
    long rows = data.array.shape().length(0);
    for (long i = 0; i < rows; i++) {
      data.array.at(i).readInto(data.row);
    }
    return data.row;
  }

  @Benchmark
  public Object smallLoad(Small small) throws IOException {
    return Npy.load(small.file, double[].class);
  }

  @Benchmark
  public NpyHeader smallHeader(Small small) throws IOException {
    return Npy.header(small.file);
  }

  /** A thousand elements. */
  @Benchmark
  public double getDouble(Grid grid) {
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += grid.array.getDouble(i, i * 7 & 1023);
    }
    return sum;
  }
}
