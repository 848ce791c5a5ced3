package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.SoleWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code npyio append} and {@code npyio concat}. */
class AppendAndConcatTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path save(String name, NdArray array) throws IOException {
    Npy.save(path(name), array);
    return path(name);
  }

  /** Consecutive numbers in C order. */
  private static NdArray counted(String dtype, int first, long... shape) {
    NdArray array = NdArray.zeros(ArrayLayout.of("<i8", shape));
    long next = first;
    for (NdArray one : array.blocks(1)) {
      one.reshape().setLong(next++);
    }
    return array.astype(DType.of(dtype));
  }

  @Test
  void rowsAndArraysOfAnyKindAreAppended() throws IOException {
    Path file = save("a.npy", counted("<i4", 0, 1, 2));
    Path rows = save("rows.npy", counted(">i4", 2, 2, 2));
    Path row = save("row.npy", counted("<i4", 6, 2));
    Files.writeString(path("t.csv"), "8,9\n");
    npyio("append", file, rows, row, path("t.csv"), file).isSilent();
    npyio("cat", file).prints("[[0 1]\n [2 3]\n [4 5]\n [6 7]\n [8 9]\n [0 1]]\n");
    withInput(Npy.toBytes(counted("<i4", 10, 1, 2)), "append", file, "-").isSilent();
    npyio("cat", file, "--slice", "-1").prints("[10 11]\n");
  }

  @Test
  void filesInFortranOrderGrowAlongTheirLastAxis() throws IOException {
    NdArray array = counted("<i4", 0, 2, 2).copy(Order.F);
    Path file = save("f.npy", array);
    npyio("append", file, save("b.npy", counted("<i4", 4, 2, 1))).isSilent();
    npyio("cat", file).prints("[[0 1 4]\n [2 3 5]]\n");
    npyio("convert", save("f.npy", array), path("f.dat")).isSilent();
    npyio("append", path("f.dat"), path("b.npy")).isSilent();
    npyio("cat", path("f.dat")).prints("[[0 1 4]\n [2 3 5]]\n");
  }

  @Test
  void aRawFileGrowsAndItsSidecarSaysSo() throws IOException {
    npyio("convert", save("a.npy", counted("<i2", 0, 1, 2)), path("a.dat")).isSilent();
    npyio("append", path("a.dat"), save("b.npy", counted(">i2", 2, 2, 2)), path("a.dat"))
        .isSilent();
    npyio("cat", path("a.dat")).prints("[[0 1]\n [2 3]\n [4 5]\n [0 1]]\n");
    assertEquals(
        "{\"dtype\":\"<i2\",\"shape\":[4,2],\"order\":\"C\",\"offset\":0}\n",
        Files.readString(path("a.dat.json")));
  }

  @Test
  void aSidecarKeepsItsOffset() throws IOException {
    Files.write(path("a.dat"), new byte[] {9, 9, 9, 1});
    Files.writeString(path("a.dat.json"), "{\"dtype\":\"|u1\",\"offset\":3}");
    npyio("append", path("a.dat"), save("b.npy", counted("|u1", 2, 2))).isSilent();
    assertArrayEquals(new byte[] {9, 9, 9, 1, 2, 3}, Files.readAllBytes(path("a.dat")));
    assertEquals(
        "{\"dtype\":\"|u1\",\"shape\":[3],\"order\":\"C\",\"offset\":3}\n",
        Files.readString(path("a.dat.json")));
  }

  @Test
  void aRawFileThatOptionsDescribeGrowsWithoutASidecar() throws IOException {
    Files.write(path("a.dat"), new byte[] {1, 2});
    npyio(
            "append",
            path("a.dat"),
            save("b.npy", counted("|u1", 3, 1, 2)),
            "--dtype",
            "u1",
            "--shape",
            "-1,2")
        .isSilent();
    assertArrayEquals(new byte[] {1, 2, 3, 4}, Files.readAllBytes(path("a.dat")));
    assertFalse(Files.exists(path("a.dat.json")));
  }

  @Test
  void recoverCutsOffWhatAnInterruptedAppendLeft() throws IOException {
    Path file = save("a.npy", counted("<i4", 0, 1, 2));
    Path row = save("row.npy", counted("<i4", 2, 2));
    Files.write(file, new byte[11], StandardOpenOption.APPEND);
    npyio("append", file, row, "--recover").isSilent();
    npyio("cat", file).prints("[[0 1]\n [2 3]]\n");
    npyio("append", "--recover", file, row).isSilent();
    npyio("cat", file).prints("[[0 1]\n [2 3]\n [2 3]]\n");
  }

  @Test
  void recoverCutsARawFileToTheRowsOfItsSidecar() throws IOException {
    npyio("convert", save("a.npy", counted("<i4", 0, 1, 2)), path("a.dat")).isSilent();
    Path row = save("row.npy", counted("<i4", 2, 2));
    Files.write(path("a.dat"), new byte[11], StandardOpenOption.APPEND);
    npyio("append", path("a.dat"), row)
        .fails(
            "npyio: "
                + path("a.dat")
                + ": byte 8: expected the end of the file but found 11 more bytes than (1, 2) of <i4"
                + " has; if an interrupted append left them, 'npyio append --recover' cuts them off");
    npyio("append", path("a.dat"), row, "--recover").isSilent();
    npyio("cat", path("a.dat")).prints("[[0 1]\n [2 3]]\n");
  }

  @Test
  void recoverCutsARawFileToWholeRows() throws IOException {
    Path row = save("row.npy", counted("|u1", 7, 3));
    for (String shape : List.of("-1,3", "(-1, 3)")) {
      Files.write(path("a.dat"), new byte[] {1, 2, 3, 4, 5});
      Object[] append = {"append", path("a.dat"), row, "--dtype", "u1", "--shape", shape};
      npyio(append)
          .fails(
              "npyio: "
                  + path("a.dat")
                  + ": byte 3: expected the end of the file but found 2 more bytes than (1, 3) of |u1"
                  + " has; if an interrupted append left them, 'npyio append --recover' cuts them"
                  + " off");
      Object[] recover = Arrays.copyOf(append, append.length + 1);
      recover[append.length] = "--recover";
      npyio(recover).isSilent();
      assertArrayEquals(new byte[] {1, 2, 3, 7, 8, 9}, Files.readAllBytes(path("a.dat")));
    }
    Files.write(path("a.dat"), new byte[] {1, 0, 2});
    Path number = save("number.npy", counted("<i2", 3, 1));
    npyio("append", path("a.dat"), number, "--dtype", "<i2", "--recover").isSilent();
    npyio("cat", path("a.dat"), "--dtype", "<i2").prints("[1 3]\n");
  }

  @Test
  void twoAppendsToARawFileDoNotMeet() throws IOException {
    npyio("convert", save("a.npy", counted("<i4", 0, 1, 2)), path("a.dat")).isSilent();
    try (SoleWriter other = SoleWriter.open(path("a.dat"))) {
      npyio("append", path("a.dat"), path("a.npy"))
          .fails("npyio: " + path("a.dat") + ": a.dat: another appender has the file open");
      assertEquals(8, other.channel().size());
    }
    npyio("append", path("a.dat"), path("a.npy")).isSilent();
  }

  @Test
  void anArrayThatDoesNotFitIsNotAppended() throws IOException {
    Path file = save("a.npy", counted("<i4", 0, 2, 2));
    Path wide = save("wide.npy", counted("<i4", 0, 2, 3));
    Path other = save("other.npy", counted("<f4", 0, 2, 2));
    byte[] before = Files.readAllBytes(file);
    npyio("append", file, wide)
        .fails("npyio: " + wide + ": <i4 (2, 3) cannot follow <i4 (2, 2) along axis 0");
    npyio("append", file, other)
        .fails("npyio: " + other + ": <f4 (2, 2) cannot follow <i4 (2, 2) along axis 0");
    npyio("append", file, file, path("no.npy"))
        .fails("npyio: " + path("no.npy") + ": no such file");
    assertArrayEquals(before, Files.readAllBytes(file));
    npyio("convert", file, path("a.dat")).isSilent();
    npyio("append", path("a.dat"), wide)
        .fails("npyio: " + wide + ": <i4 (2, 3) cannot follow <i4 (2, 2) along axis 0");
  }

  @Test
  void structsThatDifferAreToldApartByTheirFields() throws IOException {
    assertDiffer("[('x', '<f4')]", "[('x', '<f4'), ('y', '<f4')]", "it has the field 'y' more");
    assertDiffer("[('x', '<f4'), ('y', '<f4')]", "[('x', '<f4')]", "it lacks the field 'y'");
    assertDiffer("[('x', '<f4')]", "[('x', '<f8')]", "its field 'x' is <f8, not <f4");
    assertDiffer(
        "[('p', [('x', '<f4')])]", "[('p', [('z', '<f4')])]", "it has the field 'p.z' more");
    assertDiffer(
        "[('x', '<f4'), ('y', '<f4')]",
        "[('y', '<f4'), ('x', '<f4')]",
        "its field 'y' is where 'x' is expected");
    assertDiffer(
        "[('x', '<f4'), ('y', '<f4')]",
        "[('x', '<f4'), ('', '|V4'), ('y', '<f4')]",
        "its field 'y' is at byte 8 of an element, not 4");
    assertDiffer(
        "[(('t', 'x'), '<f4')]", "[('x', '<f4')]", "its field 'x' has the title none, not 't'");
    assertDiffer(
        "[('x', '<f4')]", "[('x', '<f4'), ('', '|V4')]", "its elements have 8 bytes, not 4");
  }

  private void assertDiffer(String dtype, String other, String how) throws IOException {
    Path first = save("first.npy", NdArray.zeros(DType.of(dtype), 2));
    Path second = save("second.npy", NdArray.zeros(DType.of(other), 2));
    String message =
        "npyio: %s: %s (2,) cannot follow %s (2,) along axis 0: %s"
            .formatted(second, DType.of(other), DType.of(dtype), how);
    npyio("append", first, second).fails(message);
    npyio("concat", path("all.npy"), first, second).fails(message);
  }

  @Test
  void wideStructsAreNotPrinted() throws IOException {
    var fields = new StringBuilder("[");
    for (int i = 0; i < 200; i++) {
      fields.append("('column_%03d', '<f4'), ".formatted(i));
    }
    Path first = save("first.npy", NdArray.zeros(DType.of(fields + "]"), 2));
    Path second = save("second.npy", NdArray.zeros(DType.of(fields + "('x', '<f8')]"), 2));
    npyio("append", first, second)
        .fails(
            "npyio: "
                + second
                + ": struct of 201 fields (2,) cannot follow struct of 200 fields (2,) along axis 0:"
                + " it has the field 'x' more");
  }

  @Test
  void aHeaderWithoutRoomIsNamedAndRepaired() throws IOException {
    String dictionary = "{'descr': '<i8', 'fortran_order': False, 'shape': (9,), }\n";
    byte[] bytes = new byte[10 + dictionary.length() + 72];
    System.arraycopy(Npy.toBytes(counted("<i8", 0, 9)), 0, bytes, 0, 8);
    bytes[8] = (byte) dictionary.length();
    System.arraycopy(
        dictionary.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, dictionary.length());
    Path tight = Files.write(path("tight.npy"), bytes);
    Path row = save("row.npy", counted("<i8", 0, 2));
    npyio("append", tight, row)
        .fails(
            "npyio: "
                + tight
                + ": byte 10: the header has no room for the shape (11,); 'npyio repair --in-place'"
                + " writes one with room to grow");
    assertArrayEquals(bytes, Files.readAllBytes(tight));
    assertEquals(0, npyio("repair", tight, "--in-place").status());
    npyio("append", tight, row).isSilent();
    npyio("verify", tight).prints(tight + ": ok\n");
    assertEquals(11, Npy.load(tight).size());
  }

  @Test
  void filesThatCannotGrowAreRefused() throws IOException {
    Path one = save("one.npy", counted("<i4", 0));
    npyio("append", one, one)
        .fails(
            "npyio: " + one + ": byte 10: expected at least one axis to append along but found ()");
    Files.writeString(path("t.csv"), "1,2\n");
    npyio("append", path("t.csv"), one)
        .fails(
            "npyio: "
                + path("t.csv")
                + ": a csv file cannot be lengthened in place; 'npyio concat' makes a .npy file of"
                + " several");
    Files.write(path("a.dat"), new byte[] {1, 2, 3});
    Files.writeString(path("a.dat.json"), "{\"dtype\":\"|u1\",\"shape\":[2]}");
    npyio("append", path("a.dat"), one)
        .fails(
            "npyio: "
                + path("a.dat")
                + ": byte 2: expected the end of the file but found 1 more bytes than (2,) of |u1 has;"
                + " if an interrupted append left them, 'npyio append --recover' cuts them off");
    Files.writeString(path("a.dat.json"), "{\"dtype\":\"|u1\",\"shape\":[]}");
    npyio("append", path("a.dat"), one)
        .fails(
            "npyio: "
                + path("a.dat")
                + ": expected at least one axis to append along but found ()");
    npyio("append", path("no.npy"), one).fails("npyio: " + path("no.npy") + ": no such file");
  }

  /** Shapes with rows smaller than, about as large as, and larger than a written block. */
  @ParameterizedTest
  @CsvSource({"0, C", "1, C", "2, C", "-1, C", "-3, C", "0, F", "1, F", "2, F"})
  void arraysFollowEachOtherAlongEveryAxis(int axis, Order order) throws IOException {
    for (long[] shape : new long[][] {{3, 2, 4}, {2, 3, 90_000}, {1, 1, 200_000}, {2, 0, 3}}) {
      NdArray a = counted("<i4", 0, shape);
      NdArray b = counted(">i4", 1000, shape);
      save("a.npy", a.copy(order));
      save("b.npy", b.copy(order));
      // with rows of at most one element the array is in C order too, and saved so
      Order saved = Npy.header(path("a.npy")).layout().order();
      NdArray expected = joined(a, b, axis < 0 ? axis + 3 : axis).copy(saved);
      npyio("concat", path("c.npy"), path("a.npy"), path("b.npy"), "--axis", axis).isSilent();
      assertArrayEquals(Npy.toBytes(expected), Files.readAllBytes(path("c.npy")));
    }
  }

  private static NdArray joined(NdArray a, NdArray b, int axis) {
    long[] lengths = a.shape().lengths();
    long length = lengths[axis];
    lengths[axis] *= 2;
    NdArray both = NdArray.zeros(a.dtype(), lengths);
    both.slice(axis, 0, length).copyFrom(a);
    both.slice(axis, length, 2 * length).copyFrom(b);
    return both;
  }

  @Test
  void theResultMayBeARawFileAndReplaceASource() throws IOException {
    Path a = save("a.npy", counted("<i4", 0, 1, 2));
    npyio("concat", path("c.dat"), a, a).isSilent();
    npyio("cat", path("c.dat")).prints("[[0 1]\n [0 1]]\n");
    npyio("concat", a, a, path("c.dat")).isSilent();
    npyio("cat", a).prints("[[0 1]\n [0 1]\n [0 1]]\n");
  }

  @Test
  void arraysThatDoNotFitAreNotConcatenated() throws IOException {
    Path a = save("a.npy", counted("<i4", 0, 1, 2));
    Path b = save("b.npy", counted("<i4", 0, 1, 3));
    npyio("concat", path("c.npy"), a, b)
        .fails("npyio: " + b + ": <i4 (1, 3) cannot follow <i4 (1, 2) along axis 0");
    npyio("concat", path("c.npy"), a, a, "--axis", "2")
        .fails("npyio: " + a + ": axis 2 is out of bounds for an array of shape (1, 2)");
    npyio("concat", path("c.npy"), a, a, "--axis", "x")
        .fails(
            "npyio: Invalid value for option '--axis': 'x' is not an axis; see 'npyio concat --help'");
    npyio("concat", path("c.csv"), a, a)
        .fails(
            "npyio: "
                + path("c.csv")
                + ": a csv file cannot be created; end its name with .npy or .dat");
    assertFalse(Files.exists(path("c.npy")));
  }
}
