package io.npyio.bench;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.bench.Competitor.Repeated;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import io.npyio.file.WriteOptions;
import io.npyio.record.RecordMapper;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** npyio's side: each case as a user would write it. */
final class NpyioCases {
  private static final RecordMapper<Point> POINTS =
      RecordMapper.of(Point.class, MethodHandles.lookup());

  /** What NumPy does: it leaves to the operating system when a file is on the disk. */
  private static final WriteOptions UNSYNCED = WriteOptions.DEFAULT.withoutSync();

  /** Takes unused results, so that the compiler cannot eliminate the work. */
  static volatile double sink;

  private NpyioCases() {}

  /** A record of the file of records. */
  record Point(double x, float y, int id) {}

  private static Memmap map(Path file) throws IOException {
    return Npy.map(file, MapMode.READ_ONLY);
  }

  // ---- the memory itself ---------------------------------------------------------------------

  static Object streamCopy(Path file, Path target) {
    double[] from = Inputs.doubles(file);
    double[] to = Inputs.given(double[].class, from.length);
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return to;
  }

  static Object streamTriad(Path file, Path target) {
    double[] one = Inputs.doubles(file);
    double[] other = Inputs.copy(one);
    double[] to = Inputs.given(double[].class, one.length);
    for (int i = 0; i < to.length; i++) {
      to[i] = one[i] + 3 * other[i];
    }
    return to;
  }

  // ---- loading ---------------------------------------------------------------------------------

  static Object loadF4(Path file, Path target) throws IOException {
    return Npy.load(file, float[].class);
  }

  static Object loadF8(Path file, Path target) throws IOException {
    return Npy.load(file, double[].class);
  }

  static Object loadI8(Path file, Path target) throws IOException {
    return Npy.load(file, long[].class);
  }

  static Object loadF4Cold(Path file, Path target) throws IOException {
    return Npy.load(file, float[].class);
  }

  static Object loadF4Ndarray(Path file, Path target) throws IOException {
    return Npy.load(file);
  }

  static Object loadF4Given(Path file, Path target) throws IOException {
    return readGiven(file, float[].class);
  }

  static Object loadF8Given(Path file, Path target) throws IOException {
    return readGiven(file, double[].class);
  }

  static Object loadI8Given(Path file, Path target) throws IOException {
    return readGiven(file, long[].class);
  }

  private static Object readGiven(Path file, Class<?> type) throws IOException {
    try (Memmap map = map(file)) {
      Object given = Inputs.given(type, map.array().size());
      map.array().readInto(given);
      return given;
    }
  }

  static Object loadF8Part(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      double[] given = Inputs.given(double[].class, map.array().size() + 2000);
      map.array().readInto(given, 1000);
      return given;
    }
  }

  static Object loadBeF8(Path file, Path target) throws IOException {
    return Npy.load(file, double[].class);
  }

  static Object loadBeF4(Path file, Path target) throws IOException {
    return Npy.load(file, float[].class);
  }

  static Object fortranToC(Path file, Path target) throws IOException {
    return Npy.load(file, double[].class);
  }

  static Object fortranToC2t(Path file, Path target) throws IOException {
    return loadByTwo(file, double[].class);
  }

  static Object f2ToFloat(Path file, Path target) throws IOException {
    return Npy.load(file, float[].class);
  }

  static Object f2ToFloat2t(Path file, Path target) throws IOException {
    return loadByTwo(file, float[].class);
  }

  static Object bool(Path file, Path target) throws IOException {
    return Npy.load(file, boolean[].class);
  }

  static Object bool2t(Path file, Path target) throws IOException {
    return loadByTwo(file, boolean[].class);
  }

  private static <T> T loadByTwo(Path file, Class<T> type) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().parallel(2).toArray(type);
    }
  }

  private static void both(Runnable first, Runnable second) {
    CompletableFuture<Void> other = CompletableFuture.runAsync(second);
    first.run();
    other.join();
  }

  // ---- views -----------------------------------------------------------------------------------

  private static Object view(Path file, String slice) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().slice(slice).toArray(double[].class);
    }
  }

  static Object columns(Path file, Path target) throws IOException {
    return view(file, ":, ::3");
  }

  static Object reversed(Path file, Path target) throws IOException {
    return view(file, "::-1, ::-1");
  }

  static Object transposedSlice(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().slice("10:, 7:-5").transpose().toArray(double[].class);
    }
  }

  static Object field(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().field("x").toArray(double[].class);
    }
  }

  static Object axes2d(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      NdArray array = map.array();
      return array.reshape(-1, 64).slice("::-1, ::2").toArray(double[].class);
    }
  }

  static Object axes10d(Path file, Path target) throws IOException {
    return view(file, "::-1, :, ::-1, :, ::-1, :, ::-1, :, ::-1, ::2");
  }

  static Object axes10dEqual(Path file, Path target) throws IOException {
    return view(file, "::-1, :, ::-1, :, ::-1, :, ::-1, :, ::-1, :");
  }

  static Object axes2dEqual(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().reshape(3125, -1).slice("::-1, :").toArray(double[].class);
    }
  }

  // ---- converting ------------------------------------------------------------------------------

  private static Object astype(Path file, DType type) throws IOException {
    try (Memmap map = map(file)) {
      return map.array().astype(type);
    }
  }

  static Object astypeF8F4(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT32);
  }

  static Object astypeF4F8(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT64);
  }

  static Object astypeI4F8(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT64);
  }

  static Object astypeI8F8(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT64);
  }

  static Object astypeI4F4(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT32);
  }

  static Object astypeI2F4(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT32);
  }

  static Object astypeU1F4(Path file, Path target) throws IOException {
    return astype(file, DType.FLOAT32);
  }

  static Object astypeU1I4(Path file, Path target) throws IOException {
    return astype(file, DType.INT32);
  }

  static Object astypeI4I8(Path file, Path target) throws IOException {
    return astype(file, DType.INT64);
  }

  static Object astypeI8I4(Path file, Path target) throws IOException {
    return astype(file, DType.INT32);
  }

  static Object astypeF8I4(Path file, Path target) throws IOException {
    return astype(file, DType.INT32);
  }

  static Object astypeF4I4(Path file, Path target) throws IOException {
    return astype(file, DType.INT32);
  }

  // ---- writing ---------------------------------------------------------------------------------

  static Object writeF8(Path file, Path target) throws IOException {
    Npy.save(target, Inputs.doubles(file), UNSYNCED);
    return target;
  }

  static Object saveSynced(Path file, Path target) throws IOException {
    Npy.save(target, Inputs.doubles(file));
    return target;
  }

  static Object saveOver(Path file, Path target) throws IOException {
    return writeF8(file, target);
  }

  static Object writeInPlace(Path file, Path target) throws IOException {
    double[] data = Inputs.doubles(file);
    try (Memmap map = Npy.map(target, MapMode.READ_WRITE)) {
      map.array().copyFrom(data);
    }
    return target;
  }

  static Object writeBeF8(Path file, Path target) throws IOException {
    double[] data = Inputs.doubles(file);
    Npy.save(target, data, ArrayLayout.of(DType.of(">f8"), data.length), UNSYNCED);
    return target;
  }

  // ---- small files -----------------------------------------------------------------------------

  static Object smallLoad(Path folder, Path target) throws IOException {
    double sum = 0;
    for (Path file : Inputs.files(folder)) {
      double[] loaded = Npy.load(file, double[].class);
      sum += loaded[loaded.length - 1];
    }
    return sum;
  }

  static Object smallHeader(Path folder, Path target) throws IOException {
    long sum = 0;
    for (Path file : Inputs.files(folder)) {
      sum += Npy.header(file).layout().size();
    }
    return sum;
  }

  static Object openMap(Path file, Path target) throws IOException {
    int times = 200;
    double sum = 0;
    for (int i = 0; i < times; i++) {
      try (Memmap map = map(file)) {
        sum += map.array().getDouble(0, 1);
      }
    }
    return new Repeated(times, sum / times);
  }

  static Object midLoad(Path folder, Path target) throws IOException {
    List<Path> files = Inputs.files(folder);
    double sum = 0;
    for (Path file : files) {
      double[] loaded = Npy.load(file, double[].class);
      sum += loaded[loaded.length - 1];
    }
    return new Repeated(files.size(), sum);
  }

  // ---- archives --------------------------------------------------------------------------------

  static Object npzStored(Path file, Path target) throws IOException {
    try (Npz npz = Npz.open(file)) {
      return npz.load("a", double[].class);
    }
  }

  static Object npzDeflated(Path file, Path target) throws IOException {
    return npzStored(file, target);
  }

  static Object npzSaveDeflated(Path file, Path target) throws IOException {
    Npz.saveCompressed(target, Map.of("a", NdArray.of(Inputs.doubles(file))), UNSYNCED);
    return target;
  }

  static Object npzSaveDeflated2t(Path file, Path target) throws IOException {
    try (NpzWriter writer = NpzWriter.create(target, Compression.DEFLATED, 2, UNSYNCED)) {
      writer.add("a", NdArray.of(Inputs.doubles(file)));
      writer.commit();
    }
    return target;
  }

  // ---- element by element, row by row ----------------------------------------------------------

  private static double randomGets(Path file, int count) throws IOException {
    try (Memmap map = map(file)) {
      NdArray array = map.array();
      int rows = (int) array.shape().length(0) - 1;
      int columns = (int) array.shape().length(1) - 1;
      double sum = 0;
      int state = 1;
      for (int i = 0; i < count; i++) {
        state = state * 1664525 + 1013904223;
        sum += array.getDouble(state >>> 8 & rows, (state >>> 1) * 31 >>> 8 & columns);
      }
      return sum;
    }
  }

  static Object randomGet(Path file, Path target) throws IOException {
    double check = randomGets(file, 100_000);
    sink = randomGets(file, 5_000_000);
    return new Repeated(5_100_000, check);
  }

  static Object pass(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return sumOfRows(map.array());
    }
  }

  static Object pass2t(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return byTwo(map.array(), NpyioCases::sumOfRows);
    }
  }

  static Object passBuffers(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return sumOfBlocks(map.array());
    }
  }

  static Object passBuffers2t(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return byTwo(map.array(), NpyioCases::sumOfBlocks);
    }
  }

  private static double byTwo(NdArray array, ToDoubleFunction<NdArray> sum) {
    long rows = array.shape().length(0);
    double[] sums = new double[2];
    both(
        () -> sums[0] = sum.applyAsDouble(array.slice(0, 0, rows / 2)),
        () -> sums[1] = sum.applyAsDouble(array.slice(0, rows / 2, rows)));
    return sums[0] + sums[1];
  }

  /** As in the cookbook: blocks of the map as buffers, without a copy. */
  private static double sumOfBlocks(NdArray array) {
    double sum = 0;
    for (NdArray block : array.blocks(1 << 20)) {
      sum += sum(block.asByteBuffer().asDoubleBuffer());
    }
    return sum;
  }

  private static double sum(DoubleBuffer numbers) {
    double a = 0, b = 0, c = 0, d = 0;
    int i = 0;
    for (; i <= numbers.limit() - 4; i += 4) {
      a += numbers.get(i);
      b += numbers.get(i + 1);
      c += numbers.get(i + 2);
      d += numbers.get(i + 3);
    }
    for (; i < numbers.limit(); i++) {
      a += numbers.get(i);
    }
    return a + b + (c + d);
  }

  private static double sumOfRows(NdArray array) {
    long rows = array.shape().length(0);
    double[] row = new double[(int) array.shape().length(1)];
    double sum = 0;
    for (long i = 0; i < rows; i++) {
      array.at(i).readInto(row);
      sum += sum(row);
    }
    return sum;
  }

  /** Eight sums at a time, as in NumPy: a single one would wait for each addition. */
  private static double sum(double[] row) {
    double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    for (int i = 0; i + 8 <= row.length; i += 8) {
      a += row[i];
      b += row[i + 1];
      c += row[i + 2];
      d += row[i + 3];
      e += row[i + 4];
      f += row[i + 5];
      g += row[i + 6];
      h += row[i + 7];
    }
    return a + b + c + d + e + f + g + h;
  }

  // ---- records ---------------------------------------------------------------------------------

  static Object recordsList(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return POINTS.toList(map.array());
    }
  }

  static Object recordsStream(Path file, Path target) throws IOException {
    try (Memmap map = map(file)) {
      return POINTS.stream(map.array()).mapToDouble(Point::x).sum();
    }
  }
}
