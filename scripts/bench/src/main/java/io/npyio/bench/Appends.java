package io.npyio.bench;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.NpyAppender;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Small rows appended to a file, with the writing of each 64 KiB of them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Appends {
  private final float[] row = {1, 2, 3};
  private final NdArray array = NdArray.of(row);
  private Path file;
  private NpyAppender appender;

  /** A new file, so that none gets large. */
  @Setup(Level.Iteration)
  public void create() throws IOException {
    file = Files.createTempFile("appends", ".npy");
    Files.delete(file);
    appender = NpyAppender.create(file, DType.FLOAT32, 3);
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    appender.close();
    Files.delete(file);
  }

  @Benchmark
  public void javaArray() throws IOException {
    appender.append(row);
  }

  @Benchmark
  public void ndArray() throws IOException {
    appender.append(array);
  }
}
