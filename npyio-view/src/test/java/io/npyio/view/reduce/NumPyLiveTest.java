package io.npyio.view.reduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.interop.LivePython;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tiles, lines, ranges and dates beside NumPy. Greatest and least elements are equal; means and
 * percentiles differ by at most 1e-6 of the largest magnitude, since float32 rounds and sums are in
 * another order.
 */
class NumPyLiveTest {
  private static final String DTYPES =
      "?,i1,u1,>i2,<u2,>i4,<u4,<i8,>i8,<u8,<f2,>f2,<f4,>f4,<f8,>f8,<f16,<c8,>c16,<c32,m8[s]";

  private static final String WRITE =
      """
      import numpy as np
      r = np.random.default_rng(%d)
      for k, t in enumerate('%s'.split(',')):
          t = np.dtype(t)
          a = r.normal(0, 50, (211, 307)) if t.kind in 'fcim' else r.integers(0, 200, (211, 307))
          if t.kind == 'c': a = a + 1j * r.normal(0, 50, a.shape)
          a = a.astype(t) if t.kind != 'm' else a.astype('i8').astype(t)
          if t.kind in 'fc':
              a[r.random(a.shape) < .05] = np.nan
              a[r.random(a.shape) < .01] = np.inf
              a[16:32, 32:48] = np.nan
          a = np.asfortranarray(a) if k %% 2 else a
          np.save(f'{k}.npy', a)
          v = np.abs(a) if t.kind == 'c' else a.astype('i8') if t.kind == 'm' else a
          v = v.astype('f8')
          v[~np.isfinite(v)] = np.nan
          w = np.pad(v, ((0, 13), (0, 13)), constant_values=np.nan)
          w = w.reshape(14, 16, 20, 16).swapaxes(1, 2).reshape(14, 20, 256)
          import warnings
          warnings.simplefilter('ignore')
          for f in (np.nanmean, np.nanmax, np.nanmin):
              print(*f(w, axis=2).ravel())
          print(*np.nanpercentile(v, [0, 100, 1, 2, 98, 99]), np.isfinite(v).sum())
          line = v[100, 3:301]
          b = [line[298 * i // 7:298 * (i + 1) // 7] for i in range(7)]
          print(*[x for c in b for x in (np.nanmin(c), np.nanmax(c))])
      """;

  private final long seed = new Random().nextInt(Integer.MAX_VALUE);

  @TempDir private Path folder;

  private List<double[]> run(String script) throws Exception {
    LivePython.start().close(); // skips or fails without NumPy
    Process process =
        new ProcessBuilder(LivePython.executable(), "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().map(NumPyLiveTest::numbers).toList();
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" "))
        .mapToDouble(text -> text.equals("nan") ? Double.NaN : Double.parseDouble(text))
        .toArray();
  }

  private void assertClose(double[] expected, double[] actual, double tolerance, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance, "seed " + seed + ", " + what + " " + i);
    }
  }

  private static double[] doubles(float[] cells) {
    double[] wide = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      // NumPy's reductions here have no infinities
      wide[i] = Float.isInfinite(cells[i]) ? Double.NaN : cells[i];
    }
    return wide;
  }

  @Test
  void reductionsOfAllDtypesAreNumPys() throws Exception {
    String[] dtypes = DTYPES.split(",");
    List<double[]> lines = run(WRITE.formatted(seed, DTYPES));
    try (var reductions = new Reductions()) {
      for (int i = 0; i < dtypes.length; i++) {
        NdArray array = Npy.load(folder.resolve(i + ".npy"));
        Part part = Part.of(null, array.dtype());
        double scale = Math.max(1, lines.get(5 * i + 3)[1]) * 1e-6;
        for (Aggregate aggregate : Aggregate.values()) {
          Tile tile =
              reductions.tile("a", Numbers.of(array, part), aggregate, 4, 0, 0, Haste.PATIENT);
          double[] expected = lines.get(5 * i + aggregate.ordinal());
          assertClose(expected, doubles(tile.cells()), scale, dtypes[i] + " " + aggregate);
        }
        assertRange(lines.get(5 * i + 3), ValueRange.of(Numbers.of(array, part)), scale, dtypes[i]);
        Line line = reductions.line("a", Numbers.of(array.slice("100, :"), part), 3, 301, 7);
        double tolerance = part == Part.ABS ? scale : 0; // rounded to the parts' own type by NumPy
        assertClose(lines.get(5 * i + 4), line.bounds(), tolerance, dtypes[i] + " line");
      }
    }
  }

  private void assertRange(double[] expected, ValueRange range, double scale, String dtype) {
    double[] found = {
      range.least(), range.greatest(), range.p1(), range.p2(), range.p98(), range.p99(), 0
    };
    found[6] = range.finite();
    assertClose(expected, found, scale, dtype + " range");
  }
}
