package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and output of the command against the NumPy of {@code NPYIO_PYTHON} or python3. */
class NumPyTest {
  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  /** The output of a Python script, run in the folder. */
  private String python(String script) throws Exception {
    return LiveNumPy.python(folder, script);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Test
  void theWalkThroughAMemoryMapIsSeenByNumPyAtEachStep() throws Exception {
    Path data = path("data.dat");
    for (String[] layout :
        new String[][] {{"<f4", "C", "0"}, {">f4", "F", "0"}, {"<f4", "F", "128"}}) {
      String map =
          "m = np.memmap('data.dat', dtype='%s', mode='%%s', shape=(3, 3), order='%s', offset=%s)\n"
              .formatted((Object[]) layout);
      Files.write(data, new byte[Integer.parseInt(layout[2]) + 36]);
      Object[] as = {
        "--dtype", layout[0], "--shape", "3,3", "--order", layout[1], "--offset", layout[2]
      };
      npyio(joined(as, "set", data, "...", "[[0,1,2],[3,4,5],[6,7,8]]")).isSilent();
      assertEquals(
          "[[0. 1. 2.]\n [3. 4. 5.]\n [6. 7. 8.]]\n", python(map.formatted("r") + "print(m)"));
      npyio(joined(as, "cat", data, "--slice", "1,2")).prints("5.0\n");
      npyio(joined(as, "set", data, "0,0", "100")).isSilent();
      assertEquals("100.0\n", python(map.formatted("r") + "print(m[0, 0])"));
      python(map.formatted("r+") + "m[2, 1] = -3");
      npyio(joined(as, "cat", data, "--slice", "2")).prints("[ 6. -3.  8.]\n");
    }
  }

  private static Object[] joined(Object[] options, Object... args) {
    Object[] all = Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return all;
  }

  @Test
  void createWritesTheBytesOfNumPy() throws Exception {
    npyio("create", path("a.npy"), "--dtype", ">i4", "--shape", "4,5", "--order", "F", "--arange")
        .isSilent();
    npyio("create", path("f.npy"), "--dtype", "U5", "--shape", "3", "--fill", "h\u00E9").isSilent();
    npyio("create", path("z.npy"), "--dtype", "[('x','<f8'),('y','<M8[s]')]", "--shape", "2")
        .isSilent();
    assertEquals(
        "True\n".repeat(3),
        python(
            """
            import io
            def same(name, array):
                out = io.BytesIO()
                np.save(out, array)
                print(out.getvalue() == open(name, 'rb').read())
            same('a.npy', np.asfortranarray(np.arange(20, dtype='>i4').reshape(4, 5)))
            same('f.npy', np.full(3, 'h\u00E9', 'U5'))
            same('z.npy', np.zeros(2, [('x', '<f8'), ('y', '<M8[s]')]))
            """));
  }

  @Test
  void convertWritesTheBytesOfNumPy() throws Exception {
    python(
        """
        r = np.random.default_rng(3)
        np.save('f.npy', np.asfortranarray(r.normal(size=(30, 20))))
        np.savetxt('t.csv', r.normal(size=(9, 4)), delimiter=',')
        """);
    npyio("convert", path("f.npy"), path("half.npy"), "--to-dtype", ">f2", "--to-order", "C")
        .isSilent();
    npyio("convert", path("f.npy"), path("part.npy"), "--slice", "::-3, 5", "--to-endian", "big")
        .isSilent();
    npyio("convert", path("f.npy"), path("shape.npy"), "--to-shape", "-1,60", "--to-order", "C")
        .isSilent();
    npyio("convert", path("f.npy"), path("f.csv")).isSilent();
    npyio("convert", path("f.npy"), path("f.json")).isSilent();
    npyio("convert", path("f.npy"), path("f.dat")).isSilent();
    npyio("convert", path("t.csv"), path("t.npy")).isSilent();
    assertEquals(
        "True\n".repeat(7),
        python(
            """
            import io, json
            def same(name, array):
                out = io.BytesIO()
                np.save(out, array)
                print(out.getvalue() == open(name, 'rb').read())
            f = np.load('f.npy')
            same('half.npy', np.ascontiguousarray(f.astype('>f2')))
            same('part.npy', f[::-3, 5].astype('>f8'))
            same('shape.npy', np.ascontiguousarray(f.reshape(-1, 60)))
            same('t.npy', np.loadtxt('t.csv', delimiter=','))
            print(np.array_equal(f, np.loadtxt('f.csv', delimiter=',')))
            print(np.array_equal(f, np.array(json.load(open('f.json'))['data'])))
            side = json.load(open('f.dat.json'))
            print(np.array_equal(f, np.memmap('f.dat', side['dtype'], 'r', side['offset'], tuple(side['shape']), side['order'])))
            """));
  }

  @Test
  void packAndUnpackAgreeWithNumPy() throws Exception {
    python(
        """
        np.save('x.npy', np.asfortranarray(np.arange(12, dtype='>f4').reshape(3, 4)))
        np.save('y.npy', np.array(['a', 'h\\u00e9']))
        np.arange(5, dtype='<i2').tofile('r.dat')
        arrays = {'x': np.load('x.npy'), 'd/y': np.load('y.npy')}
        np.savez('stored.npz', **arrays)
        np.savez_compressed('deflated.npz', **arrays)
        """);
    Object[] as = {path("x.npy"), "d/y=" + path("y.npy"), path("r.dat"), "--dtype", "i2"};
    npyio(joined(as, "pack", path("p.npz"))).isSilent();
    npyio(joined(as, "pack", path("c.npz"), "--compress")).isSilent();
    for (String name : new String[] {"stored", "deflated"}) {
      npyio("unpack", path(name + ".npz"), path(name)).isSilent();
      npyio("cat", path(name + ".npz") + ":d/y").prints("['a' 'h\u00e9']\n");
    }
    npyio("convert", path("y.npy"), path("deflated.npz") + ":z").isSilent();
    assertEquals(
        "True\n".repeat(13),
        python(
            """
            x, y = np.load('x.npy'), np.load('y.npy')
            for name in ('p.npz', 'c.npz'):
                f = np.load(name)
                print(f.files == ['x', 'd/y', 'r'])
                print(f['x'].dtype == '>f4' and f['x'].flags.f_contiguous and (f['x'] == x).all())
                print((f['d/y'] == y).all())
                print((f['r'] == np.arange(5)).all())
            for name in ('stored', 'deflated'):
                print(open(name + '/x.npy', 'rb').read() == open('x.npy', 'rb').read())
                print(open(name + '/d/y.npy', 'rb').read() == open('y.npy', 'rb').read())
            print((np.load('deflated.npz')['z'] == y).all())
            """));
  }

  @Test
  void appendAndConcatAgreeWithNumPy() throws Exception {
    python(
        """
        r = np.random.default_rng(11)
        np.save('a.npy', r.normal(size=(3, 4)))
        np.save('b.npy', r.normal(size=(3, 4)).astype('>f8'))
        np.save('g.npy', np.load('a.npy'))
        """);
    npyio("append", path("g.npy"), path("b.npy"), path("a.npy")).isSilent();
    npyio("concat", path("rows.npy"), path("a.npy"), path("b.npy")).isSilent();
    npyio("concat", path("columns.npy"), path("a.npy"), path("b.npy"), "--axis", "-1").isSilent();
    assertEquals(
        "True\n".repeat(3),
        python(
            """
            a, b = np.load('a.npy'), np.load('b.npy')
            print(np.array_equal(np.load('g.npy'), np.concatenate([a, b, a])))
            print(np.array_equal(np.load('rows.npy'), np.concatenate([a, b])))
            print(np.array_equal(np.load('columns.npy'), np.concatenate([a, b], axis=-1)))
            """));
  }

  @Test
  void catPrintsAsNumPyDoes() throws Exception {
    python(
        """
        r = np.random.default_rng(5)
        np.save('0.npy', r.normal(size=(40, 50)))
        np.save('1.npy', r.normal(size=7).astype('>f4') * 1e8)
        np.save('2.npy', np.array([['a', "b'c"], ['', '\\u00e9']]))
        np.save('3.npy', np.array(['2020-01-01', 'NaT'], 'M8[s]'))
        np.save('4.npy', np.array([(1, 2.5, b'x'), (3, np.nan, b'yz')], 'i4,f4,S3'))
        np.save('5.npy', r.normal(size=3) + 1j)
        np.save('6.npy', np.float32(0.1))
        np.save('7.npy', np.zeros((0, 3)))
        """);
    for (int i = 0; i < 8; i++) {
      String expected = python("print(np.load('%d.npy'))".formatted(i));
      npyio("cat", path(i + ".npy")).prints(expected);
    }
    String all =
        python("import sys\nnp.set_printoptions(threshold=sys.maxsize)\nprint(np.load('0.npy'))");
    npyio("cat", path("0.npy"), "--full").prints(all);
  }
}
