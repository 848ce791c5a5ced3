package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio run}: the environment of scripts, and how they end. */
class RunVerbTest {
  /** The example of the request, unchanged. */
  private static final String EXAMPLE =
      """
      import numpy as np
      filename = 'data.dat'
      mmap = np.memmap(filename, dtype='float32', mode='w+', shape=(3,3))
      mmap[:] = np.arange(9).reshape(3,3)
      mmap.flush()
      print(mmap[1,2]); mmap[0,0] = 100; mmap.flush(); del mmap
      """;

  @TempDir Path folder;

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("script.py"), text);
  }

  private Run run(String text, Object... args) throws IOException {
    Object[] words = new Object[args.length + 2];
    words[0] = "run";
    words[1] = script(text);
    System.arraycopy(args, 0, words, 2, args.length);
    return npyio(words);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs the command as a process in the folder. */
  private Process start(String... args) throws IOException {
    return start(System.getProperty("java.class.path"), List.of(args));
  }

  private Process start(String classPath, List<String> args) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "io.npyio.cli.Main"));
    command.addAll(args);
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  @Test
  void theExampleRunsAsItIsAndLeavesNothingButItsFile() throws Exception {
    script(EXAMPLE);
    Process process = start("run", "script.py");
    assertEquals(
        "5.0\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    assertEquals(List.of("data.dat", "script.py"), files());
    npyio("cat", folder.resolve("data.dat"), "--dtype", "float32", "--shape", "3,3")
        .prints("[[100.   1.   2.]\n [  3.   4.   5.]\n [  6.   7.   8.]]\n");
  }

  @Test
  void jythonIsLoadedFromItsFolderBesideTheCommand() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = folder.resolve("lib/classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(classes.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    script(EXAMPLE);
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    String others =
        Stream.of(entries)
            .filter(entry -> !entry.contains("jython") && !Path.of(entry).equals(classes))
            .collect(Collectors.joining(File.pathSeparator));
    String classPath = copy + File.pathSeparator + others;
    Process none = start(classPath, List.of("run", "script.py"));
    assertEquals(
        "npyio: script.py: run needs Jython, which the slim distribution leaves out; install the full"
            + " one, the archive without -slim in its name, or put the jar"
            + " org.python:jython-standalone of Maven Central into "
            + folder.resolve("lib/jython")
            + "\n",
        new String(none.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    Path jython =
        Stream.of(entries)
            .map(Path::of)
            .filter(p -> p.toString().contains("jython"))
            .findFirst()
            .get();
    Files.createDirectories(folder.resolve("lib/jython"));
    Files.copy(jython, folder.resolve("lib/jython/jython.jar"));
    Process process = start(classPath, List.of("run", "script.py"));
    assertEquals(
        "5.0\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
  }

  @Test
  void aScriptFindsItsArgumentsItsFileAndTheModulesBesideIt() throws Exception {
    Files.writeString(folder.resolve("beside.py"), "value = 7\n");
    run(
            """
            import sys, beside
            print(sys.argv[1:])
            print(sys.argv[0] == __file__, __name__, beside.value)
            """,
            "--help",
            "-x",
            "a b",
            "--debug")
        .prints("['--help', '-x', 'a b', '--debug']\n(True, '__main__', 7)\n");
    assertEquals(List.of("beside.py", "script.py"), files());
  }

  @Test
  void aScriptMayComeFromStandardInput() {
    byte[] text = "import sys\nprint sys.argv\n".getBytes(StandardCharsets.UTF_8);
    withInput(text, "run", "-", "one").prints("['-', 'one']\n");
  }

  @Test
  void theModuleIsTheSameUnderBothNames() throws Exception {
    run("""
            import numpy, npyio, numpy.lib.format
            from npyio.lib.format import open_memmap
            print(numpy is npyio, numpy.lib.format.open_memmap is open_memmap)
            """)
        .prints("(True, True)\n");
  }

  @Test
  void theStatusIsThatOfTheScript() throws Exception {
    assertEquals(0, run("import sys; sys.exit()").status());
    assertEquals(3, run("import sys; sys.exit(3)").status());
    assertEquals(4, run("exit(4)").status());
    Run said = run("import sys; print(1); sys.exit('that is all')");
    assertEquals(1, said.status());
    assertEquals("that is all\n", said.err());
    assertEquals("1\n", said.out());
  }

  @Test
  void anExceptionIsPythonsTraceback() throws Exception {
    Run failed = run("print(1)\ndef f():\n    return {}['key']\nf()\n");
    String file = folder.resolve("script.py").toString();
    assertEquals(
        """
        Traceback (most recent call last):
          File "%s", line 4, in <module>
            f()
          File "%s", line 3, in f
            return {}['key']
        KeyError: 'key'
        """
            .formatted(file, file),
        failed.err());
    assertEquals("1\n", failed.out());
    assertEquals(1, failed.status());
    assertTrue(run("if\n").err().contains("SyntaxError"));
  }

  @Test
  void aScriptThatIsNotThereIsOneLine() {
    npyio("run", folder.resolve("no.py"))
        .fails("npyio: " + folder.resolve("no.py") + ": no such file");
    npyio("run").fails("npyio: Missing required parameter: 'SCRIPT'; see 'npyio run --help'");
  }

  @Test
  void unsupportedOperationsRaiseClearErrors() throws Exception {
    run("""
            import numpy as np
            def attempt(work):
                try:
                    work()
                except Exception as problem:
                    print('%s: %s' % (type(problem).__name__, problem))
            attempt(lambda: np.cos)
            attempt(lambda: np.zeros(1).dot)
            attempt(lambda: np.zeros(1) + 1)
            attempt(lambda: 1 / np.zeros(1))
            attempt(lambda: ~np.zeros(1))
            attempt(lambda: np.arange(2) & None)
            attempt(lambda: np.array([u'a']) < 1)
            attempt(lambda: np.zeros(2) < None)
            attempt(lambda: np.zeros(2, 'i4,f8') == np.zeros(2, 'i4'))
            attempt(lambda: np.zeros(2, 'i4,f8') == np.zeros(2, 'i4,f8,f8'))
            attempt(lambda: np.zeros(2).sum(0, dtype='f4'))
            attempt(lambda: np.array([object()]))
            attempt(lambda: np.array([u'a']).min())
            attempt(lambda: np.fromfile('x', sep=','))
            """)
        .prints(
            """
            AttributeError: module 'numpy' of npyio has no attribute 'cos'; it is for moving data \
            and offers NpzFile, arange, array, asarray, bool_, bytes_, clongdouble, complex128, \
            complex64, complexfloating, datetime64, dtype, empty, float16, float32, float64, \
            floating, fromfile, generic, inf, int16, int32, int64, int8, integer, lib, load, \
            longdouble, memmap, nan, ndarray, newaxis, number, ones, save, savez, \
            savez_compressed, str_, timedelta64, uint16, uint32, uint64, uint8, void, zeros
            AttributeError: npyio's 'ndarray' object has no attribute 'dot'; it is for moving data \
            and offers T, astype, copy, dtype, fill, flags, flatten, item, itemsize, java, max, \
            mean, min, nbytes, ndim, ravel, reshape, shape, size, strides, sum, tobytes, tofile, tolist, \
            transpose, view
            TypeError: npyio's arrays move data and do no arithmetic (__add__); tolist() gives \
            Python's numbers
            TypeError: npyio's arrays move data and do no arithmetic (__rdiv__); tolist() gives \
            Python's numbers
            TypeError: ufunc 'invert' not supported for the input types, and the inputs could not be \
            safely coerced to any supported types according to the casting rule ''safe''
            TypeError: there is no bitwise_and of an array and a 'NoneType' object
            TypeError: '<' is not defined between elements of dtype <U1 and int64
            TypeError: '<' is not defined between elements of dtype float64 and 'NoneType' objects
            TypeError: Cannot compare structured or void to non-void arrays.
            TypeError: Cannot compare structured arrays unless they have a common dtype. These are \
            [('f0', '<i4'), ('f1', '<f8')] and [('f0', '<i4'), ('f1', '<f8'), ('f2', '<f8')].
            TypeError: _reduce() got an unexpected keyword argument 'dtype'
            TypeError: no dtype for 'object' objects: npyio's arrays hold numbers, text, bytes, \
            times and structs
            TypeError: there is no min of elements of dtype <U1
            ValueError: fromfile reads bytes only: sep has to be ''
            """);
  }

  @Test
  void mapsEndWithTheirBlockAndSayWhenTheyAreClosed() throws Exception {
    Path file = folder.resolve("m.dat");
    run(
            """
            import sys, numpy as np
            with np.memmap(sys.argv[1], 'i2', 'w+', shape=4) as m:
                m[:] = [1, 2, 3, 4]
                part = m[1:]
            try:
                part[0]
            except ValueError as problem:
                print('closed')
            """,
            file)
        .prints("closed\n");
    assertArrayEquals(new byte[] {1, 0, 2, 0, 3, 0, 4, 0}, Files.readAllBytes(file));
  }

  @Test
  void errorsNameTheFile() throws Exception {
    run(
            """
            import sys, os, numpy as np
            os.chdir(sys.argv[1])
            def attempt(work):
                try:
                    work()
                except Exception as problem:
                    print('%s: %s' % (type(problem).__name__, problem))
            np.arange(3).tofile('x.dat')
            attempt(lambda: np.memmap('x.dat', 'f8', 'r', shape=4))
            attempt(lambda: np.memmap('x.dat', [('a', 'f8'), ('b', 'f8'), ('c', 'f4')], 'r'))
            attempt(lambda: np.load('x.dat'))
            attempt(lambda: np.load('x.dat', mmap_mode='w+'))
            attempt(lambda: np.load(5))
            attempt(lambda: np.lib.format.open_memmap('no.npy'))
            """,
            folder)
        .prints(
            """
            ValueError: x.dat: byte 24: the file ends here but (4,) of '<f8' needs 8 more bytes
            ValueError: x.dat: byte 0: expected a multiple of the 20 bytes of [('a', '<f8'), ('b', '<f8'), ('c', '<f4')] but found 24 bytes, 4 too many
            ValueError: x.dat: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 00 00 00 00 00 00; a file without header is read as raw data of a dtype and shape that you name
            ValueError: mmap_mode 'w+' would empty the file; open_memmap makes new ones
            TypeError: expected the name of a file or an open file, got int
            IOError: [Errno 2] No such file or directory: 'no.npy'
            """);
  }

  @Test
  void aLongHeaderIsReadUpToALimit() throws Exception {
    run(
            """
            import sys, os, numpy as np
            from numpy.lib.format import open_memmap, read_array
            os.chdir(sys.argv[1])
            long = np.zeros(2, [('field%d' % i, 'i4') for i in range(3000)])
            np.save('x.npy', long)
            np.savez('x.npz', a=long)
            def attempt(work):
                try:
                    print(work().shape)
                except ValueError as problem:
                    print(str(problem).partition('byte 8: ')[2] or problem)
            for options in [{}, {'max_header_size': 10 ** 12}, {'max_header_size': 10000}]:
                attempt(lambda: np.load('x.npy', **options))
                attempt(lambda: np.load('x.npy', mmap_mode='r', **options))
                attempt(lambda: np.load('x.npz', **options)['a'])
                attempt(lambda: open_memmap('x.npy', **options))
                attempt(lambda: read_array(open('x.npy', 'rb'), **options))
            attempt(lambda: np.load('x.npy', max_header_size=-1))
            """,
            folder)
        .prints(
            "(2,)\n".repeat(10)
                + """
                expected a header of at most 10000 characters but found 65014 bytes; if you \
                trust the source, allow a longer one with max_header_size
                """
                    .repeat(5)
                + "a limit cannot be negative: -1\n");
  }

  /** A Python loop over these elements would take ten times as long. */
  @Test
  @Timeout(60)
  void tenMillionElementsAreMovedInJava() throws Exception {
    run(
            """
            from __future__ import print_function
            import sys, numpy as np
            n = 10 ** 7
            m = np.memmap(sys.argv[1], 'f4', 'w+', shape=n)
            m[:] = np.arange(n)
            m[::2] = 1
            print(m.sum(), m[1::2].max(), m.mean(), m[:5])
            m[m.astype(bool)] = 2
            m.fill(3)
            print(m[np.arange(n)].min(), m.reshape(-1, 10).sum(1)[:2], m.reshape(10, -1).sum(0)[-2:])
            m.close()
            """,
            folder.resolve("large.dat"))
        .prints(
            """
            2.5000006e+13 9.999999e+06 2.5000008e+06 [1. 1. 1. 3. 1.]
            3.0 [30. 30.] [30. 30.]
            """);
  }
}
