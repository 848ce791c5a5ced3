package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.npyio.array.NdArray;
import io.npyio.file.Npz.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives against real NumPy, both ways: that of {@code NPYIO_PYTHON}, by default {@code python3},
 * and one before 2.0 of {@code NPYIO_PYTHON_OLD}, by default {@code /usr/bin/python3}. Skipped
 * where there is none.
 */
class NpzLiveTest {
  private static final String PACK =
      """
      import sys, zipfile, numpy as np
      out, save, *files = sys.argv[1:]
      class Stream:
          def __init__(self): self.file = open(out, 'wb')
          def read(self): raise OSError
          def write(self, data): return self.file.write(data)
          def flush(self): self.file.flush()
      target = Stream() if save.startswith('stream') else out
      method = np.savez_compressed if save.endswith('deflated') else np.savez
      method(target, **{f: np.load(f, max_header_size=10**9) for f in files})
      """;

  private static final String UNPACK =
      """
      import sys, os, zipfile, numpy as np
      archive, folder = sys.argv[1:]
      assert zipfile.ZipFile(archive).testzip() is None
      with np.load(archive, max_header_size=10**9) as arrays:
          for i, name in enumerate(arrays.files):
              print(name)
              np.save(os.path.join(folder, '%d.npy' % i), arrays[name])
      """;

  @TempDir private Path folder;

  static Stream<String> pythons() {
    return Stream.of(
        System.getenv().getOrDefault("NPYIO_PYTHON", "python3"),
        System.getenv().getOrDefault("NPYIO_PYTHON_OLD", "/usr/bin/python3"));
  }

  private void requireModule(String python, String module) throws Exception {
    boolean isThere = false;
    try {
      isThere = run(python, "import " + module).exitCode() == 0;
    } catch (IOException none) {
      // said below
    }
    if (!isThere) {
      String why = python + " has no " + module + "; set NPYIO_PYTHON or NPYIO_PYTHON_OLD";
      if (Boolean.getBoolean("npyio.interop.required") && module.equals("numpy")) {
        fail(why);
      }
      abort("skipped: " + why);
    }
  }

  private record Ended(int exitCode, String output) {}

  private Ended run(String python, String script, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(python, "-W", "ignore", "-c", script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private List<String> lines(String python, String script, Object... arguments) throws Exception {
    Ended ended = run(python, script, arguments);
    assertEquals(0, ended.exitCode(), ended.output());
    return ended.output().lines().toList();
  }

  /** One file of every dtype, and of every struct, that NumPy wrote. */
  private static List<Path> goldens() {
    return Stream.of("dtypes", "structs")
        .flatMap(group -> Golden.of(group).stream())
        .map(Golden::path)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void everyArrayThatNumPyPacksIsRead(String python) throws Exception {
    requireModule(python, "numpy");
    List<Path> goldens = goldens();
    for (String save : List.of("stored", "deflated", "stream-stored", "stream-deflated")) {
      Path archive = folder.resolve(save + ".npz");
      List<Object> arguments = new ArrayList<>(List.of(archive, save));
      arguments.addAll(goldens);
      lines(python, PACK, arguments.toArray());
      try (Npz npz = Npz.open(archive)) {
        assertEquals(goldens.stream().map(Path::toString).toList(), npz.names());
        for (Path golden : goldens) {
          assertSameBytes(golden, npz);
        }
      }
    }
  }

  /** Loaded, mapped and as bytes, it is what NumPy put there. */
  private static void assertSameBytes(Path golden, Npz npz) throws IOException {
    String name = golden.toString();
    byte[] packed = npz.bytes(name);
    assertArrayEquals(packed, Npy.toBytes(npz.load(name)), name);
    assertTrue(Npy.load(golden).contentEquals(npz.load(name)), name);
    if (npz.members().get(0).compression() == Compression.STORED) {
      for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE)) {
        try (Memmap mapped = npz.map(name, mode)) {
          assertArrayEquals(packed, Npy.toBytes(mapped.array()), name);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void everyArrayThatIsWrittenNumPyLoads(String python) throws Exception {
    requireModule(python, "numpy");
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (Path golden : goldens()) {
      arrays.put("größe/" + golden.getFileName(), Npy.load(golden));
    }
    Path resaved = folder.resolve("resaved.npz");
    for (boolean isCompressed : new boolean[] {false, true}) {
      if (isCompressed) {
        Npz.saveCompressed(resaved, arrays);
      } else {
        Npz.save(resaved, arrays);
      }
      assertLoaded(python, resaved, arrays);
      Compression compression = isCompressed ? Compression.DEFLATED : Compression.STORED;
      try (OutputStream stream = Files.newOutputStream(resaved);
          NpzWriter writer = NpzWriter.to(stream, compression)) {
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
          writer.add(array.getKey(), array.getValue());
        }
        writer.commit();
      }
      assertLoaded(python, resaved, arrays);
    }
    try (NpzEditor editor = NpzEditor.open(resaved)) {
      editor.put("größe/added", NdArray.of(new int[] {1}));
      editor.commit();
    }
    arrays.put("größe/added", NdArray.of(new int[] {1}));
    assertLoaded(python, resaved, arrays);
  }

  private void assertLoaded(String python, Path archive, Map<String, NdArray> arrays)
      throws Exception {
    List<String> names = lines(python, UNPACK, archive, folder);
    assertEquals(List.copyOf(arrays.keySet()), names);
    for (int i = 0; i < names.size(); i++) {
      Path saved = folder.resolve(i + ".npy");
      NdArray array = arrays.get(names.get(i));
      assertEquals(array.layout(), Npy.header(saved).layout(), names.get(i));
      // not byte by byte: NumPy leaves out what lies between fields when it reads an archive
      assertTrue(array.contentEquals(Npy.load(saved)), names.get(i));
    }
  }

  /** NumPy's test 39. */
  @Test
  void concurrentSavesDoNotClash() throws Exception {
    NdArray array = NdArray.zeros(io.npyio.dtype.DType.FLOAT64, 100_000);
    List<Path> files =
        Stream.iterate(0, i -> i + 1).limit(3).map(i -> folder.resolve(i + ".npz")).toList();
    files.parallelStream()
        .forEach(
            file -> {
              try {
                Npz.save(file, Map.of("a", array));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    for (Path file : files) {
      try (Npz npz = Npz.open(file)) {
        assertArrayEquals(Npy.toBytes(array), npz.bytes("a"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void lookupsAnswerAsNumPys(Compression compression) throws Exception {
    String python = pythons().findFirst().orElseThrow();
    requireModule(python, "numpy");
    NpzBytes made = new NpzBytes();
    for (String name : List.of("a.npy", "a", "b.npy.npy", "b.npy", "ü", ".npy", "x/", "a.npy")) {
      byte[] content = Npy.toBytes(NdArray.of(new int[] {made.entries.size()}));
      if (compression == Compression.STORED) {
        made.stored(name, content);
      } else {
        made.deflated(name, content, e -> {});
      }
    }
    Path archive = Files.write(folder.resolve("made.npz"), made.bytes());
    List<String> asked = List.of("a", "a.npy", "b", "b.npy", "b.npy.npy", "ü", "ü.npy", "", "x/");
    String script =
        """
        import sys, numpy as np
        z = np.load(sys.argv[1])
        print(z.files)
        for k in sys.argv[2:]:
            print(int(z[k][0]) if k in z.zip.namelist() or k + '.npy' in z.zip.namelist() else -1)
        """;
    List<Object> arguments = new ArrayList<>(List.of(archive));
    arguments.addAll(asked);
    List<String> answers = lines(python, script, arguments.toArray());
    try (Npz npz = Npz.open(archive)) {
      List<String> quoted = npz.names().stream().map(name -> "'" + name + "'").toList();
      assertEquals(answers.get(0), quoted.toString());
      for (int i = 0; i < asked.size(); i++) {
        String name = asked.get(i);
        int found = npz.contains(name) ? npz.load(name).getInt(0) : -1;
        assertEquals(answers.get(i + 1), Integer.toString(found), name);
      }
    }
  }
}
