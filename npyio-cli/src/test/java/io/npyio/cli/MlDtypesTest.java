package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.NpzWriter;
import io.npyio.interop.LiveNumPy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of one byte that ml_dtypes adds to NumPy, which saves them as {@code V1}. */
class MlDtypesTest {
  /** Decodes all bytes, and encodes numbers by searching for the nearest, with exact fractions. */
  private static final String MODEL =
      """
      import bisect, math
      from fractions import Fraction
      FORMATS = {'float8_e4m3fn': (3, 7), 'float8_e5m2': (2, 15), 'float8_e4m3fnuz': (3, 8), 'float8_e5m2fnuz': (2, 16),
                 'float8_e4m3b11fnuz': (3, 11), 'float8_e8m0fnu': (0, 127)}
      GREATEST = {'float8_e4m3fn': 0x7E, 'float8_e5m2': 0x7B, 'float8_e8m0fnu': 0xFE}
      NAN = {'float8_e4m3fn': 0x7F, 'float8_e5m2': 0x7E, 'float8_e8m0fnu': 0xFF}
      def magnitude(name, code):
          mantissa, bias = FORMATS[name]
          exponent, fraction = divmod(code, 2**mantissa)
          if mantissa == 0: return Fraction(2) ** (exponent - bias)
          if exponent == 0: return Fraction(fraction, 2**mantissa) * Fraction(2) ** (1 - bias)
          return (1 + Fraction(fraction, 2**mantissa)) * Fraction(2) ** (exponent - bias)
      def decode(name, code):
          if name == 'int4': return float((code + 8) % 16 - 8)
          if name == 'uint4': return float(code % 16)
          if name == 'float8_e8m0fnu': return math.nan if code == 255 else float(magnitude(name, code))
          sign = -1 if code > 127 else 1
          if code == 128 and name.endswith('fnuz'): return math.nan
          if code % 128 > GREATEST.get(name, 127): return sign * math.inf if (name, code % 128) == ('float8_e5m2', 0x7C) else math.nan
          return sign * float(magnitude(name, code % 128))
      def encode(name, value, table):
          if name in ('int4', 'uint4'): return 0 if math.isnan(value) else math.trunc(value) % 16
          greatest, nan, sign = GREATEST.get(name, 127), NAN.get(name, 128), 128 if math.copysign(1, value) < 0 else 0
          if math.isnan(value) or name == 'float8_e8m0fnu' and value <= 0: return nan if nan > 127 else None
          large = 0x7C if name == 'float8_e5m2' else nan
          if name == 'float8_e8m0fnu': sign = 0
          if math.isinf(value): return sign | large
          exact = abs(Fraction(value))
          after = bisect.bisect_left(table, exact)
          if after == 0: code = 0
          elif after == len(table): code = after
          else:
              low, high = exact - table[after - 1], table[after] - exact
              code = after - 1 if low < high or low == high and after % 2 else after
          code = large if code > greatest else code
          return 0 if code == 0 and name.endswith('fnuz') else sign | code
      NAMES = ['int4', 'uint4'] + list(FORMATS)
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void saveFile() throws IOException {
    file = save("w.npy", 0x00, 0x01, 0x38, 0x7F, 0x88, 0xC0);
  }

  private Path save(String name, int... bytes) throws IOException {
    Path path = folder.resolve(name);
    Npy.save(path, NdArray.of(bytes, DType.UINT8).view(DType.raw(1)));
    return path;
  }

  private Path convert(Path from, String to, Object... options) {
    Path target = folder.resolve(to);
    Object[] words = new Object[options.length + 3];
    words[0] = "convert";
    words[1] = from;
    words[2] = target;
    System.arraycopy(options, 0, words, 3, options.length);
    npyio(words).isSilent();
    return target;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int4; 0,1,-8,-1,-8,0",
        "uint4; 0,1,8,15,8,0",
        "float8_e4m3fnuz; 0.0,0.0009765625,0.5,240.0,-0.0078125,-1.0",
        "float8_e5m2fnuz; 0.0,7.6293945e-06,0.25,57344.0,-6.1035156e-05,-1.0",
        "float8_e4m3b11fnuz; 0.0,0.00012207031,0.0625,30.0,-0.0009765625,-0.125",
        "float8_e8m0fnu; 5.877472e-39,1.1754944e-38,4.2351647e-22,1.0,512.0,3.689349e+19"
      })
  void elementsAreReadWithViewFromAnyContainer(String name, String values) throws IOException {
    String json = "[" + values + "]\n";
    npyio("cat", file, "--view", name, "--format", "json").prints(json);
    Path archive = folder.resolve("a.npz");
    try (NpzWriter writer = NpzWriter.create(archive)) {
      writer.add("w", Npy.load(file));
      writer.commit();
    }
    npyio("cat", archive, "--view", name, "--format", "json").prints(json);
    Path raw = folder.resolve("w.bin");
    Files.write(raw, Npy.load(file).view(DType.INT8).toArray(byte[].class));
    npyio("cat", raw, "--dtype", name, "--format", "json").prints(json);
    npyio("convert", file, "-", "--to", "csv", "--view", name)
        .prints(values.replace(',', '\n') + "\n");
    Path csv = convert(file, "w.csv", "--view", name);
    Path back = convert(csv, "t.npy", "--to-dtype", name);
    npyio("diff", file, back, "--view", name).isSilent();
  }

  @Test
  void integersOfFourBitsPrintAsIntegers() {
    npyio("cat", file, "--view", "int4").prints("[ 0  1 -8 -1 -8  0]\n");
    npyio("cat", file, "--view", "uint4").prints("[ 0  1  8 15  8  0]\n");
    npyio("stats", file, "--view", "int4")
        .prints(
            """
            %s: int4, shape (6,)
              count  6
              nan    0
              inf    0
              min    -8
              max    1
              mean   -2.6666666666666665
              std    3.815174380753199
            """
                .formatted(file));
  }

  @Test
  void upperBitsOfFourBitIntegersMakeNoDifference() throws IOException {
    Path other = save("o.npy", 0xF0, 0xF1, 0x08, 0x0F, 0x48, 0x01);
    Run run = npyio("diff", file, other, "--view", "int4");
    assertEquals(1, run.status());
    assertTrue(run.out().contains("differ in 1 of 6 elements"), run.out());
    assertTrue(run.out().contains("first     at [5]: 0 and 1"), run.out());
  }

  @Test
  void castsWriteCleanBytes() throws IOException {
    Path whole = folder.resolve("i.npy");
    Npy.save(whole, NdArray.of(new long[] {7, 8, -1, 300}));
    Path four = convert(whole, "f.npy", "--to-dtype", "int4");
    npyio("cat", four, "--view", "u1").prints("[ 7  8 15 12]\n");
    npyio("cat", four, "--view", "int4").prints("[ 7 -8 -1 -4]\n");
    npyio("create", folder.resolve("c.npy"), "--shape", "2", "--dtype", "int4").isSilent();
  }

  @Test
  void statisticsCountNaN() throws IOException {
    Path one = save("n.npy", 0x80, 0x40);
    Run run = npyio("stats", one, "--view", "float8_e4m3fnuz");
    assertTrue(run.out().contains("  nan    1\n"), run.out());
    assertTrue(run.out().contains("  max    1.0\n"), run.out());
  }

  @Test
  void scriptsJoinThemAsNumbersOfNumPy() throws IOException {
    Path script = folder.resolve("s.py");
    Files.writeString(
        script,
        """
        import numpy as np
        a = np.load(r'%s')
        four = a.view('int4')
        print('{} {} {}'.format(four[2], four.tolist(), four.astype('i2').sum()))
        print(np.array([four, a.view('uint4')]).dtype)
        print(np.array([a.view('float8_e8m0fnu'), np.zeros(6, 'f2')]).dtype)
        """
            .formatted(file));
    npyio("run", script).prints("-8 [0, 1, -8, -1, -8, 0] -16\nint16\nfloat32\n");
  }

  @Test
  void numbersCanBePlotted() {
    for (String name : new String[] {"int4", "float8_e5m2fnuz", "float8_e8m0fnu"}) {
      Path chart = folder.resolve(name + ".svg");
      npyio("plot", file, "--view", name, "-o", chart).isSilent();
      assertTrue(Files.exists(chart));
    }
  }

  @Test
  void everyByteAndRandomNumbersAreAsAModelInPythonHasThem() throws Exception {
    LiveNumPy.require();
    long seed = System.nanoTime() % 1_000_000;
    LiveNumPy.python(
        folder,
        MODEL
            + """
            r = np.random.default_rng(%d)
            np.save('codes.npy', np.arange(256, dtype='u1').view('V1'))
            for name in NAMES:
                values = np.array([decode(name, code) for code in range(256)])
                np.save(name + '-values.npy', values)
                if name in ('int4', 'uint4'): values = r.integers(-10**6, 10**6, 2000) + r.random(2000)
                else:
                    order = np.sort(values[np.isfinite(values)])
                    ties = (order[1:] + order[:-1]) / 2
                    random = r.normal(size=2000) * 2.0 ** r.integers(-30, 30, 2000)
                    ends = [0, -0.0, np.nan, np.inf, -np.inf, 1e-300, -1e-300, 1e300, -1e300, 1.5 * 2.0**127, 3.0 * 2.0**127]
                    values = np.concatenate([random, ties, np.nextafter(ties, np.inf), np.nextafter(ties, -np.inf), ends])
                np.save(name + '-numbers.npy', values)
            """
                .formatted(seed));
    for (String name : LiveNumPy.python(folder, MODEL + "print(*NAMES)").strip().split(" ", -1)) {
      Path codes = folder.resolve("codes.npy");
      Path wide = convert(codes, name + "-wide.npy", "--view", name, "--to-dtype", "float64");
      convert(wide, name + "-back.npy", "--to-dtype", name);
      convert(folder.resolve(name + "-numbers.npy"), name + "-cast.npy", "--to-dtype", name);
    }
    String result =
        LiveNumPy.python(
            folder,
            MODEL
                + """
                load = lambda name, what: np.load(f'{name}-{what}.npy')
                for name in NAMES:
                    values = load(name, 'values')
                    assert np.array_equal(load(name, 'wide'), values, equal_nan=True), name
                    isFour = name in ('int4', 'uint4')
                    same = np.arange(256) % (16 if isFour else 256) == load(name, 'back').view('u1')
                    assert np.all(same | np.isnan(values)), (name, np.flatnonzero(~same))
                    # the number after the greatest one takes part in rounding
                    table = None if isFour else [magnitude(name, code) for code in range(GREATEST.get(name, 127) + 2)]
                    for number, code in zip(load(name, 'numbers'), load(name, 'cast').view('u1')):
                        expected = encode(name, float(number), table)
                        # the sign of a NaN may be kept
                        known = code % 128 == NAN[name] if expected is None else code == expected or (name, code % 128, expected % 128) == ('float8_e4m3fn', 127, 127)
                        assert known, (name, number, code, expected)
                print('ok')
                """);
    assertEquals("ok\n", result, "seed " + seed);
  }
}
