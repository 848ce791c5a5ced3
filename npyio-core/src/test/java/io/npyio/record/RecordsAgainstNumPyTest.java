package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records read from files that NumPy wrote, and written to files that NumPy reads. */
@SuppressWarnings("ArrayRecordComponent")
class RecordsAgainstNumPyTest {
  private static final int COUNT = 1100;

  /** Makes the values of {@link Row#of}, by the same formulas. */
  private static final String SCRIPT =
      """
      import sys, numpy as np

      point = [('x', '<f8'), ('y', '<f4')]
      fields = [
          ('flag', '?'), ('b', 'i1'), ('s', '<i2'), ('c', '<u2'), ('i', '<i4'), ('l', '<i8'),
          ('u', '<u8'), ('f', '<f4'), ('d', '<f8'), ('name', '<U6'), ('code', 'S4'),
          ('raw', 'V3'), ('day', '<M8[D]'), ('at', '<M8[ns]'), ('span', '<m8[ms]'),
          ('colour', '<U5'), ('kind', 'u1'), ('pos', point), ('track', point, (2,)),
          ('m', '<f4', (2, 3)), ('words', '<U2', (2,))]

      def aligned(fields):
          nested = [(f[0], np.dtype(f[1], align=True), *f[2:]) for f in fields]
          return np.dtype(nested, align=True)

      dtypes = {
          'packed': np.dtype(fields),
          'aligned': aligned(fields),
          'big': np.dtype(fields).newbyteorder('>'),
          'reversed': np.dtype([('extra', '<c16')] + fields[::-1]),
      }

      def row(i, dtype):
          a = np.zeros((), dtype)
          a['flag'] = i % 3 == 0
          a['b'] = i % 256 - 128
          a['s'] = i * 13 - 30000
          a['c'] = i * 26
          a['i'] = i * -850000
          a['l'] = i << 50
          a['u'] = 2**64 - 1 - i
          a['f'] = i / 8
          a['d'] = i / 7
          a['name'] = 'n' + str(i) + '\\U0001F600'
          a['code'] = b'c%d' % (i % 1000)
          a['raw'] = bytes([i % 256, 0, i // 256])
          a['day'] = np.datetime64('1970-01-01') + (i * 37 - 40000)
          a['at'] = np.datetime64(i * 10**15 - 12345, 'ns')
          a['span'] = -i
          a['colour'] = ['RED', 'GREEN', 'BLUE'][i % 3]
          a['kind'] = i % 3
          a['pos']['x'] = i
          a['pos']['y'] = -i
          a['track']['x'] = [i + 0.5, i + 1.5]
          a['track']['y'] = [2 * i, 2 * i + 1]
          a['m'] = np.arange(6).reshape(2, 3) + i
          a['words'] = [str(i % 10), 'é'][:: 1 if i % 2 else -1]
          return a

      mode, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
      for name, dtype in dtypes.items():
          expected = np.array([row(i, dtype) for i in range(count)], dtype)
          if mode == 'write':
              np.save(f'{folder}/{name}.npy', expected)
              np.save(f'{folder}/{name}-F.npy', np.asfortranarray(expected.reshape(50, -1)))
          else:
              found = np.load(f'{folder}/{name}.npy')
              assert found.dtype == dtype, (found.dtype, dtype)
              for field in dtype.names:
                  if field != 'extra':
                      a, b = found[field], expected[field]
                      assert a.tolist() == b.tolist(), (name, field)
      """;

  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  record Point(double x, float y) {}

  record Row(
      boolean flag,
      byte b,
      short s,
      char c,
      int i,
      long l,
      @NpyField(dtype = "<u8") BigInteger u,
      float f,
      double d,
      @NpyField(dtype = "<U6") String name,
      @NpyField(dtype = "|S4") String code,
      @NpyField(dtype = "|V3") byte[] raw,
      LocalDate day,
      Instant at,
      @NpyField(dtype = "<m8[ms]") Duration span,
      Colour colour,
      @NpyField(dtype = "|u1") Colour kind,
      Point pos,
      @NpyField(shape = 2) Point[] track,
      @NpyField(shape = {2, 3}) float[][] m,
      @NpyField(dtype = "<U2", shape = 2) String[] words) {

    static Row of(int i) {
      String digit = String.valueOf(i % 10);
      return new Row(
          i % 3 == 0,
          (byte) (i % 256 - 128),
          (short) (i * 13 - 30000),
          (char) (i * 26),
          i * -850_000,
          (long) i << 50,
          BigInteger.TWO.pow(64).subtract(BigInteger.valueOf(1 + i)),
          i / 8f,
          i / 7.0,
          "n" + i + "\uD83D\uDE00",
          "c" + i % 1000,
          new byte[] {(byte) i, 0, (byte) (i / 256)},
          LocalDate.EPOCH.plusDays(i * 37L - 40_000),
          Instant.EPOCH.plusSeconds(i * 1_000_000L).minusNanos(12_345),
          Duration.ofMillis(-i),
          Colour.values()[i % 3],
          Colour.values()[i % 3],
          new Point(i, -i),
          new Point[] {new Point(i + 0.5, 2f * i), new Point(i + 1.5, 2f * i + 1)},
          new float[][] {{i, i + 1, i + 2}, {i + 3, i + 4, i + 5}},
          i % 2 == 1 ? new String[] {digit, "é"} : new String[] {"é", digit});
    }

    /** Compares arrays by content. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && Arrays.deepEquals(values(), row.values());
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(values());
    }

    @Override
    public String toString() {
      return Arrays.deepToString(values());
    }

    private Object[] values() {
      return Arrays.stream(Row.class.getRecordComponents()).map(this::value).toArray();
    }

    private Object value(RecordComponent component) {
      try {
        return component.getAccessor().invoke(this);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private static final RecordMapper<Row> ROWS = RecordMapper.of(Row.class);
  private static final List<Row> EXPECTED = IntStream.range(0, COUNT).mapToObj(Row::of).toList();
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("NPYIO_PYTHON"), "python3");

  @TempDir private static Path folder;

  @BeforeAll
  static void needsNumPy() throws Exception {
    assumeTrue(numPyRuns(), PYTHON + " with NumPy is not installed: nothing to compare with");
    python("write", folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "packed",
        "aligned",
        "big",
        "reversed",
        "packed-F",
        "aligned-F",
        "big-F",
        "reversed-F"
      })
  void readsWhatNumPyWrote(String name) throws IOException {
    NdArray array = Npy.load(folder.resolve(name + ".npy"));
    List<Row> found = ROWS.toList(array);
    assertEquals(EXPECTED.get(COUNT - 1), found.get(COUNT - 1));
    assertEquals(EXPECTED, found);
  }

  @Test
  void numPyReadsWhatIsWritten(@TempDir Path written) throws Exception {
    save(written.resolve("packed.npy"), ROWS.dtype());
    save(written.resolve("aligned.npy"), ROWS.alignedDType());
    for (String name : List.of("big", "reversed")) {
      save(written.resolve(name + ".npy"), Npy.load(folder.resolve(name + ".npy")).dtype());
    }
    python("check", written);
  }

  private static void save(Path file, DType dtype) throws IOException {
    Npy.save(file, ROWS.toArray(EXPECTED, dtype));
  }

  private static void python(String mode, Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("records.py"), SCRIPT);
    Path out = folder.resolve("out.txt");
    Process python =
        new ProcessBuilder(
                PYTHON, script.toString(), mode, folder.toString(), String.valueOf(COUNT))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(python.waitFor(2, TimeUnit.MINUTES), PYTHON + " takes too long");
    assertEquals(0, python.exitValue(), () -> read(out));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean numPyRuns() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
