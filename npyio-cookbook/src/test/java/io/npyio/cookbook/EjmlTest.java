package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.file.Npy;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EJML's matrices are views of Java arrays, and arrays are views of the matrices. */
class EjmlTest {
  @TempDir private Path folder;

  @Test
  void theProgramSolvesEquationsAsNumPyDoes() throws Exception {
    Random random = new Random(3);
    double[][] a = new double[20][20];
    double[][] x = new double[20][2];
    double[][] b = new double[20][2];
    for (int i = 0; i < 20; i++) {
      a[i] = random.doubles(20, -1, 1).toArray();
      a[i][i] += 10;
      x[i] = random.doubles(2, -1, 1).toArray();
    }
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 20; k++) {
          b[i][j] += a[i][k] * x[k][j];
        }
      }
    }
    Npy.save(folder.resolve("a.npy"), a);
    Npy.save(folder.resolve("b.npy"), b);

    assertEquals(List.of(), Programs.run(folder, "Ejml"));
    double[][] solved = Npy.load(folder.resolve("x.npy"), double[][].class);
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(x[i], solved[i], 1e-12);
    }
    assertEquals(
        "True",
        Snippets.runNumPy(
            folder,
            """
            a, b, x = (np.load(name + '.npy') for name in 'abx')
            print(np.allclose(np.linalg.solve(a, b), x, rtol=0, atol=1e-12))
            """));
  }

  @Test
  void aMatrixAndItsArrayShareTheirElements() {
    double[] rows = {1, 2, 3, 4, 5, 6};
    DMatrixRMaj matrix = DMatrixRMaj.wrap(2, 3, rows);
    NdArray array = NdArray.wrap(DoubleBuffer.wrap(matrix.data, 0, 6), 2, 3);
    matrix.set(1, 2, -6);
    assertEquals(-6, array.getDouble(1, 2));
    array.setDouble(-1, 0, 0);
    assertEquals(-1, matrix.get(0, 0));
    assertEquals(-1, rows[0]);
  }
}
