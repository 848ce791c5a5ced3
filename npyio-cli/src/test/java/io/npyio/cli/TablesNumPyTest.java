package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random tables of text against {@code np.savetxt}, {@code np.loadtxt} and {@code np.genfromtxt}.
 */
class TablesNumPyTest {
  private static final int COUNT = 500;

  @TempDir Path folder;
  private final long seed = System.nanoTime() % 1_000_000;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  /**
   * Runs a script, which prints a line for each table: its number and the options that read it,
   * with tabs between.
   */
  private List<String> tables(String script) throws Exception {
    String start = "r = np.random.default_rng(%d)\ncount = %d\n".formatted(seed, COUNT);
    return LiveNumPy.python(folder, start + script).lines().toList();
  }

  /** Asserts that a table is read as NumPy reads it, whose array is in {@code eN.npy}. */
  private void assertRead(String kind, String line) throws IOException {
    String[] words = line.split("\t", -1);
    List<Object> args = new ArrayList<>(List.of("convert"));
    args.add(folder.resolve("t" + words[0] + "." + kind));
    args.add("-");
    args.addAll(List.of(words).subList(1, words.length));
    assertPrints("e" + words[0] + ".npy", line, args);
  }

  /** Standard output rather than a file, which would be forced to the disk. */
  private void assertPrints(String expected, String line, List<?> args) throws IOException {
    Run run = npyio(args.toArray());
    String what = "seed " + seed + ", table " + line.replace('\t', ' ');
    assertEquals("", run.err(), what);
    assertArrayEquals(Files.readAllBytes(folder.resolve(expected)), run.bytes(), what);
  }

  @Test
  void numbersAreWrittenAsSavetxtAndReadAsLoadtxtHasThem() throws Exception {
    List<String> tables =
        tables(
            """
            dtypes = ['f8', '>f8', 'f4', 'f2', 'g', 'c16', 'c8', 'b1', 'i1', 'i8', '>i4', 'u8', 'u2',
                      [('a', 'i4'), ('b', 'f8')], [('x', 'f4'), ('n', 'u8'), ('c', '?')]]
            for n in range(count):
                dtype = np.dtype(dtypes[r.integers(len(dtypes))])
                rows = int(r.choice([0, 1, 2, 3, 40], p=[.05, .15, .2, .3, .3]))
                columns = int(r.choice([0, 1, 2, 5], p=[.02, .18, .4, .4]))
                shape = (rows,) if dtype.names or r.random() < .3 else (rows, columns)
                size = int(np.prod(shape))
                bits = np.frombuffer(r.bytes(size * dtype.itemsize), 'u1')
                if dtype.names or dtype.kind in 'iu': a = bits.view(dtype) if not dtype.names else np.zeros(size, dtype)
                elif dtype.kind == 'b': a = r.random(size) < .5
                else:
                    a = (r.normal(size=size) * 10.0 ** r.integers(-3, 4)).astype(dtype)
                    if dtype.kind == 'c': a.imag = r.normal(size=size)
                    if dtype.str == '<f8' and r.random() < .5: a = bits.view(dtype).copy()
                    a[r.random(size) < .1] = np.nan
                    a[r.random(size) < .1] = -np.inf
                    a[r.random(size) < .1] = 3
                for name in dtype.names or []: a[name] = r.integers(0, 255, size) if name != 'b' else r.normal(size=size)
                a = a.reshape(shape)
                np.save('a%d.npy' % n, a)
                np.savetxt('t%d.txt' % n, a)
                np.save('e%d.npy' % n, np.loadtxt('t%d.txt' % n, dtype=complex if dtype.kind == 'c' and size else float))
                print(n)
            """);
    assertEquals(COUNT, tables.size());
    for (String table : tables) {
      Path array = folder.resolve("a" + table + ".npy");
      assertPrints("t" + table + ".txt", table, List.of("convert", array, "-", "--to", "txt"));
      assertRead("txt", table);
    }
  }

  @Test
  void textOfOtherProgramsIsReadAsByLoadtxt() throws Exception {
    List<String> tables =
        tables(
            """
            for n in range(count):
                rows, columns = int(r.integers(0, 6)), int(r.integers(1, 5))
                delimiter = [None, ',', ';', '|', '\\t'][r.integers(5)]
                comment = ['#', '%', '!'][r.integers(3)]
                skip = int(r.integers(0, 3))
                dtype = ['f8', 'f4', 'c16', 'U', 'i4'][r.integers(5)] if r.random() < .4 else None
                number = lambda: ['%d' % r.integers(-99, 99)] if dtype in ('i4', 'U') else \\
                    [repr(float(r.normal())), '%g' % r.normal(), '%+.3E' % r.normal(), '%d' % r.integers(-99, 99), '.5', '7.', 'nan', '-inf', 'Infinity']
                text = ''.join('skipped, "%d\\n' % i for i in range(skip))
                for i in range(rows):
                    if r.random() < .2: text += '\\n'
                    if r.random() < .2: text += comment + ' 1 2 "3\\n'
                    blanks = lambda: ' ' * int(r.integers(0, 3))
                    cells = [r.choice(number()) for j in range(columns)]
                    if delimiter is None:
                        text += blanks() + ''.join(c + [' ', '  ', '\\t', ' \\t '][r.integers(4)] for c in cells)
                    else: text += delimiter.join(blanks() + c + blanks() if dtype != 'U' else c for c in cells)
                    if r.random() < .2: text += comment + 'note'
                    text += ['\\n', '\\r\\n'][r.integers(2)]
                if r.random() < .3: text = text.rstrip('\\r\\n')
                open('t%d.txt' % n, 'w', newline='').write(text)
                a = np.loadtxt('t%d.txt' % n, delimiter=delimiter, comments=comment, skiprows=skip, dtype=dtype or float)
                np.save('e%d.npy' % n, a)
                options = ['--comment', comment] if comment != '#' else []
                options += ['--skip-rows', str(skip)] if skip else []
                options += ['--delimiter', delimiter.replace('\\t', '\\\\t')] if delimiter else []
                options += ['--to-dtype', dtype] if dtype else []
                print(n, *options, sep='\\t')
            """);
    assertEquals(COUNT, tables.size());
    for (String table : tables) {
      assertRead("txt", table);
    }
  }

  @Test
  void columnsAndMissingValuesAreThoseOfGenfromtxt() throws Exception {
    List<String> tables =
        tables(
            """
            for n in range(count):
                rows, columns = int(r.integers(2, 6)), int(r.integers(2, 5))
                delimiter, mark = [(',', '.'), (';', ','), ('|', '.'), ('\\t', ',')][r.integers(4)]
                skip, names, guessed = int(r.integers(0, 3)), r.random() < .5, r.random() < .5
                mixed = r.random() < .5
                missing = [] if mixed else ['NA', 'null'][:r.integers(0, 3)]
                kinds = [r.choice(['i', 'f', 'u']) for j in range(columns)] if mixed else ['f'] * columns
                if not {'i', 'f'} & set(kinds): kinds[0] = 'i'
                if not names and {'i', 'f'} == set(kinds): kinds[0] = 'u'
                word = {'i': lambda: '%d' % r.integers(-10**9, 10**9), 'f': lambda: '%r' % float(r.normal()),
                        'u': lambda: ''.join(r.choice(list('xyz\u00e9')) for k in range(r.integers(1, 5)))}
                table = [[word[k]() for k in kinds] for i in range(rows)]
                for row in table[1:]:
                    for j in range(columns):
                        if not mixed and r.random() < .2: row[j] = str(r.choice(missing + ['']))
                heading = [['q', 'Size', 'x_1', 'w'][j] for j in range(columns)]
                lines = [delimiter.join(row) for row in ([heading] if names else []) + table]
                text = 'skipped\\n' * skip + '\\n'.join(lines) + '\\n'
                open('t%d.csv' % n, 'w').write(text.replace('.', mark))
                a = np.genfromtxt(text.split('\\n'), delimiter=delimiter, skip_header=skip, names=names or None, dtype=None if mixed else float,
                                  missing_values=missing, comments=None)
                np.save('e%d.npy' % n, a)
                options = ['--skip-rows', str(skip)] if skip else []
                options += ['--delimiter', delimiter.replace('\\t', '\\\\t')] if delimiter != ',' else []
                options += ['--decimal', mark] if mark != '.' else []
                options += ['--na', ','.join(missing)] if missing else []
                options += [] if guessed else ['--header'] if names else ['--no-header']
                print(n, *options, sep='\\t')
            """);
    assertEquals(COUNT, tables.size());
    for (String table : tables) {
      assertRead("csv", table);
    }
  }
}
