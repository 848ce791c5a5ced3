package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.interop.LivePython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two sides of {@code docs/from-numpy.md} do the same: each row of its tables is run in Java
 * and in NumPy, in a folder of its own.
 */
class NumPyPageTest {
  private static final String PAGE = "docs/from-numpy.md";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]*)` \\| `([^`]*)` \\|$");

  /** What the page says of its variables, and how values are shown on both sides. */
  private static final String PYTHON =
      """
      import numpy as np
      a = np.arange(12.0).reshape(3, 4) * 1.5
      s = np.array([('Vega', 279.25), ('Deneb', 310.5)], [('name', '<U8'), ('ra', '<f8')])
      z = np.array([1 + 2j, -3.5j])
      np.save('a.npy', a)
      """;

  private static final String JAVA =
      """
      class Page {
        static void show(Object value) {
          System.out.println(value instanceof double[][] rows ? Arrays.deepToString(rows) : value);
        }

        public static void main(String[] args) throws Exception {
          NdArray a = NdArray.zeros(DType.FLOAT64, 3, 4);
          a.copyFrom(IntStream.range(0, 12).mapToDouble(i -> 1.5 * i).toArray());
          NdArray s = NdArray.zeros(DType.of("[('name', '<U8'), ('ra', '<f8')]"), 2);
          s.field("name").copyFrom(new String[] {"Vega", "Deneb"});
          s.field("ra").copyFrom(new double[] {279.25, 310.5});
          NdArray z = NdArray.zeros(DType.COMPLEX128, 2);
          z.real().copyFrom(new double[] {1, 0});
          z.imag().copyFrom(new double[] {2, -3.5});
          Npy.save(Path.of("a.npy"), a);
          %s
        }
      }
      """;

  @TempDir private Path java;
  @TempDir private Path python;

  private record Row(String python, String java) {
    boolean writes() {
      return python.startsWith("np.save");
    }

    String pythonStatement() {
      return writes() ? python : "print(" + python + ")";
    }

    String javaStatement() {
      return writes() ? java + ";" : "show(" + java + ");";
    }
  }

  private static List<Row> rows() throws IOException {
    return ROW.matcher(Snippets.page(PAGE))
        .results()
        .map(row -> new Row(row.group(1), row.group(2)))
        .filter(row -> row.java().endsWith(")"))
        .toList();
  }

  @Test
  void everyRowPrintsAndWritesAsNumPyDoes() throws Exception {
    List<Row> rows = rows();
    assertTrue(rows.size() > 30, rows.size() + " rows");
    String mapped = Snippets.of(PAGE).get(0);
    String statements = String.join("\n", rows.stream().map(Row::javaStatement).toList());
    List<String> printed = Snippets.runProgram(java, JAVA.formatted(statements + mapped));
    assertFalse(printed.isEmpty());

    LivePython.start().close();
    String comment =
        mapped.lines().filter(line -> line.startsWith("// ")).findFirst().orElseThrow();
    String script =
        PYTHON
            + String.join("\n", rows.stream().map(Row::pythonStatement).toList())
            + "\n"
            + comment.substring(3);
    assertEquals(
        Snippets.runCommand(python, List.of(LivePython.executable(), "-c", script)), printed);
    for (String file : List.of("a.npy", "b.npy", "f.npy", "v.dat")) {
      assertEquals(-1, Files.mismatch(python.resolve(file), java.resolve(file)), file);
    }
  }
}
