package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio cat}. */
class CatTest {
  @TempDir Path folder;

  private Path save(NdArray array) throws IOException {
    Path path = folder.resolve("x.npy");
    Npy.save(path, array);
    return path;
  }

  private static NdArray structs() {
    NdArray array =
        NdArray.zeros(
            DType.struct(
                Field.of("x", "<f4"),
                Field.of("name, or \"title\"", "<U3"),
                Field.of("at", "<M8[D]"),
                Field.of("raw", "|S2")),
            2);
    array.set(List.of(0.1, "a\nb", "2020-02-29", new byte[] {(byte) 0xE9, 'z'}), 0);
    array.set(List.of(Double.NaN, "", "NaT", new byte[0]), 1);
    return array;
  }

  @Test
  void anArrayIsPrintedAsNumPyDoes() throws IOException {
    npyio("cat", save(NdArray.of(new double[][] {{1, 2.5}, {-3, 100}})))
        .prints("[[  1.    2.5]\n [ -3.  100. ]]\n");
  }

  @Test
  void rowsAreTakenFromEitherEnd() throws IOException {
    Path file = save(NdArray.of(new int[][] {{1, 2}, {3, 4}, {5, 6}}));
    npyio("cat", file, "--head", "2").prints("[[1 2]\n [3 4]]\n");
    npyio("cat", file, "--tail", "2").prints("[[3 4]\n [5 6]]\n");
    npyio("cat", file, "--head", "9").prints("[[1 2]\n [3 4]\n [5 6]]\n");
    npyio("cat", file, "--tail=9", "--format=csv").prints("1,2\n3,4\n5,6\n");
    npyio("cat", file, "--head", "0").prints("[]\n");
    npyio("cat", file, "--slice", "::-1, 0", "--tail", "1").prints("[1]\n");
  }

  @Test
  void rowsOfObjectsAreTakenFromEitherEnd() throws IOException {
    Path file = folder.resolve("o.npy");
    Npy.saveObjects(file, ObjectArray.of(Shape.of(3), List.of("a", 2L, "c")));
    npyio("cat", file, "--head", "2").prints("['a' 2]\n");
    npyio("cat", file, "--tail", "1", "--format", "json").prints("[\"c\"]\n");
  }

  @Test
  void rowsCannotBeTakenFromBothEndsOrOfOneElement() throws IOException {
    Path file = save(NdArray.of(new int[] {1, 2}));
    npyio("cat", file, "--head", "1", "--tail", "1")
        .fails(
            "npyio: --head and --tail cannot both be given; --slice takes any part; see 'npyio cat"
                + " --help'");
    npyio("cat", file, "--slice", "0", "--head", "1")
        .fails(
            "npyio: %s: --head and --tail take rows, but this is a single element".formatted(file));
    npyio("cat", file, "--head", "-1")
        .fails(
            "npyio: Invalid value for option '--head': '-1' is not a count; see 'npyio cat --help'");
  }

  @Test
  void numbersHaveThePrecisionThatIsAskedFor() throws IOException {
    Path file = save(NdArray.of(new double[] {1 / 3.0, 2, 1234.56789}));
    npyio("cat", file, "--precision", "3").prints("[3.333e-01 2.000e+00 1.235e+03]\n");
    npyio("cat", file, "--precision", "2", "--slice", ":2").prints("[0.33 2.  ]\n");
    npyio("cat", file, "--precision", "0", "--full", "--head", "2").prints("[0. 2.]\n");
    npyio("cat", file, "--precision", "2", "--slice", "0").prints("0.3333333333333333\n");
    npyio("cat", file, "--precision", "2", "--format", "csv")
        .fails(
            "npyio: --precision is for the format numpy; the others write numbers exactly; see"
                + " 'npyio cat --help'");
  }

  @Test
  void aSummaryHasThePrecisionToo() throws IOException {
    Path file = save(NdArray.of(new float[1001]));
    npyio("set", file, "...", "0.333333").isSilent();
    npyio("cat", file, "--precision", "2").prints("[0.33 0.33 0.33 ... 0.33 0.33 0.33]\n");
  }

  @Test
  void aSingleElementIsPrintedBare() throws IOException {
    Path file = save(NdArray.of(new float[][] {{1, 2}, {3, 5}}));
    npyio("cat", file, "--slice", "1, -1").prints("5.0\n");
    npyio("cat", file, "--slice", "1, -1", "--format", "csv").prints("5.0\n");
    npyio("cat", file, "--slice", "1, -1", "--format", "json").prints("5.0\n");
  }

  @Test
  void manyElementsAreSummarisedUnlessAllAreAskedFor() throws IOException {
    NdArray many = NdArray.zeros(DType.INT8, 1001);
    Path file = save(many);
    npyio("cat", file).prints("[0 0 0 ... 0 0 0]\n");
    assertEquals(1001, npyio("cat", file, "--full").out().chars().filter(c -> c == '0').count());
  }

  @Test
  void aSliceIsAPart() throws IOException {
    Path file = save(NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}}));
    npyio("cat", file, "--slice", "::-1, 1:").prints("[[5 6]\n [2 3]]\n");
    npyio("cat", file, "--slice", "-1").prints("[4 5 6]\n");
  }

  @Test
  void csvHasARowALine() throws IOException {
    Path file = save(NdArray.of(new float[][] {{0.1f, Float.NaN}, {1e20f, -0f}}));
    npyio("cat", file, "--format", "csv").prints("0.1,nan\n1e+20,-0.0\n");
    npyio("cat", file, "--format", "tsv").prints("0.1\tnan\n1e+20\t-0.0\n");
    npyio("cat", file, "--format", "csv", "--slice", "0").prints("0.1\nnan\n");
  }

  @Test
  void csvOfStructsHasAHeadingAndQuotesWhatNeedsThem() throws IOException {
    npyio("cat", save(structs()), "--format", "csv")
        .prints(
            "x,\"name, or \"\"title\"\"\",at,raw\n0.1,\"a\nb\",2020-02-29,\u00E9z\nnan,\"\",NaT,\"\"\n");
  }

  @Test
  void jsonOfStructsIsObjects() throws IOException {
    npyio("cat", save(structs()), "--format", "json")
        .prints(
            "[{\"x\":0.1,\"name, or \\\"title\\\"\":\"a\\nb\",\"at\":\"2020-02-29\",\"raw\":\"\u00E9z\"},"
                + "{\"x\":\"NaN\",\"name, or \\\"title\\\"\":\"\",\"at\":\"NaT\",\"raw\":\"\"}]\n");
  }

  @Test
  void jsonHasStringsForNaNAndInfinities() throws IOException {
    double infinite = Double.POSITIVE_INFINITY;
    npyio(
            "cat",
            save(NdArray.of(new double[] {Double.NaN, infinite, -infinite, 1e300, 3})),
            "--format",
            "json")
        .prints("[\"NaN\",\"Infinity\",\"-Infinity\",1e+300,3.0]\n");
    npyio("cat", save(NdArray.of(new boolean[][] {{true}, {false}})), "--format", "json")
        .prints("[[true],[false]]\n");
    NdArray complex = NdArray.zeros(DType.COMPLEX64, 2);
    complex.set("1-2j", 0);
    complex.set(List.of(Double.NaN, 0.5), 1);
    npyio("cat", save(complex), "--format", "json").prints("[[1.0,-2.0],[\"NaN\",0.5]]\n");
    NdArray spans = NdArray.zeros(DType.of("<m8[s]"), 2);
    spans.set("NaT", 1);
    npyio("cat", save(spans), "--format", "json").prints("[0,\"NaT\"]\n");
    npyio("cat", save(NdArray.zeros(DType.INT8, 0, 3)), "--format", "json").prints("[]\n");
    npyio("cat", save(NdArray.zeros(DType.INT8, 2, 0)), "--format", "json").prints("[[],[]]\n");
  }

  @Test
  void standardInputIsNpyUnlessItIsSaidToBeSomethingElse() throws IOException {
    byte[] npy = Npy.toBytes(NdArray.of(new int[] {7, 8}));
    withInput(npy, "cat", "-").prints("[7 8]\n");
    withInput("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "cat", "-", "--from", "csv")
        .prints("[[1 2]\n [3 4]]\n");
    withInput(new byte[] {1, 0, 2, 0}, "cat", "-", "--from", "raw", "--dtype", "<i2")
        .prints("[1 2]\n");
    withInput("x".getBytes(StandardCharsets.UTF_8), "cat", "-")
        .fails(
            "npyio: -: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 78;"
                + " a file without header is read as raw data of a dtype and shape that you name");
  }

  @Test
  void arraysThatDoNotFitATableAreRefusedWithAWayOut() throws IOException {
    Path cube = save(NdArray.zeros(DType.INT8, 2, 3, 4));
    npyio("cat", cube, "--format", "csv")
        .fails(
            "npyio: "
                + cube
                + ": a table has one or two axes, not the 3 of (2, 3, 4); --slice takes a part,"
                + " --to-shape 2,-1 of convert folds axes, json holds all");
    Path grid = save(NdArray.zeros(DType.of("[('m', '<f4')]"), 1, 1));
    npyio("cat", grid, "--format", "tsv")
        .fails(
            "npyio: "
                + grid
                + ": a table of structs has one axis, not the 2 of (1, 1); --slice takes a part,"
                + " --to-shape -1 of convert folds axes, json holds all");
    Path empty = save(NdArray.zeros(DType.INT8, 0, 3, 4));
    npyio("cat", empty, "--format", "csv")
        .fails(
            "npyio: "
                + empty
                + ": a table has one or two axes, not the 3 of (0, 3, 4); --slice takes a part,"
                + " --to-shape -1 of convert folds axes, json holds all");
    for (String folded : List.of("2,-1", "-1")) {
      Path array = folded.equals("-1") ? empty : cube;
      npyio("convert", array, folder.resolve("folded.csv"), "--to-shape", folded).isSilent();
    }
  }

  @Test
  void arraysAndStructsInFieldsAreColumns() throws IOException {
    NdArray rows =
        NdArray.zeros(
            DType.of("[('m', '<f4', (2, 1)), ('p', [('x', '<i2'), ('q', '<i2', (2,))])]"), 1);
    rows.field("m").fill(1.5f);
    rows.field("p").field("x").fill(7);
    npyio("cat", save(rows), "--format", "csv")
        .prints("m_0_0,m_1_0,p.x,p.q_0,p.q_1\n1.5,1.5,7,0,0\n");
  }

  @Test
  void whatGzipCompressedIsReadThrough() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(Npy.toBytes(NdArray.of(new int[] {1, 2, 3})));
    }
    Path file = Files.write(folder.resolve("x.npy.gz"), bytes.toByteArray());
    npyio("cat", file).prints("[1 2 3]\n");
    withInput(bytes.toByteArray(), "cat", "-").prints("[1 2 3]\n");
    byte[] parts = Arrays.copyOf(bytes.toByteArray(), bytes.size() * 2);
    System.arraycopy(parts, 0, parts, bytes.size(), bytes.size());
    withInput(parts, "verify", "-").prints("-: ok, 2 arrays\n");
    npyio("cat", file, "--dtype", "uint8", "--slice", ":2").prints("[ 31 139]\n");
  }

  @Test
  void filesOfOtherProgramsAreNamed() throws IOException {
    Map<String, String> files =
        Map.of(
            "version https://git-lfs.github.com/spec/v1\n",
                "is a Git LFS pointer, not the array itself; 'git lfs pull' fetches it",
            "\n<!DOCTYPE html><html>",
                "is an HTML page, not an array; the download may have failed",
            "\u0080\u0004\u0095abc.",
                "is a pickle without the header of a .npy file; np.load reads it with"
                    + " allow_pickle=True, and np.save writes it",
            "\u0089HDF\r\n\u001a\n\0",
                "is an HDF5 file; h5py reads it in Python, and np.save writes it",
            "%PDF-1.4", "is a PDF document, not an array");
    for (Map.Entry<String, String> one : files.entrySet()) {
      Path file =
          Files.write(
              folder.resolve("other.npy"), one.getKey().getBytes(StandardCharsets.ISO_8859_1));
      npyio("info", file).fails("npyio: " + file + ": " + one.getValue());
      assertEquals(0, npyio("cat", file, "--dtype", "uint8", "--shape", "1").status());
    }
  }
}
