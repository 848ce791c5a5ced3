package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio repair} of files that NumPy wrote and Python damaged, judged by NumPy. */
class RepairNumPyTest {
  private static final int FILES = 300;

  /** Makes random arrays, and of each file one that is damaged in one way. */
  private static final String DAMAGE =
      """
      import json, re
      r = np.random.default_rng(seed)
      dtypes = ['u1', '<i2', '>i4', '<f8', 'c16', 'b1', 'S3', '<U2', 'M8[s]', [('x', '<f4'), ('y', 'u1', (2,))]]
      ways = ['cut', 'cut', 'junk', 'rows', 'crlf', 'crlf', 'int64', 'list', 'length', 'utf8', 'sound']
      todo = []
      for n in range(count):
          dtype = np.dtype(dtypes[r.integers(len(dtypes))])
          shape = tuple(int(k) for k in r.integers(1, 12, r.integers(1, 4)))
          raw = r.choice(np.array([0, 10, 13, 32, 65, 200], 'u1'), int(np.prod(shape)) * dtype.itemsize)
          if dtype.kind == 'U': raw = r.integers(9, 200, raw.size // 4).astype('<u4')
          a = raw.view(dtype).reshape(shape) if dtype.kind != 'b' else (raw % 2).view('b1').reshape(shape)
          if r.random() < .4: a = np.asfortranarray(a)
          np.save('%d.good.npy' % n, a)
          good = open('%d.good.npy' % n, 'rb').read()
          offset = len(good) - a.nbytes
          fortran = a.flags.f_contiguous and not a.flags.c_contiguous
          rows = a.shape[-1 if fortran else 0]
          row = a.nbytes // rows
          way = ways[r.integers(len(ways))]
          keep, extra = rows, []
          if way == 'cut':
              at = int(r.integers(0, len(good)))
              bad = good[:at]
              keep = max(0, (at - offset) // row)
          elif way == 'junk': bad = good + bytes(r.integers(0, 256, int(r.integers(1, 99)), dtype='u1'))
          elif way == 'rows':
              more = int(r.integers(1, 4))
              bad, extra = good + good[offset:offset + row] * more, ['--keep-extra']
              keep = rows + more
          elif way == 'crlf': bad = good.replace(b'\\n', b'\\r\\n')
          elif way == 'utf8': bad = good.decode('latin1').encode()
          elif way == 'length': bad = good[:8] + bytes([int(r.integers(0, 256)), int(r.integers(0, 2))]) + good[10:]
          elif way == 'int64' or way == 'list':
              text = str(list(a.shape)) if way == 'list' else repr(a.shape).replace('(', '(np.int64(', 1).replace(',', '),', 1)
              head = good[10:offset].replace(repr(a.shape).encode(), text.encode()).rstrip()
              bad = good[:10] + head + b' ' * (offset - 11 - len(head)) + b'\\n' + good[offset:]
          else: bad = good
          open('%d.bad.npy' % n, 'wb').write(bad)
          todo.append([way, keep, extra, fortran])
      json.dump(todo, open('todo.json', 'w'))
      print(' '.join('1' if t[2] else '0' for t in todo))
      """;

  /** Loads each mended file and compares it with the part of the array that must be left. */
  private static final String JUDGE =
      """
      import json, os
      for n, (way, keep, extra, fortran) in enumerate(json.load(open('todo.json'))):
          good = np.load('%d.good.npy' % n)
          status = int(open('%d.status' % n).read())
          name = '%d.mended.npy' % n
          if keep == 0:
              if status != 2 or os.path.exists(name): print(n, way, 'not refused', status)
              continue
          if status != 0 or not os.path.exists(name): print(n, way, 'status', status, good.dtype, good.shape); continue
          part = np.load(name)
          rows = good.shape[-1 if fortran else 0]
          if keep <= rows: whole = good[..., :keep] if fortran else good[:keep]
          elif fortran: whole = np.concatenate([good] + [good[..., :1]] * (keep - rows), -1).astype(good.dtype)
          else: whole = np.concatenate([good] + [good[:1]] * (keep - rows)).astype(good.dtype)
          if part.dtype != whole.dtype or part.shape != whole.shape or part.tobytes() != whole.tobytes():
              print(n, way, 'differs', part.dtype, part.shape, whole.dtype, whole.shape)
      """;

  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  @Test
  void randomDamageIsMendedOrRefused() throws Exception {
    long seed = System.nanoTime() % 1_000_000;
    String constants = "seed, count = %d, %d\n".formatted(seed, FILES);
    String[] keeps = LiveNumPy.python(folder, constants + DAMAGE).strip().split(" ");
    for (int i = 0; i < FILES; i++) {
      Path bad = folder.resolve(i + ".bad.npy");
      Path mended = folder.resolve(i + ".mended.npy");
      Run run =
          keeps[i].equals("1")
              ? npyio("repair", bad, "-o", mended, "--keep-extra")
              : npyio("repair", bad, "-o", mended);
      Files.writeString(folder.resolve(i + ".status"), Integer.toString(run.status()));
    }
    assertEquals("", LiveNumPy.python(folder, JUDGE), "seed " + seed);
  }

  @Test
  void openMemmapOfNumPyIntegersIsMended() throws Exception {
    LiveNumPy.python(
        folder,
        """
        m = np.lib.format.open_memmap('m.npy', 'w+', 'u1', shape=(np.int64(2), np.int64(3)))
        m[:] = [[1, 2, 3], [4, 5, 6]]
        m.flush()
        """);
    Path file = folder.resolve("m.npy");
    assertEquals(0, npyio("repair", file, "--in-place").status());
    assertEquals(
        "[[1, 2, 3], [4, 5, 6]]\n", LiveNumPy.python(folder, "print(np.load('m.npy').tolist())"));
  }
}
