package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of Arrow's vectors as arrays. */
class ArrowTest {
  @TempDir private Path folder;

  @Test
  void theProgramFillsAVectorAndSavesIt() throws Exception {
    Npy.save(folder.resolve("column.npy"), new double[] {1, 2, 4, 8});
    assertEquals(List.of(), Programs.run(folder, "Arrow"));
    assertEquals("[6. 2. 4. 8.]", Npy.load(folder.resolve("changed.npy")).toString());
    assertEquals(
        "float64 [6.0, 2.0, 4.0, 8.0]",
        Snippets.runNumPy(folder, "c = np.load('changed.npy'); print(c.dtype, c.tolist())"));
  }

  @Test
  void theOtherProgramWritesToTheFileThroughAVector() throws Exception {
    Npy.save(folder.resolve("column.npy"), new double[] {1, 2, 4, 8});
    assertEquals(List.of("[6. 2. 4. 8.]"), Programs.run(folder, "ArrowShared"));
    assertEquals("[6. 2. 4. 8.]", Npy.load(folder.resolve("column.npy")).toString());
  }

  @Test
  void aVectorAndItsArrayShareTheirMemory() {
    try (BufferAllocator allocator = new RootAllocator();
        Float8Vector vector = new Float8Vector("column", allocator)) {
      vector.allocateNew(3);
      vector.setValueCount(3);
      NdArray array =
          NdArray.wrap(vector.getDataBuffer().nioBuffer(0, 24), ArrayLayout.of(DType.FLOAT64, 3));
      vector.set(2, 2.5);
      assertEquals(2.5, array.getDouble(2));
      array.setDouble(7.5, 2);
      assertEquals(7.5, vector.get(2));
    }
  }
}
