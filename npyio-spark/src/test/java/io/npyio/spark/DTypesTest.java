package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dtype, byte order, memory order and shape, row for row as NumPy has them. */
class DTypesTest {
  @TempDir private Path folder;

  @Test
  void everyArrayGivesTheRowsThatNumPyHas() throws Exception {
    NumPy.require();
    long seed = System.nanoTime();
    String printed = NumPy.resource(folder, "render.py", Long.toString(seed));
    List<String> lines = printed.lines().toList();
    assertTrue(lines.size() > 1000, "only " + lines.size());
    List<String> wrong = new ArrayList<>();
    for (String line : lines) {
      List<String> parts = List.of(line.split("\\|"));
      List<String> found = rows(parts.get(0) + ".npy");
      if (!found.equals(parts.subList(1, parts.size()))) {
        wrong.add(line + " but found " + found);
      }
    }
    assertEquals(List.of(), wrong, "seed " + seed);
  }

  private List<String> rows(String file) throws Exception {
    return Rendered.rows(Splits.read(folder.resolve(file), 1 << 20));
  }
}
