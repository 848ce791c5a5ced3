package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio create} and {@code npyio set}. */
class CreateAndSetTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Test
  void theWalkThroughAMemoryMap() throws IOException {
    Path data = path("data.dat");
    npyio("create", data, "--dtype", "float32", "--shape", "3,3").isSilent();
    assertArrayEquals(new byte[36], Files.readAllBytes(data));
    for (int i = 0; i < 9; i++) {
      npyio("set", data, i / 3 + "," + i % 3, i, "--dtype", "float32", "--shape", "3,3").isSilent();
    }
    npyio("cat", data, "--slice", "1,2").prints("5.0\n");
    npyio("set", data, "0,0", 100).isSilent();
    npyio("cat", data).prints("[[100.   1.   2.]\n [  3.   4.   5.]\n [  6.   7.   8.]]\n");
    assertEquals(36, Files.size(data));
  }

  @Test
  void theWalkBehindAForeignHeaderInTheOtherOrders() throws IOException {
    Path data = Files.write(path("data.dat"), new byte[128 + 36]);
    Object[] as = {"--dtype", ">f4", "--shape", "(3, 3)", "--order", "F", "--offset", "128"};
    npyio(joined(as, "set", data, "1, 2", "5")).isSilent();
    byte[] bytes = Files.readAllBytes(data);
    assertEquals(164, bytes.length);
    assertEquals(0x40, bytes[128 + (1 + 2 * 3) * 4]);
    npyio(joined(as, "cat", data, "--slice", "1,2")).prints("5.0\n");
  }

  private static Object[] joined(Object[] options, Object... args) {
    Object[] all = java.util.Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return all;
  }

  @Test
  void aNewFileHasTheWantedElements() throws IOException {
    npyio("create", path("z.npy"), "--dtype", "<i4", "--shape", "2", "--zeros").isSilent();
    assertTrue(Npy.load(path("z.npy")).contentEquals(NdArray.of(new int[2])));
    npyio("create", path("f.npy"), "--dtype", ">f4", "--shape", "(2, 1)", "--fill", "-1.5")
        .isSilent();
    npyio("cat", path("f.npy")).prints("[[-1.5]\n [-1.5]]\n");
    npyio("create", path("a.npy"), "--dtype", "i2", "--shape", "2,3", "--order", "F", "--arange")
        .isSilent();
    assertEquals(Order.F, Npy.header(path("a.npy")).layout().order());
    npyio("cat", path("a.npy")).prints("[[0 1 2]\n [3 4 5]]\n");
    npyio(
            "create",
            path("a.dat"),
            "--dtype",
            "c8",
            "--shape",
            "2",
            "--fill",
            "1-2j",
            "--no-sidecar")
        .isSilent();
    assertTrue(Files.notExists(path("a.dat.json")));
    npyio("cat", path("a.dat"), "--dtype", "c8").prints("[1.-2.j 1.-2.j]\n");
    npyio("create", path("e.dat"), "--dtype", "u1", "--shape", "0,3", "--fill", "1").isSilent();
    npyio("cat", path("e.dat"), "--format", "json").prints("[]\n");
  }

  @Test
  void largeNewFilesAreWrittenPieceByPiece() throws IOException {
    npyio("create", path("a.npy"), "--dtype", "i4", "--shape", "700,900", "--arange").isSilent();
    npyio(
            "create",
            path("f.npy"),
            "--dtype",
            "i4",
            "--shape",
            "700,900",
            "--arange",
            "--order",
            "F")
        .isSilent();
    NdArray rows = Npy.load(path("a.npy"));
    assertEquals(629_999, rows.getInt(699, 899));
    assertTrue(Npy.load(path("f.npy")).contentEquals(rows));
    npyio("create", path("v.npy"), "--dtype", "i4", "--shape", "700,900", "--fill", "7").isSilent();
    NdArray sevens = NdArray.zeros(ArrayLayout.of("<i4", 700, 900));
    sevens.fill(7);
    assertTrue(Npy.load(path("v.npy")).contentEquals(sevens));
  }

  @Test
  void aFailedCreationLeavesNoFile() throws IOException {
    npyio("create", path("x.npy"), "--dtype", "u1", "--shape", "300", "--arange")
        .fails("npyio: " + path("x.npy") + ": 256 at (256,) does not fit uint8");
    npyio("create", path("x.npy"), "--dtype", "u1", "--shape", "3", "--fill", "abc")
        .fails("npyio: " + path("x.npy") + ": 'abc' is not a valid uint8");
    npyio("create", path("x.npy"), "--dtype", "u1", "--shape", "-1")
        .fails("npyio: " + path("x.npy") + ": -1 in the shape (-1,) is not possible here");
    npyio("create", path("x.csv"), "--dtype", "u1", "--shape", "1")
        .fails(
            "npyio: "
                + path("x.csv")
                + ": a csv file cannot be created; end its name with .npy or .dat");
    npyio("create", path("x.npy"), "--dtype", "u1")
        .fails("npyio: a new file needs --dtype and --shape; see 'npyio create --help'");
    npyio("create", path("x.npy"), "--dtype", "u1", "--shape", "1", "--zeros", "--arange")
        .fails("npyio: --zeros, --fill and --arange exclude each other; see 'npyio create --help'");
    npyio("create", path("x.npy"), "--dtype", "O", "--shape", "1")
        .fails(
            "npyio: "
                + path("x.npy")
                + ": elements of |O hold Python objects, which cannot be mapped");
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void indexAndValueMayBeginWithAHyphen() throws IOException {
    npyio("create", path("x.npy"), "--dtype", "f8", "--shape", "3").isSilent();
    npyio("set", path("x.npy"), "-1", "-inf").isSilent();
    npyio("set", path("x.npy"), "...,0", "-1e-3").isSilent();
    npyio("cat", path("x.npy"), "--format", "json").prints("[-0.001,0.0,\"-Infinity\"]\n");
  }

  @Test
  void valuesOfEveryKindCanBeSet() throws IOException {
    String[][] cases = {
      {"?", "true", "True"},
      {"u8", "18446744073709551615", "18446744073709551615"},
      {"c16", "1+2j", "(1+2j)"},
      {"c16", "[3, -4]", "(3-4j)"},
      {"U4", "[\u00E9]", "[\u00E9]"},
      {"S2", "\u00E9x", "b'\\xe9x'"},
      {"M8[ms]", "2020-02-29T12:30", "2020-02-29T12:30:00.000"},
      {"m8[s]", "-5", "-5 seconds"},
      {"f2", "nan", "nan"},
    };
    for (String[] each : cases) {
      npyio("create", path("x.npy"), "--dtype", each[0], "--shape", "()").isSilent();
      npyio("set", path("x.npy"), "...", each[1]).isSilent();
      npyio("cat", path("x.npy")).prints(each[2] + "\n");
    }
  }

  @Test
  void severalElementsAreSetFromAListOrAllFromOneValue() throws IOException {
    npyio("create", path("x.npy"), "--dtype", "i4", "--shape", "2,3").isSilent();
    npyio("set", path("x.npy"), ":, 1", "7").isSilent();
    npyio("set", path("x.npy"), "1, ::2", "[1, 2]").isSilent();
    npyio("cat", path("x.npy")).prints("[[0 7 0]\n [1 7 2]]\n");
    npyio("set", path("x.npy"), "...", "[[1, 2, 3], 9]").isSilent();
    npyio("cat", path("x.npy")).prints("[[1 2 3]\n [9 9 9]]\n");
  }

  @Test
  void structsAreSetFromListsAndFromSomeOfTheirFields() throws IOException {
    npyio(
            "create",
            path("x.npy"),
            "--dtype",
            "[('x','<f8'),('s','S2'),('m','u1',(2,))]",
            "--shape",
            "2")
        .isSilent();
    npyio("set", path("x.npy"), "0", "[0.5, \"\u00E9\", [1, 2]]").isSilent();
    npyio("set", path("x.npy"), "...", "{\"x\": 1e-7}").isSilent();
    npyio("cat", path("x.npy"), "--format", "json")
        .prints(
            "[{\"x\":1e-07,\"s\":\"\u00E9\",\"m\":[1,2]},{\"x\":1e-07,\"s\":\"\",\"m\":[0,0]}]\n");
  }

  @Test
  void aRefusedValueSetsNothing() throws IOException {
    Path file = path("x.npy");
    npyio("create", file, "--dtype", "u1", "--shape", "3").isSilent();
    npyio("set", file, "3", "1")
        .fails("npyio: " + file + ": index 3 is out of bounds for axis 0 of length 3");
    npyio("set", file, "a", "1")
        .fails("npyio: " + file + ": the slice 'a' cannot be read: 'a' is not an index");
    npyio("set", file, "0", "256").fails("npyio: " + file + ": 256 does not fit uint8");
    npyio("set", file, "0", "1.5").fails("npyio: " + file + ": '1.5' is not a valid uint8");
    npyio("set", file, "...", "[1, 2, 300]").fails("npyio: " + file + ": 300 does not fit uint8");
    npyio("set", file, "...", "[1, 2]")
        .fails("npyio: " + file + ": 2 items do not fill the shape (3,)");
    npyio("set", file, "...", "[1, null, 2]").fails("npyio: " + file + ": null is not an element");
    npyio("set", file, "0", "1", "2")
        .fails(
            "npyio: '2' is one word too many; set takes FILE, INDEX and VALUE; see 'npyio set --help'");
    npyio("set", file, "0", "1", "--tpye", "u1")
        .fails("npyio: Unknown option: '--tpye'; see 'npyio set --help'");
    npyio("set", file, "0")
        .fails("npyio: Missing required parameter: 'VALUE'; see 'npyio set --help'");
    npyio("cat", file).prints("[0 0 0]\n");
    Path csv = Files.writeString(path("t.csv"), "1\n");
    npyio("set", csv, "0", "1")
        .fails(
            "npyio: "
                + csv
                + ": a csv file cannot be changed in place; 'npyio convert' makes a .npy file of it");
  }
}
