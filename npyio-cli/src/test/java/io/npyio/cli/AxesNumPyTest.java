package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stack}, {@code convert --axes} and {@code --transpose} against NumPy, at random. */
class AxesNumPyTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final long SEED = System.nanoTime() % 1_000_000;

  private static final String RANDOM =
      "r = np.random.default_rng("
          + SEED
          + ")"
          + """

            import json
            DTYPES = ['?', 'i1', '>i2', '<i4', '>u8', 'f2', '>f4', 'f8', 'g', 'c8', '>c16', 'S3', '>U2', 'M8[s]', '>m8[D]', 'V3',
                      [('x', '>f4'), ('n', 'S2', (2,))]]
            def random(dtype, shape):
                dtype = np.dtype(dtype)
                size = int(np.prod(shape))
                bits = r.integers(0, 2 if dtype.kind == 'b' else 90, size * dtype.itemsize, dtype='u1')
                if dtype.kind == 'U': return r.choice(np.array(['', 'a', 'bc'], dtype), size).reshape(shape)
                if dtype.char == 'g': return r.normal(size=size).astype('g').reshape(shape)
                array = np.empty(size, dtype)
                array.view('u1').reshape(-1)[:] = bits
                return array.reshape(shape)
            def save(name, array):
                np.save(name, np.asfortranarray(array) if array.ndim and r.random() < .4 else array)
            """;

  private static final String COMPARE =
      """
      for i in range(%d):
          a, b = np.load('expected%%d.npy' %% i), np.load('found%%d.npy' %% i)
          assert a.shape == b.shape and a.dtype.newbyteorder('=') == b.dtype.newbyteorder('='), (i, a.shape, a.dtype, b.shape, b.dtype)
          b = b.astype(a.dtype)
          # the padding of a long double has any bits
          same = (a == b).all() if a.dtype.char == 'g' else np.ascontiguousarray(a).tobytes() == np.ascontiguousarray(b).tobytes()
          assert same, (i, a.dtype)
      """;

  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  @Test
  void stacksAreTheOnesOfNumPy() throws Exception {
    check(
        "stack",
        """
        for i in range(60):
            shape = tuple(r.integers(r.integers(0, 2), r.choice([2, 5, 40]), r.integers(0, 4)))
            dtype = DTYPES[r.integers(len(DTYPES))]
            arrays = [random(dtype, shape) for _ in range(r.integers(1, 5))]
            axis = int(r.integers(-len(shape) - 1, len(shape) + 1))
            names = ['a%d_%d.npy' % (i, k) for k in range(len(arrays))]
            for k, array in enumerate(arrays):
                swaps = r.random() < .3
                save(names[k], array.astype(array.dtype.newbyteorder()) if swaps else array)
            np.save('expected%d.npy' % i, np.stack(arrays, axis))
            print(json.dumps(['found%d.npy' % i] + names + ['--axis', axis]))
        """,
        60);
  }

  @Test
  void axesMoveAsInNumPy() throws Exception {
    check(
        "convert",
        """
        for i in range(80):
            shape = tuple(r.integers(r.integers(0, 2), r.choice([2, 5, 70]), r.integers(0, 4)))
            array = random(DTYPES[r.integers(len(DTYPES))], shape)
            save('a%d.npy' % i, array)
            args = ['a%d.npy' % i, 'found%d.npy' % i]
            if array.ndim and r.random() < .4:
                index = [r.choice([':', '::-1', '1:', '::2', '...']) for _ in shape]
                index = index if index.count('...') < 2 else index[:1]
                args += ['--slice=' + ', '.join(index)]
                array = eval('array[' + ', '.join(index) + ']')
            if r.random() < .3:
                args += ['--transpose']
                array = array.transpose()
            else:
                axes = [int(a) - array.ndim * int(r.integers(2)) for a in r.permutation(array.ndim)]
                args += ['--axes=' + ','.join(map(str, axes))]
                array = array.transpose(axes)
            if r.random() < .3:
                args += ['--to-shape=%d,1' % array.size]
                array = array.reshape(array.size, 1)
            if array.dtype.kind in 'iuf' and r.random() < .4:
                args += ['--to-dtype=f8']
                array = array.astype('f8')
            args += ['--to-order=' + r.choice(['C', 'F'])] * (r.random() < .4)
            np.save('expected%d.npy' % i, array)
            print(json.dumps(args))
        """,
        80);
  }

  private void check(String verb, String script, int cases) throws Exception {
    String lines = LiveNumPy.python(folder, RANDOM + script);
    for (String line : lines.lines().toList()) {
      String what = "seed " + SEED + " " + verb + " " + line;
      List<Object> args = new ArrayList<>(List.of(verb));
      for (JsonNode word : MAPPER.readTree(line)) {
        boolean isFile = word.isString() && word.asString().endsWith(".npy");
        args.add(isFile ? folder.resolve(word.asString()) : word.asString());
      }
      Run run = npyio(args.toArray());
      assertEquals("", run.err(), what);
      assertEquals(0, run.status(), what);
    }
    assertEquals("", LiveNumPy.python(folder, COMPARE.formatted(cases)), "seed " + SEED);
  }
}
