package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code npyio diff} against NumPy: random pairs of all dtypes, shapes and orders. */
class DiffNumPyTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  @Test
  void differencesAreThoseOfNumPy() throws Exception {
    long seed = System.nanoTime() % 1_000_000;
    String expected =
        LiveNumPy.python(
            folder,
            "seed = "
                + seed
                + """

                import json
                r = np.random.default_rng(seed)
                def random(dtype, shape):
                    dtype = np.dtype(dtype)
                    bits = r.integers(0, 256, int(np.prod(shape)) * dtype.itemsize, dtype='u1')
                    size = int(np.prod(shape))
                    if dtype.kind == 'b': a = (bits % 2).view(dtype)
                    elif dtype.kind in 'fc':
                        a = r.normal(size=size).astype(dtype)
                        if dtype.kind == 'c': a.imag = r.normal(size=size)
                        a[r.random(size) < r.choice([0, .05])] = np.nan
                        a[r.random(size) < r.choice([0, .02])] = np.inf
                    elif dtype.kind in 'mM':
                        a = r.integers(-10**6, 10**6, size).astype('i8').astype(dtype)
                        a[r.random(size) < r.choice([0, .1])] = 'NaT'
                    elif dtype.kind in 'SU':
                        a = r.choice(np.array(['', 'a', 'ab', 'b', 'zz'], dtype), size)
                    else: a = bits.view(dtype)
                    return a.reshape(shape)
                groups = [['b1', 'i1', 'u2', '>i4', 'f2', 'f4'], ['i1', '<i8', '>i8', 'u4'], ['<u8', '>u8'], ['<f4'], ['>f4', 'f8'],
                          ['f8', 'f4'], ['c8', 'c16', 'f4'], ['g', 'f8'], ['M8[s]', 'M8[D]'], ['m8[s]', 'm8[h]'], ['S2', 'S5'], ['U2', '>U5']]
                n = 0
                for group in groups:
                  for shape in r.permutation(np.array([(50,), (3, 4), (2, 1, 5), (70000,), (300, 130), (130, 60, 2), ()], 'O'))[:4]:
                    a = random(r.choice(group), shape)
                    b = random(r.choice(group), shape)
                    with np.errstate(all='ignore'):
                        how = r.random()
                        flat = a.astype(b.dtype) if a.dtype.kind in 'SUmM' or b.dtype.kind != 'b' else b
                        keep = r.random(shape) >= r.choice([0, 0, 1e-4, .1, .9])
                        b = np.where(keep, flat, b).astype(b.dtype)
                        if b.dtype.kind in 'fc' and how < .5: b = (b * (1 + 1e-6 * r.normal(size=shape))).astype(b.dtype)
                    rtol, atol = [(0, 0), (1e-5, 0), (0, .5), (1e-6, 1e-6)][r.integers(4)] if a.dtype.kind in 'biufc' and 'g' not in group else (0, 0)
                    nan = bool(r.random() < .5)
                    with np.errstate(all='ignore'):
                        # the command computes in float64, where isclose rounds the tolerance to the dtype of b
                        wide = lambda x: x.astype('f8') if x.dtype.kind == 'f' else x.astype('c16') if x.dtype.kind == 'c' else x
                        if rtol or atol: same = np.isclose(wide(a), wide(b), rtol=rtol, atol=atol, equal_nan=nan)
                        else:
                            same = np.asarray(a == b)
                            if nan and a.dtype.kind in 'fcg': same = same | (np.isnan(a) & np.isnan(b))
                            if nan and a.dtype.kind in 'mM': same = same | (np.isnat(a) & np.isnat(b))
                    where = np.argwhere(~np.atleast_1d(same))
                    first = [int(i) for i in where[0]][:a.ndim] if len(where) else None
                    biggest = None
                    if a.dtype.kind in 'biuf' and b.dtype.kind in 'biuf' and a.dtype.itemsize < 8 and b.dtype.itemsize < 8:
                        with np.errstate(all='ignore'): d = np.abs(a.astype('f8') - b.astype('f8'))[~same]
                        d = d[~np.isnan(d)]
                        biggest = float(d.max()) if d.size and d.max() > 0 else None
                        biggest = 'Infinity' if biggest == np.inf else biggest
                    for x in 'ab':
                        y = globals()[x]
                        np.save('%s%d.npy' % (x, n), np.asfortranarray(y) if y.ndim and r.random() < .5 else y)
                    args = ['--rtol=%r' % rtol, '--atol=%r' % atol] + ['--equal-nan'] * nan
                    print(json.dumps([n, args, int(same.size - np.count_nonzero(same)), first, biggest, '%s %s' % (a.dtype, b.dtype)]))
                    n += 1
                """);
    for (String line : expected.lines().toList()) {
      check("seed " + seed + " " + line, MAPPER.readTree(line));
    }
  }

  private void check(String what, JsonNode expected) throws Exception {
    List<Object> args = new ArrayList<>(List.of("diff", "--json"));
    args.add(folder.resolve("a" + expected.get(0) + ".npy"));
    args.add(folder.resolve("b" + expected.get(0) + ".npy"));
    expected.get(1).forEach(option -> args.add(option.asString()));
    Run run = npyio(args.toArray());
    assertEquals("", run.err(), what);
    JsonNode found = MAPPER.readTree(run.out());
    assertEquals(expected.get(2), found.get("differing"), what);
    assertEquals(expected.get(2).asInt() == 0 ? 0 : 1, run.status(), what);
    if (expected.get(2).asInt() > 0) {
      assertEquals(expected.get(3), found.get("first").get("index"), what);
    }
    JsonNode biggest = expected.get(4);
    if (!biggest.isNull()) {
      JsonNode difference = found.get("max_absolute").get("difference");
      boolean isSame =
          biggest.isNumber()
              ? biggest.doubleValue() == difference.doubleValue()
              : biggest.equals(difference);
      assertTrue(isSame, what + ": " + difference);
    }
  }
}
