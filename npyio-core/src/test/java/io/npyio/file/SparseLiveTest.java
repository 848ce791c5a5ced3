package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sparse matrices of every format that SciPy saves, made of the arrays that {@code
 * docs/cookbook.md} lists: SciPy's are read, and SciPy reads those made here.
 */
class SparseLiveTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 8;

  @TempDir private Path folder;

  private static String python;

  @BeforeAll
  static void findSciPy() {
    Optional<String> found =
        Stream.of(
                System.getenv("NPYIO_PYTHON"),
                System.getenv("NPYIO_PYTHON_OLD"),
                "python3",
                "/usr/bin/python3")
            .filter(Objects::nonNull)
            .filter(SparseLiveTest::hasSciPy)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: no Python here has SciPy");
    python = found.get();
  }

  private static boolean hasSciPy(String python) {
    try {
      run(Path.of("."), List.of(python, "-c", "import scipy.sparse"));
      return true;
    } catch (IOException | InterruptedException | AssertionError none) {
      return false;
    }
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  private String python(String program) throws Exception {
    String imports = "import numpy as np, scipy.sparse as s\n";
    return run(folder, List.of(python, "-W", "ignore", "-c", imports + program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csr", "csc", "coo", "bsr", "dia"})
  void theArraysOfAFileOfSciPyMakeTheMatrix(String format) throws Exception {
    python(
        """
        for seed in range(20):
            m = s.random(6, 8, 0.05 * seed, random_state=seed, dtype='f8')
            m = m.tobsr((2, 4)) if '%1$s' == 'bsr' else m.asformat('%1$s')
            s.save_npz(f'{seed}.npz', m, compressed=seed %% 2 == 0)
            np.save(f'{seed}.npy', m.toarray())
        """
            .formatted(format));
    for (int seed = 0; seed < 20; seed++) {
      double[][] expected = Npy.load(folder.resolve(seed + ".npy"), double[][].class);
      try (Npz npz = Npz.open(folder.resolve(seed + ".npz"))) {
        assertEquals(format, npz.load("format").getString());
        assertArrayEquals(new long[] {ROWS, COLUMNS}, npz.load("shape", long[].class));
        assertArrayEquals(expected, dense(npz, format), format + " of seed " + seed);
      }
    }
  }

  private static double[][] dense(Npz npz, String format) throws IOException {
    return switch (format) {
      case "coo" -> ofTriples(npz);
      case "dia" -> ofDiagonals(npz);
      default -> ofCompressed(npz, format);
    };
  }

  private static double[][] ofTriples(Npz npz) throws IOException {
    double[][] dense = new double[ROWS][COLUMNS];
    int[] row = npz.load("row", int[].class);
    int[] column = npz.load("col", int[].class);
    double[] data = npz.load("data", double[].class);
    for (int i = 0; i < data.length; i++) {
      dense[row[i]][column[i]] += data[i];
    }
    return dense;
  }

  /** Row k has the diagonal that starts offsets[k] columns to the right, by column. */
  private static double[][] ofDiagonals(Npz npz) throws IOException {
    double[][] dense = new double[ROWS][COLUMNS];
    int[] offsets = npz.load("offsets", int[].class);
    double[][] data = npz.load("data", double[][].class);
    for (int k = 0; k < offsets.length; k++) {
      for (int column = 0; column < data[k].length; column++) {
        int row = column - offsets[k];
        if (row >= 0 && row < ROWS) {
          dense[row][column] = data[k][column];
        }
      }
    }
    return dense;
  }

  /** Rows, columns, or rows of blocks. */
  private static double[][] ofCompressed(Npz npz, String format) throws IOException {
    double[][] dense = new double[ROWS][COLUMNS];
    int[] starts = npz.load("indptr", int[].class);
    int[] indices = npz.load("indices", int[].class);
    NdArray data = npz.load("data");
    double[][][] blocks =
        data.reshape(data.shape().rank() == 3 ? data.shape().lengths() : new long[] {-1, 1, 1})
            .toArray(double[][][].class);
    for (int outer = 0; outer + 1 < starts.length; outer++) {
      for (int i = starts[outer]; i < starts[outer + 1]; i++) {
        int row = format.equals("csc") ? indices[i] : outer;
        int column = format.equals("csc") ? outer : indices[i];
        addBlock(blocks[i], row, column, dense);
      }
    }
    return dense;
  }

  private static void addBlock(double[][] block, int row, int column, double[][] dense) {
    for (int y = 0; y < block.length; y++) {
      for (int x = 0; x < block[y].length; x++) {
        dense[row * block.length + y][column * block[y].length + x] += block[y][x];
      }
    }
  }

  // ---- and back ------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"csr", "csc", "coo", "bsr", "dia"})
  void sciPyReadsAMatrixMadeOfArrays(String format) throws Exception {
    double[][] dense = new double[ROWS][COLUMNS];
    for (int i = 0; i < ROWS * COLUMNS; i += 5) {
      dense[i / COLUMNS][i % COLUMNS] = i + 0.5;
    }
    NdArray name = NdArray.zeros(DType.bytes(3));
    name.setString(format);
    Map<String, NdArray> arrays = new LinkedHashMap<>(arrays(format, dense));
    arrays.put("format", name);
    arrays.put("shape", NdArray.of(new long[] {ROWS, COLUMNS}));
    Npz.save(folder.resolve("stored.npz"), arrays);
    Npz.saveCompressed(folder.resolve("deflated.npz"), arrays);
    Npy.save(folder.resolve("dense.npy"), NdArray.of(dense));
    assertEquals(
        "%1$s True%n%1$s True".formatted(format),
        python(
            """
            for name in ('stored.npz', 'deflated.npz'):
                m = s.load_npz(name)
                print(m.format, np.array_equal(m.toarray(), np.load('dense.npy')))
            """));
  }

  private static Map<String, NdArray> arrays(String format, double[][] dense) {
    if (format.equals("dia")) {
      return diagonals(dense);
    }
    boolean isByColumn = format.equals("csc");
    List<int[]> places = new ArrayList<>();
    int[] starts = new int[(isByColumn ? COLUMNS : ROWS) + 1];
    for (int outer = 0; outer + 1 < starts.length; outer++) {
      for (int inner = 0; inner < (isByColumn ? ROWS : COLUMNS); inner++) {
        int[] place = isByColumn ? new int[] {inner, outer} : new int[] {outer, inner};
        if (dense[place[0]][place[1]] != 0) {
          places.add(place);
        }
      }
      starts[outer + 1] = places.size();
    }
    NdArray data =
        NdArray.of(places.stream().mapToDouble(place -> dense[place[0]][place[1]]).toArray());
    NdArray rows = NdArray.of(places.stream().mapToInt(place -> place[0]).toArray());
    NdArray columns = NdArray.of(places.stream().mapToInt(place -> place[1]).toArray());
    return switch (format) {
      case "coo" -> Map.of("row", rows, "col", columns, "data", data);
      case "csc" -> Map.of("indices", rows, "indptr", NdArray.of(starts), "data", data);
      case "csr" -> Map.of("indices", columns, "indptr", NdArray.of(starts), "data", data);
      default -> // blocks of one element
          Map.of("indices", columns, "indptr", NdArray.of(starts), "data", data.reshape(-1, 1, 1));
    };
  }

  private static Map<String, NdArray> diagonals(double[][] dense) {
    int[] offsets = IntStream.range(1 - ROWS, COLUMNS).toArray();
    double[][] data = new double[offsets.length][COLUMNS];
    for (int k = 0; k < offsets.length; k++) {
      for (int column = 0; column < COLUMNS; column++) {
        int row = column - offsets[k];
        data[k][column] = row >= 0 && row < ROWS ? dense[row][column] : 0;
      }
    }
    return Map.of("offsets", NdArray.of(offsets), "data", NdArray.of(data));
  }
}
