package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio stack}. */
class StackTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path save(String name, NdArray array) throws IOException {
    Npy.save(path(name), array);
    return path(name);
  }

  @Test
  void arraysAreStackedAlongANewAxis() throws IOException {
    Path a = save("a.npy", NdArray.of(new int[] {1, 2, 3}));
    Path b = save("b.npy", NdArray.of(new int[] {4, 5, 6}).astype(DType.of(">i4")));
    npyio("stack", path("c.npy"), a, b).isSilent();
    npyio("cat", path("c.npy")).prints("[[1 2 3]\n [4 5 6]]\n");
    assertEquals(ArrayLayout.of("<i4", 2, 3), Npy.header(path("c.npy")).layout());
    npyio("stack", path("c.npy"), b, a, "--axis", "-1").isSilent();
    npyio("cat", path("c.npy")).prints("[[4 1]\n [5 2]\n [6 3]]\n");
    assertEquals(ArrayLayout.of(">i4", 3, 2), Npy.header(path("c.npy")).layout());
    npyio("stack", path("c.npy"), a).isSilent();
    npyio("cat", path("c.npy")).prints("[[1 2 3]]\n");
  }

  @Test
  void valuesWithoutAxesBecomeAnArrayOfOneAxis() throws IOException {
    Path one = save("one.npy", NdArray.of(1.5));
    npyio("stack", path("c.npy"), one, one).isSilent();
    npyio("cat", path("c.npy")).prints("[1.5 1.5]\n");
  }

  @Test
  void filesInFortranOrderGiveFortranOrder() throws IOException {
    NdArray array = NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}}).copy(Order.F);
    Path a = save("a.npy", array);
    npyio("stack", path("c.npy"), a, a, "--axis", "1").isSilent();
    npyio("cat", path("c.npy")).prints("[[[1 2 3]\n  [1 2 3]]\n\n [[4 5 6]\n  [4 5 6]]]\n");
    assertEquals(Order.F, Npy.header(path("c.npy")).layout().order());
  }

  @Test
  void inputAndOutputMayBePipesAndTheResultARawFile() throws IOException {
    NdArray array = NdArray.of(new int[] {1, 2});
    Path a = save("a.npy", array);
    Run piped = withInput(Npy.toBytes(array), "stack", "-", a, "-");
    assertEquals("", piped.err());
    assertArrayEquals(Npy.toBytes(NdArray.of(new int[][] {{1, 2}, {1, 2}})), piped.bytes());
    npyio("stack", path("c.dat"), a, a).isSilent();
    npyio("cat", path("c.dat")).prints("[[1 2]\n [1 2]]\n");
    Run joined = withInput(Npy.toBytes(array), "concat", "-", a, "-");
    assertArrayEquals(Npy.toBytes(NdArray.of(new int[] {1, 2, 1, 2})), joined.bytes());
  }

  @Test
  void arraysLargerThanABlockAreStackedAlongEveryAxis() throws IOException {
    NdArray array = NdArray.zeros(ArrayLayout.of("<f8", 3, 70_000, 2));
    array.setDouble(7, 2, 69_999, 1);
    Path a = save("a.npy", array);
    for (int axis = 0; axis < 4; axis++) {
      npyio("stack", path("c.npy"), a, a, "--axis", axis).isSilent();
      NdArray stacked = Npy.load(path("c.npy"));
      assertEquals(2, stacked.shape().length(axis));
      for (long part = 0; part < 2; part++) {
        NdArray back = stacked.slice(axis, part, part + 1).copy(Order.C).reshape(3, 70_000, 2);
        assertArrayEquals(Npy.toBytes(array), Npy.toBytes(back));
      }
    }
  }

  @Test
  void arraysThatDoNotFitAreNotStacked() throws IOException {
    Path a = save("a.npy", NdArray.of(new int[] {1, 2, 3}));
    Path longer = save("longer.npy", NdArray.of(new int[] {1, 2, 3, 4}));
    Path other = save("other.npy", NdArray.of(new float[] {1, 2, 3}));
    npyio("stack", path("c.npy"), a, a, longer)
        .fails(
            "npyio: "
                + longer
                + ": <i4 (4,) cannot be stacked on <i4 (3,): expected one dtype and shape; 'npyio"
                + " convert' gives it another one with --to-dtype and --to-shape");
    npyio("stack", path("c.npy"), a, other)
        .fails(
            "npyio: "
                + other
                + ": <f4 (3,) cannot be stacked on <i4 (3,): expected one dtype and shape; 'npyio"
                + " convert' gives it another one with --to-dtype and --to-shape");
    for (int axis : List.of(2, -3)) {
      npyio("stack", path("c.npy"), a, a, "--axis", axis)
          .fails(
              "npyio: "
                  + a
                  + ": axis "
                  + axis
                  + " is out of bounds for a stack of arrays of shape (3,): expected -2 to 1");
    }
    npyio("stack", path("c.npy"), a, path("no.npy"))
        .fails("npyio: " + path("no.npy") + ": no such file");
    npyio("stack", path("c.csv"), a, a)
        .fails(
            "npyio: "
                + path("c.csv")
                + ": a csv file cannot be created; end its name with .npy or .dat");
    Path objects = path("o.npy");
    Npy.saveObjects(objects, ObjectArray.of(Shape.of(1), List.of("x")));
    npyio("stack", path("c.npy"), objects)
        .fails(
            "npyio: "
                + objects
                + ": byte 128: expected plain data but found the Python objects of '|O'; cat, convert,"
                + " diff, pack, stats and verify read them");
    assertFalse(Files.exists(path("c.npy")));
  }
}
