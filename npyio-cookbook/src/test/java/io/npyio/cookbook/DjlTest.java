package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deep Java Library, with its engine for ONNX Runtime. */
class DjlTest {
  @TempDir private Path folder;

  @Test
  void theProgramRunsAModel() throws Exception {
    Doubling.save(folder.resolve("model.onnx"));
    Npy.save(folder.resolve("input.npy"), new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertEquals(List.of(), Programs.run(folder, "Djl"));
    assertEquals(
        "[[ 2.  4.  6.]\n [ 8. 10. 12.]]", Npy.load(folder.resolve("output.npy")).toString());
    assertEquals(
        "float32 [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]",
        Snippets.runNumPy(folder, "y = np.load('output.npy'); print(y.dtype, y.tolist())"));
  }

  @Test
  void mappedArraysAreSharedOnTheWayInAndResultsCopiedOnTheWayOut() throws Exception {
    Npy.save(folder.resolve("input.npy"), new float[] {1, 2, 3});
    try (Memmap file = Npy.map(folder.resolve("input.npy"), MapMode.READ_WRITE);
        NDManager manager = NDManager.newBaseManager("OnnxRuntime")) {
      NDArray made =
          manager.create(
              file.array().asByteBuffer().asFloatBuffer(),
              new ai.djl.ndarray.types.Shape(3),
              DataType.FLOAT32);
      file.array().setFloat(50, 1);
      NdArray result = NdArray.wrap(made.toByteBuffer().asFloatBuffer(), 3);
      assertEquals("[ 1. 50.  3.]", result.toString());
      file.array().setFloat(60, 1);
      assertEquals("[ 1. 50.  3.]", result.toString());
    }
  }
}
