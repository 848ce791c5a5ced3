package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.interop.NumPyOracle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The casts that people use against NumPy, live: each over several blocks of elements, wherever
 * these lie. {@link AstypeTest} has the values at the ends of each kind.
 */
class CastPlacesTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_714);
  private static final int ROWS = 96;
  private static final int COLUMNS = 105;
  private static final int SIZE = ROWS * COLUMNS;

  private static NumPyOracle numpy;
  @TempDir private static Path folder;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() {
    numpy = NumPyOracle.start();
  }

  @AfterAll
  static void stop() throws IOException {
    numpy.close();
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values())
        .filter(kind -> !kind.isExtension() && !kind.isComplex() && kind != Kind.LONGDOUBLE);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyPlaceCastsAsNumPyDoes(Kind from) throws IOException {
    for (Kind to : kinds().toList()) {
      NdArray source = values(from, to);
      NdArray expected = byNumPy(source, to);
      DType big = new DType.Scalar(to, ByteOrder.BIG_ENDIAN);
      try (Memmap map = mapped(source, from)) {
        for (Map.Entry<String, NdArray> place : places(source, map.array()).entrySet()) {
          NdArray array = place.getValue();
          NdArray wanted = expected.reshape(array.shape().lengths());
          String what = "%s, %s to %s, seed %d".formatted(place.getKey(), from, to, SEED);
          assertTrue(wanted.contentEquals(array.astype(expected.dtype())), what);
          assertTrue(wanted.contentEquals(array.astype(big).astype(expected.dtype())), what);
          assertTrue(
              wanted.contentEquals(array.parallel(2).astype(expected.dtype())),
              what + ", 2 threads");
        }
      }
    }
  }

  private static NdArray byNumPy(NdArray source, Kind to) throws IOException {
    Path in = folder.resolve("source.npy");
    Path out = folder.resolve("target.npy");
    Files.write(in, Npy.toBytes(source));
    numpy.ask("astype", "file", in, "dtype", DType.Scalar.of(to).descr(), "dst", out);
    return Npy.load(Files.readAllBytes(out));
  }

  /** Any values of a kind; those that become integers lie in the range of these. */
  private NdArray values(Kind from, Kind to) {
    double[] numbers = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = from.isFloating() && to.isInteger() ? within(to) : random.nextGaussian() * 1e4;
    }
    DType type = DType.Scalar.of(from);
    return NdArray.of(numbers).astype(type).reshape(ROWS, COLUMNS);
  }

  /** Also in the range of float16, with a fraction. */
  private double within(Kind kind) {
    int bits = Math.min(kind.size() * Byte.SIZE - 1, 15);
    double magnitude = random.nextDouble() * ((1 << bits) - 1);
    return kind.letter() == 'i' && random.nextBoolean() ? -magnitude : magnitude;
  }

  private static Memmap mapped(NdArray source, Kind kind) throws IOException {
    Path file = folder.resolve(kind.numpyName() + ".npy");
    Npy.save(file, source);
    return Npy.map(file, MapMode.READ_ONLY);
  }

  /** The same values in different memory and layouts. */
  private static Map<String, NdArray> places(NdArray source, NdArray mapped) {
    DType type = source.dtype();
    Kind kind = ((DType.Scalar) type).kind();
    ArrayLayout layout = ArrayLayout.of(type, ROWS, COLUMNS);
    ByteBuffer direct = ByteBuffer.allocateDirect(SIZE * type.itemSize());
    DType record = DType.struct(Field.of("tag", DType.UINT8), Field.of("x", type));
    Map<String, NdArray> places = new LinkedHashMap<>();
    places.put("direct", NdArray.wrap(direct, layout));
    places.put(
        "big-endian", NdArray.zeros(new DType.Scalar(kind, ByteOrder.BIG_ENDIAN), ROWS, COLUMNS));
    places.put("every third", NdArray.zeros(type, ROWS, 3 * COLUMNS).slice(":, ::3"));
    places.put("backwards", NdArray.zeros(type, ROWS, COLUMNS).slice("::-1, ::-1"));
    places.put("transposed", NdArray.zeros(type, COLUMNS, ROWS).transpose());
    places.put("a field", NdArray.zeros(record, ROWS, COLUMNS).field("x"));
    places.values().forEach(place -> place.copyFrom(source));
    NdArray axes = NdArray.zeros(type, 8, 12, 3, 5, 7).slice("::-1, :, ::-1, :, ::-1");
    axes.copyFrom(source.reshape(8, 12, 3, 5, 7));
    places.put("short axes", axes);
    places.put("heap", source);
    places.put("mapped", mapped);
    return places;
  }

  // ---- what NumPy leaves open

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"INT(8|16|32|64)", "UINT(8|16|32)"})
  void floatsBecomeTheLowBitsOfTheNearestLong(Kind to) {
    double[] special = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      0x1p31,
      -0x1p31,
      0x1p31 - 1,
      -0x1p31 - 1,
      0x1.8p32,
      3e9,
      -3e9,
      1e10,
      1e30,
      -1e30,
      0x1p30,
      -0x1.8p30
    };
    for (double one : special) {
      double[] numbers = new double[9000];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i % 1000 - 500.75;
      }
      numbers[4321] = one;
      for (DType from : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
        NdArray source = NdArray.of(numbers).astype(from);
        NdArray cast = source.astype(DType.Scalar.of(to)).astype(DType.INT64);
        for (int i = 0; i < numbers.length; i++) {
          long expected = lowBits((long) source.getDouble(i), to);
          assertEquals(expected, cast.getLong(i), one + " as " + to + ", element " + i);
        }
      }
    }
  }

  private static long lowBits(long value, Kind kind) {
    int unused = Long.SIZE - kind.size() * Byte.SIZE;
    return kind.letter() == 'i' ? value << unused >> unused : value << unused >>> unused;
  }

  @Test
  void anyByteButZeroIsTrue() {
    byte[] bytes = new byte[20_000];
    boolean[] expected = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 9000 ? i % 2 : i % 7 == 0 ? 0 : i);
      expected[i] = bytes[i] != 0;
    }
    NdArray array = NdArray.of(bytes).view(DType.BOOL);
    assertArrayEquals(expected, array.toArray(boolean[].class));
    float[] floats = array.astype(DType.FLOAT32).toArray(float[].class);
    for (int i = 0; i < bytes.length; i++) {
      assertEquals(expected[i] ? 1f : 0f, floats[i], "element " + i);
    }
  }
}
