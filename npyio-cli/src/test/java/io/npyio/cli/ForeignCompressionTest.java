package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.file.Npz;
import io.npyio.interop.LiveNumPy;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that Python's zipfile compressed by bzip2 and LZMA, which NumPy reads. */
class ForeignCompressionTest {
  private static final String WRITE =
      """
      import io, zipfile
      def npy(a):
          b = io.BytesIO(); np.save(b, a, allow_pickle=True); return b.getvalue()
      r = np.random.default_rng(1)
      arrays = {'small': np.arange(5), 'big': r.integers(0, 9, (100, 300)), 'empty': np.zeros((0, 3)),
                'zeros': np.zeros(300_000), 'noise': r.random(30_000), 'objects': np.array(['x', None], dtype=object)}
      for name, method in [('bzip2', zipfile.ZIP_BZIP2), ('lzma', zipfile.ZIP_LZMA), ('plain', zipfile.ZIP_STORED)]:
          with zipfile.ZipFile(name + '.npz', 'w', method) as z:
              for key, array in arrays.items(): z.writestr(key + '.npy', npy(array))
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    LiveNumPy.require();
    LiveNumPy.python(folder, WRITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bzip2", "lzma"})
  void theyAreReadAsNumPyReadsThem(String method) {
    Path file = folder.resolve(method + ".npz");
    npyio("verify", file).prints(file + ": ok\n");
    npyio("cat", file + ":small").prints("[0 1 2 3 4]\n");
    npyio("diff", file, folder.resolve("plain.npz")).isSilent();
    assertTrue(npyio("info", "--json", file).out().contains("\"compression\":\"" + method + '"'));
    String how = method.equals("lzma") ? "LZMA" : "bzip2";
    String info = npyio("info", file).out();
    assertTrue(
        info.contains("  small: npy 1.0, <i8, (5,), C order, 168 bytes by " + how + " to "), info);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bzip2", "lzma"})
  void whatIsDamagedIsNamed(String method) throws IOException {
    Path file = folder.resolve(method + ".npz");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 48; at < 110; at += 5) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Path bad = Files.write(folder.resolve("bad.npz"), damaged);
      Run verify = npyio("verify", bad);
      assertEquals(1, verify.status(), "byte " + at);
      assertTrue(verify.out().startsWith(bad + ": bad: small"), verify.out());
      assertFalse(verify.out().contains("internal error"), verify.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bzip2", "lzma"})
  void aSizeThatLiesIsNoticed(String method) throws Exception {
    Path file = folder.resolve(method + ".npz");
    for (int size : new int[] {100, 167, 169, 1 << 30}) {
      LiveNumPy.python(
          folder,
          """
          b = bytearray(open('%s.npz', 'rb').read())
          at = b.index(b'PK\\x01\\x02')
          b[at + 24:at + 28] = (%d).to_bytes(4, 'little')
          open('lie.npz', 'wb').write(b)
          """
              .formatted(method, size));
      Path lie = folder.resolve("lie.npz");
      Run cat = npyio("cat", lie + ":small");
      assertEquals(2, cat.status(), file + " " + size);
      assertTrue(cat.err().startsWith("npyio: " + lie + ":small: byte "), cat.err());
    }
  }

  @Test
  void withoutTheCommandTheMethodIsNamed() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try (Npz npz = Npz.open(folder.resolve("bzip2.npz"))) {
      assertEquals(
          "bzip2.npz!small: byte 0: expected a stored or deflated member but found bzip2; the command"
              + " npyio reads it, and so does a Decompressor for it",
          assertThrows(IOException.class, () -> npz.load("small")).getMessage());
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  @Test
  void theSlimDistributionLacksTheLibraryForBzip2() throws Exception {
    String slim =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("commons-"))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", slim, Main.class.getName(), "cat", "bzip2.npz:small")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "npyio: bzip2.npz:small: byte 0: expected a stored or deflated member but found bzip2; the slim"
            + " distribution leaves out the library for it, the archive without -slim has it\n",
        said);
    assertEquals(2, process.waitFor());
  }
}
