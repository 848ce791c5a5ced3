package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.docs.Snippets;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of {@code docs/cookbook.md} that needs a database. */
class DatabaseTest {
  @TempDir private Path folder;

  @Test
  void theRowsOfACursorBecomeTwoFiles() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("clinic");
    try (Connection database = DriverManager.getConnection(url);
        Statement statement = database.createStatement()) {
      statement.execute(
          "create table visits(id int, age int, height real, weight double precision, ill boolean)");
      statement.execute("insert into visits values (2, 50, 1.75, null, false)");
      statement.execute("insert into visits values (1, 30, 1.5, 60.25, true)");
      statement.execute(
          "insert into visits select x, x, x / 4.0, x / 2.0, false from system_range(3, 20000)");
    }

    String program = Snippets.program("docs/cookbook.md", "Export");
    assertEquals(List.of(), Snippets.runProgram(folder, program, url));
    float[][] features = Npy.load(folder.resolve("features.npy"), float[][].class);
    assertArrayEquals(new float[] {30, 1.5f, 60.25f}, features[0]);
    assertArrayEquals(new float[] {50, 1.75f, Float.NaN}, features[1]);
    assertArrayEquals(new float[] {20_000, 5000, 10_000}, features[19_999]);
    assertEquals(20_000, features.length);
    assertEquals(
        "float32 (20000, 3) int64 (20000,) 1 True [1 0 0]",
        Snippets.runNumPy(
            folder,
            """
            x, y = np.load('features.npy', mmap_mode='c'), np.load('labels.npy')
            print(x.dtype, x.shape, y.dtype, y.shape, np.isnan(x).sum(), x.flags.writeable, y[:3])
            """));
  }
}
