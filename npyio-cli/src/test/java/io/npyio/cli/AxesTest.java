package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio convert --axes} and {@code --transpose}. */
class AxesTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path table() throws IOException {
    Npy.save(path("a.npy"), NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}}));
    return path("a.npy");
  }

  @Test
  void axesAreReversed() throws IOException {
    npyio("convert", table(), path("t.npy"), "--transpose").isSilent();
    npyio("cat", path("t.npy")).prints("[[1 4]\n [2 5]\n [3 6]]\n");
    assertEquals(Order.C, Npy.header(path("t.npy")).layout().order());
    npyio("convert", path("a.npy"), path("t.csv"), "--transpose").isSilent();
    assertEquals("1,4\n2,5\n3,6\n", Files.readString(path("t.csv")));
  }

  @Test
  void axesArePutInAnyOrder() throws IOException {
    Npy.save(path("chw.npy"), NdArray.zeros(ArrayLayout.of("|u1", 3, 16, 20)));
    for (String axes : List.of("1,2,0", "(1, 2, 0)", "-2,-1,-3", "[1,2,-3]")) {
      npyio("convert", path("chw.npy"), path("hwc.npy"), "--axes", axes).isSilent();
      assertEquals(ArrayLayout.of("|u1", 16, 20, 3), Npy.header(path("hwc.npy")).layout());
    }
    npyio("plot", path("hwc.npy"), "-o", path("image.svg")).isSilent();
    npyio("convert", path("hwc.npy"), path("f.npy"), "--axes", "2,0,1", "--to-order", "F")
        .isSilent();
    assertEquals(
        ArrayLayout.of("|u1", 3, 16, 20).withOrder(Order.F), Npy.header(path("f.npy")).layout());
  }

  @Test
  void aPartIsTakenFirstAndTheShapeGivenLast() throws IOException {
    npyio(
            "convert",
            table(),
            path("t.npy"),
            "--to-shape",
            "4",
            "--transpose",
            "--to-dtype",
            "f4",
            "--slice",
            ":, 1:")
        .isSilent();
    npyio("cat", path("t.npy")).prints("[2. 5. 3. 6.]\n");
  }

  @Test
  void pythonObjectsMoveToo() throws IOException {
    Npy.saveObjects(path("o.npy"), ObjectArray.of(Shape.of(2, 2), List.of("a", "b", "c", "d")));
    npyio("convert", path("o.npy"), path("t.npy"), "--axes", "1,0").isSilent();
    npyio("cat", path("t.npy")).prints("[['a' 'c']\n ['b' 'd']]\n");
  }

  @Test
  void otherOrdersAreRefused() throws IOException {
    Path file = table();
    for (String axes : List.of("0", "0,0", "0,2", "0,-3", "0,1,2", "")) {
      String shown = "(" + axes.replace(",", ", ") + ")";
      npyio("convert", file, path("t.npy"), "--axes", axes)
          .fails(
              "npyio: "
                  + file
                  + ": axes "
                  + shown
                  + " do not fit an array of 2 axes: expected each of them once, counted from 0");
    }
    npyio("convert", file, path("t.npy"), "--axes", "0,x")
        .fails(
            "npyio: Invalid value for option '--axes': '0,x' is not an order of axes: numbers with"
                + " commas between, as in 1,2,0; see 'npyio convert --help'");
    npyio("convert", file, path("t.npy"), "--axes", "1,0", "--transpose")
        .fails(
            "npyio: --axes and --transpose exclude each other; --transpose reverses all axes; see"
                + " 'npyio convert --help'");
    assertFalse(Files.exists(path("t.npy")));
  }
}
