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

/** {@code npyio stats} against NumPy: random arrays of all dtypes, shapes and orders. */
class StatsNumPyTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  @Test
  void statisticsAreThoseOfNumPy() throws Exception {
    long seed = System.nanoTime() % 1_000_000;
    String expected =
        LiveNumPy.python(
            folder,
            "seed = "
                + seed
                + """

                import json
                r = np.random.default_rng(seed)
                def plain(x):
                    x = np.asarray(x)
                    if x.ndim: return [plain(i) for i in x]
                    # NumPy gives nan+0j where nothing is left
                    if x.dtype.kind == 'c' and np.isnan(x): return ['NaN', 'NaN']
                    if x.dtype.kind == 'c': return [plain(x.real), plain(x.imag)]
                    if x.dtype.kind in 'Mm': return str(x) if x.dtype.kind == 'M' or np.isnat(x) else int(x.astype('i8'))
                    if x.dtype.kind == 'f' and not np.isfinite(x):
                        return 'NaN' if np.isnan(x) else 'Infinity' if x > 0 else '-Infinity'
                    if x.dtype.kind == 'f': return float(str(x[()]))
                    return x.item() if x.dtype.kind != 'S' else x.item().decode('latin1')
                def expected(a, axis):
                    kw = dict(axis=axis)
                    count = np.sum(np.ones(a.shape, 'i8'), **kw)
                    if a.dtype.kind in 'mM':
                        nat = np.isnat(a)
                        some = dict(where=~nat)
                        big = np.array(2**63 - 1, 'i8').astype(a.dtype); low = np.array(-2**63 + 1, 'i8').astype(a.dtype)
                        return dict(count=count, nat=nat.sum(**kw),
                                    min=np.where(nat.all(**kw), np.array('NaT', a.dtype), np.min(np.where(nat, big, a), **kw)),
                                    max=np.where(nat.all(**kw), np.array('NaT', a.dtype), np.max(np.where(nat, low, a), **kw)))
                    wide = 'c16' if a.dtype.kind == 'c' else 'f8'
                    w = a.astype(wide)
                    return dict(count=count, nan=np.isnan(w).sum(**kw), inf=np.isinf(w).sum(**kw),
                                min=np.nanmin(a, **kw), max=np.nanmax(a, **kw),
                                mean=np.nanmean(w, **kw), std=np.nanstd(w, **kw))
                n = 0
                types = ['b1', 'i1', 'u1', '<i2', '>u2', '<i4', '>u4', '<i8', '>i8', '<u8', '>u8', '<f2', '<f4', '>f4',
                         '<f8', '>f8', '<c8', '>c16', '<M8[s]', '>m8[D]']
                for dtype in types:
                    dtype = np.dtype(dtype)
                    for shape in r.permutation(np.array([(50,), (3, 4), (2, 1, 5), (70000,), (300, 130), (130, 300, 2), (3, 40000), (40000, 3), ()], 'O'))[:4]:
                        bits = r.integers(0, 256, int(np.prod(shape)) * dtype.itemsize, dtype='u1')
                        if dtype.kind == 'b': a = (bits % 2).view(dtype)
                        elif dtype.kind in 'fc':
                            a = (r.normal(size=bits.size // dtype.itemsize) * 10.0**r.integers(-2, 2) + r.integers(-3, 4)).astype(dtype)
                            if dtype.kind == 'c': a.imag = r.normal(size=a.size)
                            if r.random() < .5: a[r.random(a.size) < .1] = np.nan
                            elif r.random() < .3 and dtype.kind == 'f': a[r.random(a.size) < .01] = np.inf
                        else: a = bits.view(dtype)
                        if dtype.kind in 'mM':
                            a = (a.astype('i8') % 10**9).astype(dtype)
                            a[r.random(a.size) < .2] = 'NaT'
                        a = a.reshape(shape)
                        a = np.asfortranarray(a) if r.random() < .5 else a
                        name = 'a%d.npy' % n
                        n += 1
                        np.save(name, a)
                        axis = None if r.random() < .5 or not shape else int(r.integers(-len(shape), len(shape)))
                        slice = '...' if r.random() < .7 or not shape else '::-2'
                        part = a if slice == '...' else a[::-2]
                        e = {k: plain(v) for k, v in expected(part, axis).items()}
                        print(json.dumps([name, str(dtype), '' if axis is None else str(axis), slice, e]))
                """);
    for (String line : expected.lines().toList()) {
      check(seed, MAPPER.readTree(line));
    }
  }

  private void check(long seed, JsonNode expected) throws Exception {
    List<Object> args = new ArrayList<>(List.of("stats", "--json"));
    args.add(folder.resolve(expected.get(0).asString()));
    args.add("--slice=" + expected.get(3).asString());
    if (!expected.get(2).asString().isEmpty()) {
      args.add("--axis=" + expected.get(2).asString());
    }
    Run run = npyio(args.toArray());
    String what = "seed " + seed + " " + args + " of " + expected.get(1);
    assertEquals("", run.err(), what);
    JsonNode found = MAPPER.readTree(run.out());
    JsonNode values = expected.get(4);
    for (var entry : values.properties()) {
      String key = entry.getKey();
      same(what + " " + key, entry.getValue(), found.get(key), scale(values.path("std")));
    }
  }

  /** The magnitude of the values, to which NumPy's rounding errors are proportional. */
  private static double scale(JsonNode std) {
    double scale = Math.max(1, std.doubleValue(1));
    for (JsonNode each : std) {
      scale = Math.max(scale, scale(each));
    }
    return scale;
  }

  private static void same(String what, JsonNode expected, JsonNode found, double scale) {
    if (expected.isArray()) {
      assertEquals(expected.size(), found.size(), what);
      for (int i = 0; i < expected.size(); i++) {
        same(what, expected.get(i), found.get(i), scale);
      }
    } else if (expected.isNumber() != found.isNumber()) {
      assertEquals(expected, found, what);
    } else if (expected.isNumber() && (what.endsWith("mean") || what.endsWith("std"))) {
      double a = expected.doubleValue();
      double b = found.doubleValue();
      boolean isClose = Math.abs(a - b) <= 1e-12 * Math.max(scale, Math.abs(a));
      assertTrue(isClose, what + ": " + expected + " and " + found);
    } else if (expected.isNumber() && !expected.isIntegralNumber()) {
      assertEquals(expected.doubleValue(), found.doubleValue(), what);
    } else {
      assertEquals(expected.asString(), found.asString(), what);
    }
  }
}
