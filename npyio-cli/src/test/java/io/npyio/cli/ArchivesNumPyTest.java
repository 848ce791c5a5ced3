package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that the command has changed, converted or merged, as NumPy reads them. */
class ArchivesNumPyTest {
  private static final long SEED = System.nanoTime() % 1_000_000;

  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Test
  void numPyReadsWhatIsLeft() throws Exception {
    LiveNumPy.python(folder, archives());
    for (int i = 0; i < 10; i++) {
      String level = Integer.toString(i);
      npyio("convert", path("a" + i + ".npz"), path("c" + i + ".npz"), "--level", level).isSilent();
      npyio("convert", path("c" + i + ".npz"), path("s" + i + ".npz")).isSilent();
      npyio("pack", path("m" + i + ".npz"), path("c" + i + ".npz"), path("b" + i + ".npz"))
          .isSilent();
      npyio("remove", path("m" + i + ".npz") + ":gone").isSilent();
      npyio("rename", path("m" + i + ".npz") + ":old", "d/new").isSilent();
    }
    assertEquals(
        "",
        LiveNumPy.python(
            folder,
            """
            import zipfile
            def check(name, expected):
                assert zipfile.ZipFile(name).testzip() is None
                found = np.load(name, allow_pickle=True)
                assert sorted(found.files) == sorted(expected), (name, found.files)
                for key in expected:
                    a, b = expected[key], found[key]
                    assert a.dtype == b.dtype and a.shape == b.shape, (name, key)
                    assert a.tolist() == b.tolist() if a.dtype == 'O' else a.tobytes() == b.tobytes(), (name, key)
            for i in range(10):
                a = dict(np.load('a%d.npz' % i, allow_pickle=True))
                b = dict(np.load('b%d.npz' % i, allow_pickle=True))
                check('c%d.npz' % i, a)
                check('s%d.npz' % i, a)
                a.update(b)
                del a['gone']
                a['d/new'] = a.pop('old')
                check('m%d.npz' % i, a)
            """),
        "seed " + SEED);
  }

  private static String archives() {
    return "r = np.random.default_rng("
        + SEED
        + ")"
        + """

          import datetime
          def random():
              shape = tuple(r.integers(0, r.choice([3, 60]), r.integers(0, 4)))
              kind = r.integers(5)
              if kind == 0: return np.asarray(r.integers(-9, 9, shape), r.choice(['i1', '>i4', '<i8']))
              if kind == 1: return np.asarray(r.normal(size=shape), r.choice(['f2', '>f4', 'f8']))
              if kind == 2: return np.array(['é', '', 'abc'], r.choice(['U3', '>U5']))
              if kind == 3: return np.zeros(shape, [('x', '>f4'), ('m', 'i2', (2,))])
              return np.array([None, 'text', {'k': [1, 2.5]}, datetime.date(2020, 1, 2)], 'O')
          for i in range(10):
              save = [np.savez, np.savez_compressed][r.integers(2)]
              save('a%d.npz' % i, **{'k%d' % k: random() for k in range(r.integers(4))}, old=random())
              save('b%d.npz' % i, **{'d/%d' % k: random() for k in range(r.integers(4))}, gone=random())
          """;
  }
}
