package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the sparse matrix of {@code docs/cookbook.md}, and asks SciPy about it. */
class NpzCookbookTest {
  @TempDir private Path folder;

  private String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  /** Runs the program of the cookbook, which copies one file to another. */
  private String csr(String from, String to) throws Exception {
    String program = Snippets.program("docs/cookbook.md", "Csr");
    return String.join("\n", Snippets.runProgram(folder, program, from, to));
  }

  private String python(String... arguments) throws Exception {
    for (String python :
        Stream.of(
                System.getenv().getOrDefault("NPYIO_PYTHON", "python3"),
                System.getenv().getOrDefault("NPYIO_PYTHON_OLD", "/usr/bin/python3"))
            .toList()) {
      try {
        run(List.of(python, "-c", "import scipy.sparse"));
      } catch (IOException | AssertionError none) {
        continue;
      }
      List<String> command = new ArrayList<>(List.of(python, "-W", "ignore", "-c"));
      command.addAll(List.of(arguments));
      return run(command);
    }
    return abort("skipped: no SciPy in NPYIO_PYTHON or NPYIO_PYTHON_OLD");
  }

  @Test
  void theMatrixOfTheCookbookIsReadMultipliedAndWritten() throws Exception {
    NdArray format = NdArray.zeros(DType.bytes(3));
    format.setString("csr");
    Npz.save(
        folder.resolve("m.npz"),
        Map.of(
            "format", format,
            "shape", NdArray.of(new long[] {2, 3}),
            "indptr", NdArray.of(new int[] {0, 2, 3}),
            "indices", NdArray.of(new long[] {0, 2, 1}),
            "data", NdArray.of(new float[] {1, 2, 3})));
    assertEquals("[201.0, 30.0]", csr("m.npz", "copy.npz"));
    assertEquals("[201.0, 30.0]", csr("copy.npz", "again.npz"));
  }

  @Test
  void sciPyWritesWhatIsReadAndReadsWhatIsWritten() throws Exception {
    python(
        """
        import numpy as np, scipy.sparse as s
        s.save_npz('m.npz', s.csr_matrix(np.array([[1., 0, 2], [0, 3, 0], [0, 0, 0]])))
        """);
    assertEquals("[201.0, 30.0, 0.0]", csr("m.npz", "copy.npz"));
    assertEquals(
        "csr float64 [[1.0, 0.0, 2.0], [0.0, 3.0, 0.0], [0.0, 0.0, 0.0]]",
        python(
            """
            import scipy.sparse as s
            m = s.load_npz('copy.npz')
            print(m.format, m.dtype, m.toarray().tolist())
            """));
  }

  @Test
  void theOtherFormatsHaveTheArraysThatTheCookbookLists() throws Exception {
    python(
        """
        import numpy as np, scipy.sparse as s
        for f in ['csr', 'csc', 'bsr', 'coo', 'dia']:
            s.save_npz(f + '.npz', s.csr_matrix(np.diag([1., 2, 3])).asformat(f))
        """);
    for (String format : List.of("csr", "csc", "bsr", "coo", "dia")) {
      List<String> own =
          switch (format) {
            case "coo" -> List.of("row", "col", "data");
            case "dia" -> List.of("offsets", "data");
            default -> List.of("indices", "indptr", "data");
          };
      try (Npz npz = Npz.open(folder.resolve(format + ".npz"))) {
        assertEquals(format, npz.load("format").getString());
        assertTrue(npz.names().containsAll(own), npz.toString());
        assertEquals(3, npz.load("shape").getInt(1));
        assertEquals(3, npz.load("data", double[].class).length);
      }
    }
  }
}
