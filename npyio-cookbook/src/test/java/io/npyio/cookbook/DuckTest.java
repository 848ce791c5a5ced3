package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mapped files as tables of DuckDB. */
class DuckTest {
  @TempDir private Path folder;

  @Test
  void theProgramFindsTheNearestRowsOfAMappedFile() throws Exception {
    NdArray rows = NdArray.zeros(DType.FLOAT32, 200_000, 3);
    rows.slice(1, 1, 2).fill(1);
    rows.setFloat(1, 7, 0);
    rows.setFloat(1, 150_001, 0);
    rows.setFloat(0, 150_001, 1);
    Npy.save(folder.resolve("embeddings.npy"), rows);
    assertEquals(List.of("150001 1.0", "7 0.70710677"), Programs.run(folder, "Duck"));
  }
}
