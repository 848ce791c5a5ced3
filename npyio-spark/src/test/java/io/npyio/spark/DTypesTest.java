package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dtype, byte order, memory order and shape, row for row as NumPy has them. */
class DTypesTest {
  @TempDir private Path folder;

  @Test
  void everyArrayGivesTheRowsThatNumPyHas() throws Exception {
    long seed = new Random().nextLong() >>> 1;
    List<Rendered.Array> arrays = Rendered.arrays(folder, seed);
    assertTrue(arrays.size() > 1000, "only " + arrays.size());
    Rendered.assertRows(
        arrays,
        array -> Splits.read(folder.resolve(array.file()).toUri(), 1 << 20, new Configuration()),
        seed);
  }
}
