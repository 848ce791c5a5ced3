package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as people have them: options that describe their text, and doubts that these settle. */
class TablesTest {
  @TempDir Path folder;

  private Run run(String verb, String name, String text, String... options) throws IOException {
    List<Object> args = new ArrayList<>(List.of(verb, Files.writeString(path(name), text)));
    args.addAll(Arrays.asList(options));
    return npyio(args.toArray());
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** The dtype, shape and values of the array that a text is read as. */
  private String read(String name, String text, String... options) throws IOException {
    String[] args = Arrays.copyOf(options, options.length + 1);
    System.arraycopy(options, 0, args, 1, options.length);
    args[0] = path("r.npy").toString();
    run("convert", name, text, args).isSilent();
    NdArray array = Npy.load(path("r.npy"));
    return array.dtype()
        + " "
        + array.shape()
        + " "
        + npyio("cat", path("r.npy"), "--format", "json").out().strip();
  }

  private void fails(String name, String text, String problem, String... options)
      throws IOException {
    run("cat", name, text, options).fails("npyio: " + path(name) + ": " + problem);
  }

  // ---- txt

  @Test
  void txtIsReadAsByLoadtxt() throws IOException {
    assertEquals("<f8 (2, 2) [[1.0,2.0],[3.0,4.0]]", read("t.txt", " 1  2\n\n# c\n3\t4 # d\n"));
    assertEquals("<f8 (3,) [1.0,\"NaN\",\"-Infinity\"]", read("t.txt", "1 nan -inf\n"));
    assertEquals("<f8 (2,) [1.0,2.0]", read("t.txt", "1\n2\n"));
    assertEquals("<f8 () 5.0", read("t.txt", "5"));
    assertEquals("<f8 (0,) []", read("t.txt", "# nothing\n"));
    assertEquals("<c16 (2,) [[1.0,2.0],[3.0,-4.0]]", read("t.txt", " (1+2j) \n 3-4j\n"));
    assertEquals("<i8 (2,) [1,20]", read("t.txt", "1.00e+00 2e1\n", "--to-dtype", "i8"));
    assertEquals("<U2 (2,) [\"a\",\"bc\"]", read("t.txt", "a bc\n", "--to-dtype", "U"));
    assertEquals(
        "[('a', '<i4'), ('p', '<f4', (2,))] () {\"a\":1,\"p\":[2.0,3.0]}",
        read("t.txt", "1 2 3\n", "--to-dtype", "[('a','i4'),('p','f4',(2,))]"));
    byte[] text = "1 2\n3 4\n".getBytes(UTF_8);
    withInput(text, "cat", "-", "--from", "txt").prints("[[1. 2.]\n [3. 4.]]\n");
  }

  @Test
  void compressedTxtIsReadThrough() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1 2\n".getBytes(UTF_8));
    }
    npyio("cat", Files.write(path("t.txt.gz"), bytes.toByteArray())).prints("[1. 2.]\n");
  }

  @Test
  void txtHoldsNumbersUnlessItsHeadingIsSettled() throws IOException {
    fails(
        "t.txt",
        "1 2\n3 Bob\n",
        "line 2, cell 2: expected a number but found 'Bob'; --na Bob reads NaN, --header takes the"
            + " first row as names, --no-header reads columns of words as text");
    fails(
        "t.txt",
        "x's 1,\n",
        "line 1, cell 1: expected a number but found 'x's'; --na 'x'\\''s' reads NaN, --header takes"
            + " the first row as names, --no-header reads columns of words as text");
    assertEquals(
        "[('f0', '<f8'), ('f1', '<U3')] (2,) [{\"f0\":1.0,\"f1\":\"a\"},{\"f0\":2.0,\"f1\":\"Bob\"}]",
        read("t.txt", "1 a\n2 Bob\n", "--no-header"));
    assertEquals(
        "[('x', '<f8'), ('y', '<f8')] (2,) [{\"x\":1.0,\"y\":2.0},{\"x\":3.0,\"y\":4.0}]",
        read("t.txt", "# x y\n1 2\n3 4\n", "--header"));
    assertEquals(
        "[('x', '<f8'), ('y', '<f8')] () {\"x\":1.0,\"y\":2.0}",
        read("t.txt", "x y\n# z\n1 2\n", "--header"));
  }

  @Test
  void txtIsWrittenAsBySavetxt() throws IOException {
    Path array = path("a.npy");
    Npy.save(array, NdArray.of(new double[][] {{1.5, Double.NaN}, {-0.0, Double.MIN_VALUE}}));
    npyio("convert", array, path("a.txt")).isSilent();
    assertEquals(
        "1.500000000000000000e+00 nan\n-0.000000000000000000e+00 4.940656458412465442e-324\n",
        Files.readString(path("a.txt")));
    Npy.save(array, NdArray.of(new long[] {Long.MAX_VALUE, -7}));
    npyio("convert", array, "-", "--to", "txt")
        .prints("9.223372036854775808e+18\n-7.000000000000000000e+00\n");
    Npy.save(array, NdArray.of("1-infj", DType.COMPLEX128).reshape(1));
    npyio("convert", array, "-", "--to", "txt").prints(" (1.000000000000000000e+00-infj)\n");
  }

  @Test
  void txtHoldsNoOtherElementsThanNumbers() throws IOException {
    Path array = path("a.npy");
    Path text = path("a.txt");
    Npy.save(array, NdArray.of(new String[] {"a"}));
    npyio("convert", array, text)
        .fails(
            "npyio: "
                + text
                + ": elements of <U1 are not numbers, which np.savetxt writes to txt; csv, tsv, json"
                + " and jsonl hold all elements");
    Npy.save(array, NdArray.zeros(DType.of("[('p', [('x', 'f4'), ('z', 'c8')])]"), 1));
    npyio("convert", array, text)
        .fails(
            "npyio: "
                + text
                + ": field 'p.z' of <c8 is not a real number, which np.savetxt writes to txt; csv,"
                + " tsv, json and jsonl hold all elements");
    Npy.save(array, NdArray.zeros(DType.INT8, 1, 2, 3));
    npyio("convert", array, text)
        .fails(
            "npyio: "
                + text
                + ": a table has one or two axes, not the 3 of (1, 2, 3); --slice takes a part,"
                + " --to-shape 1,-1 of convert folds axes, json holds all");
  }

  // ---- options

  @Test
  void aDelimiterAndADecimalMarkReadTablesOfOtherCountries() throws IOException {
    String table = "name;x\nBob;1,5\nAl;-2,5e3\n";
    String array =
        "[('name', '<U3'), ('x', '<f8')] (2,)"
            + " [{\"name\":\"Bob\",\"x\":1.5},{\"name\":\"Al\",\"x\":-2500.0}]";
    assertEquals(array, read("t.csv", table, "--delimiter", ";", "--decimal", ","));
    assertEquals(
        array, read("t.tsv", table.replace(';', '|'), "--delimiter", "|", "--decimal", ","));
    assertEquals(
        array, read("t.csv", table.replace(';', '\t'), "--delimiter", "\\t", "--decimal", ","));
    assertEquals("<f8 (2,) [1.5,2.0]", read("t.csv", "1,5\n2\n", "--delimiter=;", "--decimal=,"));
    assertEquals("<f8 (2,) [1.5,2.0]", read("t.txt", "1,5  2\n", "--decimal", ","));
    assertEquals("<i8 (1, 3) [[1,2,3]]", read("t.csv", "1  2 3\n", "--delimiter", " "));
    assertEquals(
        "<f4 (1, 2) [[0.5,3.0]]",
        read("t.csv", "0,5;3\n", "--delimiter=;", "--decimal=,", "--to-dtype=f4"));
  }

  @Test
  void theMarksOfATableDiffer() throws IOException {
    fails(
        "t.csv",
        "1,5\n",
        "',' is the delimiter and the decimal mark; --delimiter ';' names another delimiter",
        "--decimal=,");
    fails(
        "t.txt",
        "1\n",
        "'#' is the delimiter and starts comments; --delimiter and --comment name two characters",
        "--comment=#",
        "--delimiter=#");
  }

  @Test
  void commentsAreLeftOutWhereACharacterStartsThem() throws IOException {
    String table = "# made by hand\n1,2 # first\n  # aside\n\"#\",3\n#\n";
    assertEquals(
        "[('f0', '<U1'), ('f1', '<i8')] (1,) [{\"f0\":\"#\",\"f1\":3}]",
        read("t.csv", table, "--comment", "#", "--skip-rows", "2"));
    assertEquals("<i8 (1, 2) [[1,2]]", read("t.csv", "% no\n1,2\n", "--comment", "%"));
    assertEquals("<U2 (1,) [\"#a\"]", read("t.csv", "#a\n"));
    assertEquals("<U2 () \"#1\"", read("t.txt", "#1\n", "--comment", "", "--to-dtype", "U"));
    fails(
        "t.csv",
        "# made by hand\n1,2\n",
        "line 2: expected 1 cell, as in the first row, but found 2; --comment '#' passes over"
            + " comments");
  }

  @Test
  void linesAtTheStartArePassedOver() throws IOException {
    assertEquals("<i8 (1, 2) [[3,4]]", read("t.csv", "A \"title\r\n\n3,4\n", "--skip-rows", "2"));
    assertEquals("<f8 (0,) []", read("t.csv", "1\n2\n", "--skip-rows", "9"));
    fails(
        "t.csv",
        "x\ny\n1,2\n3\n",
        "line 4: expected 2 cells, as in the first row, but found 1",
        "--skip-rows",
        "2");
    fails(
        "t.csv",
        "A title\n\n1,2\n",
        "line 3: expected 1 cell, as in the first row, but found 2; --skip-rows 2 passes over the"
            + " lines above");
  }

  @Test
  void wordsForMissingValuesAreNaN() throws IOException {
    String table = "NaN\ninf\n-inf\nNA\n";
    fails(
        "t.csv",
        table,
        "line 4, cell 1: expected a number, as in other rows, but found 'NA'; --na NA reads NaN,"
            + " 'npyio convert --to-dtype U' reads all cells as text");
    assertEquals(
        "<f8 (4,) [\"NaN\",\"Infinity\",\"-Infinity\",\"NaN\"]",
        read("t.csv", table, "--na", "NA"));
    assertEquals(
        "[('x', '<f8'), ('t', '<U1')] (2,) [{\"x\":\"NaN\",\"t\":\"a\"},{\"x\":2.0,\"t\":\"\"}]",
        read("t.csv", "x,t\nn/a,a\n2,-\n", "--na", "n/a,-"));
    assertEquals(
        "<M8[D] (2,) [\"2020-01-01\",\"NaT\"]",
        read("t.csv", "2020-01-01\n?\n", "--na", "?", "--to-dtype", "M8[D]"));
    assertEquals("<f8 (2,) [\"NaN\",1.0]", read("t.txt", "NA 1\n", "--na", "NA"));
    assertEquals("<f8 (2,) [\"NaN\",\"NaN\"]", read("t.csv", "--\n---\n", "--na=---,--"));
    assertEquals("<f8 (2,) [1.0,\"NaN\"]", read("t.csv", "1\n--\n", "--na=--,"));
    assertEquals("<f8 (2,) [1.0,\"NaN\"]", read("t.csv", "1\n-\n", "--na=-"));
    assertEquals("<f8 (2,) [\"NaN\",\"NaN\"]", read("t.txt", ",\n", "--delimiter=,"));
    fails(
        "t.csv",
        "1\n--\n",
        "line 2, cell 1: expected a number, as in other rows, but found '--'; --na=--, reads NaN,"
            + " 'npyio convert --to-dtype U' reads all cells as text");
    assertEquals(
        "[('x', '<f8'), ('t', '<U1')] (1,) [{\"x\":\"NaN\",\"t\":\"a\"}]",
        read("t.csv", "x,t\nNA,a\n", "--na=NA", "--header"));
    run("convert", "t.csv", "1\nNA\n", path("r.npy").toString(), "--na=NA", "--to-dtype=i8")
        .fails("npyio: " + path("t.csv") + ": line 2, cell 1: 'NA' is not a valid int64");
  }

  @Test
  void aHeadingIsWhatTheUserSaysItIs() throws IOException {
    assertEquals(
        "[('name', '<U1'), ('2019', '<i8')] (1,) [{\"name\":\"a\",\"2019\":5}]",
        read("t.csv", "name,2019\na,5\n", "--header"));
    assertEquals(
        "[('x', '<U1'), ('y', '<U1')] (1,) [{\"x\":\"a\",\"y\":\"b\"}]",
        read("t.csv", "x,y\na,b\n", "--header"));
    assertEquals(
        "<f8 (1, 2) [[7.0,8.0]]", read("t.csv", "1,2\n7,8\n", "--header", "--to-dtype=f8"));
    assertEquals(
        "<U1 (2, 2) [[\"x\",\"y\"],[\"a\",\"b\"]]", read("t.csv", "x,y\na,b\n", "--no-header"));
    fails(
        "t.csv",
        "x\n1\n2\n",
        "line 1, cell 1: expected a number, as in other rows, but found 'x'; --na x reads NaN,"
            + " 'npyio convert --to-dtype U' reads all cells as text",
        "--no-header");
    assertEquals("[('x', '<f8')] (0,) []", read("t.csv", "x\n", "--header"));
  }

  @Test
  void columnsOfSeveralKindsAreFields() throws IOException {
    assertEquals(
        "[('f0', '<i8'), ('f1', '<U2'), ('f2', '|b1'), ('f3', '<f8')] (2,)"
            + " [{\"f0\":1,\"f1\":\"a\",\"f2\":true,\"f3\":0.5},"
            + "{\"f0\":2,\"f1\":\"bc\",\"f2\":false,\"f3\":\"NaN\"}]",
        read("t.csv", "1,a,true,.5\n2,bc,False,\n"));
    assertEquals("<f8 (1, 3) [[1.0,2.5,\"NaN\"]]", read("t.csv", "1,2.5,\n"));
    assertEquals("<c16 (2,) [[1.0,2.0],[0.0,-1.0]]", read("t.csv", "(1+2j)\n-1j\n"));
    assertEquals(
        "[('p', [('x', '<f4'), ('y', '<f4')]), ('q', '<i2', (2,))] (1,)"
            + " [{\"p\":{\"x\":1.0,\"y\":2.0},\"q\":[3,4]}]",
        read(
            "t.csv",
            "p.x,p.y,q_0,q_1\n1,2,3,4\n",
            "--to-dtype",
            "[('p',[('x','f4'),('y','f4')]),('q','i2',(2,))]"));
  }

  // ---- doubts

  @Test
  void anotherDelimiterInEveryRowIsNamed() throws IOException {
    fails(
        "t.csv",
        "1.5;2\n3;4\n",
        "line 1: found 1 ';' in every row; --delimiter ';' reads columns, --delimiter ',' reads the"
            + " table as it is");
    fails(
        "t.csv",
        "1,5;2,5\n",
        "line 1: found 1 ';' in every row; --delimiter ';' --decimal ',' reads columns, --delimiter"
            + " ',' reads the table as it is");
    fails(
        "t.csv",
        "name;x\nBob;1,5\n",
        "line 2: expected 1 cell, as in the first row, but found 2; with 1 ';' in every row,"
            + " --delimiter ';' --decimal ',' may read columns");
    fails(
        "t.csv",
        "a\tb\tc\n1\t2\t3\n",
        "line 1: found 2 tabs in every row; --delimiter '\\t' reads columns, --delimiter ',' reads"
            + " the table as it is");
    fails(
        "t.csv",
        "1.5 2\n3 nan\n",
        "line 1: found 1 blank in every row; --delimiter ' ' reads columns, --delimiter ',' reads"
            + " the table as it is");
    fails(
        "t.tsv",
        "1,2\n3,4\n",
        "line 1: found 1 ',' in every row; --delimiter ',' reads columns, --delimiter '\\t' reads"
            + " the table as it is");
    fails(
        "t.txt",
        "1, 2, 3\n",
        "line 1: found 2 ',' in every row; --delimiter ',' reads columns, --delimiter ' ' reads the"
            + " table as it is");
    assertEquals("<U3 (1,) [\"1;2\"]", read("t.csv", "1;2\n", "--delimiter", ","));
  }

  @Test
  void textIsNotTakenForColumns() throws IOException {
    assertEquals(
        "<U11 (2,) [\"to be or\",\"not; to be!\"]", read("t.csv", "to be or\nnot; to be!\n"));
    assertEquals("<U8 (2,) [\"Ann Lee\",\"Bob Dole\"]", read("t.csv", "Ann Lee\nBob Dole\n"));
    assertEquals(
        "[('f0', '<i8'), ('f1', '<U3')] (2,) [{\"f0\":1,\"f1\":\"a;b\"},{\"f0\":2,\"f1\":\"c;d\"}]",
        read("t.csv", "1,a;b\n2,c;d\n"));
    assertEquals("<U2 (3,) [\"A1\",\"7\",\"B2\"]", read("t.csv", "A1\n7\nB2\n"));
    assertEquals("<U2 (2,) [\"NA\",\"DE\"]", read("t.csv", "NA\nDE\n"));
  }

  @Test
  void numbersDoNotBecomeText() throws IOException {
    fails(
        "t.tsv",
        "1,5\t2,5\n3,5\t4\n",
        "line 1, cell 1: expected a number, as in other rows, but found '1,5'; --decimal ',' reads 1.5");
    fails(
        "t.csv",
        "1.5;2\n",
        "line 1, cell 1: expected a number, as in other rows, but found '1.5'; --decimal '.' reads 1.5",
        "--delimiter=;",
        "--decimal=,");
    fails(
        "t.csv",
        "x,y\n1,a\nn.d.,b\n2,c\n",
        "line 3, cell 1: expected a number, as in other rows, but found 'n.d.'; --na n.d. reads NaN,"
            + " --fields leaves the column out, 'npyio convert --to-dtype U' reads all cells as"
            + " text");
    fails(
        "t.csv",
        "NA\n1\n",
        "line 1, cell 1: expected a number, as in other rows, but found 'NA'; --na NA reads NaN,"
            + " 'npyio convert --to-dtype U' reads all cells as text");
    fails(
        "t.csv",
        "1\n2\n\"a,b\"\n",
        "line 3, cell 1: expected a number, as in other rows, but found 'a,b'; 'npyio convert"
            + " --to-dtype U' reads all cells as text");
    assertEquals("<U1 (2,) [\"1\",\"x\"]", read("t.csv", "1\nx\n", "--to-dtype", "U"));
  }

  @Test
  void aColumnThatIsNotWantedIsNotDoubted() throws IOException {
    String table = "id,ticket,fare\n1,A 5,7.25\n2,113803,\n3,347082,8\n";
    fails(
        "t.csv",
        table,
        "line 2, cell 2: expected a number, as in other rows, but found 'A 5'; --na 'A 5' reads NaN,"
            + " --fields leaves the column out, 'npyio convert --to-dtype U' reads all cells as"
            + " text");
    assertEquals(
        "[('fare', '<f8'), ('id', '<i8')] (3,) [{\"fare\":7.25,\"id\":1},"
            + "{\"fare\":\"NaN\",\"id\":2},{\"fare\":8.0,\"id\":3}]",
        read("t.csv", table, "--fields", "fare,id"));
  }

  @Test
  void numbersWithMarksOfThousandsDoNotBecomeTextEither() throws IOException {
    fails(
        "t.csv",
        "x\n\"1,234,567.5\"\n\"12,000\"\n",
        "line 2, cell 1: expected a number, as in other rows, but found '1,234,567.5'; marks of"
            + " thousands are not read, 'npyio convert --to-dtype U' reads all cells as text");
    fails(
        "t.csv",
        "x;y\n1.234,5;2\n",
        "line 2, cell 1: expected a number, as in other rows, but found '1.234,5'; marks of thousands"
            + " are not read, 'npyio convert --to-dtype U' reads all cells as text",
        "--delimiter=;",
        "--decimal=,");
    assertEquals("<U15 (1,) [\"192.168.100.200\"]", read("t.csv", "192.168.100.200\n"));
  }

  @Test
  void verifyCallsNoTableBadThatCanBeReadInSeveralWays() throws IOException {
    for (String text : List.of("1\nNA\n2\n", "1;2\n")) {
      run("verify", "t.csv", text).prints(path("t.csv") + ": ok\n");
    }
    Run bad = run("verify", "t.csv", "1,2\n3\n");
    assertEquals(
        path("t.csv") + ": bad: line 2: expected 2 cells, as in the first row, but found 1\n",
        bad.out());
    assertEquals(1, bad.status());
  }

  // ---- wrong calls

  @Test
  void optionsForTablesAreForTables() throws IOException {
    Npy.save(path("a.npy"), NdArray.of(new int[] {1}));
    List<String> options =
        List.of(
            "--delimiter=;",
            "--decimal=,",
            "--comment=#",
            "--skip-rows=1",
            "--na=NA",
            "--header",
            "--no-header");
    for (String option : options) {
      npyio("cat", path("a.npy"), option)
          .fails(
              "npyio: "
                  + path("a.npy")
                  + ": "
                  + option.split("=")[0]
                  + " describes the text of csv, tsv and txt files, but this is a npy file");
    }
    Files.writeString(path("b.csv"), "1;2\n");
    npyio("concat", path("c.npy"), path("b.csv"), path("b.csv"), "--delimiter=;").isSilent();
    npyio("cat", path("c.npy")).prints("[[1 2]\n [1 2]]\n");
  }

  @Test
  void aWrongOptionIsNamed() {
    misuse(
        "--delimiter=ab",
        "Invalid value for option '--delimiter': 'ab' is not a delimiter: one"
            + " character, as in ';', or '\\t' for a tab");
    misuse(
        "--decimal=x",
        "Invalid value for option '--decimal': 'x' is not a decimal mark: '.' or" + " ','");
    misuse(
        "--comment=//",
        "Invalid value for option '--comment': '//' does not start a comment: one"
            + " character, as in '#', or '' for none");
    misuse(
        "--skip-rows=-1", "Invalid value for option '--skip-rows': '-1' is not a number of lines");
  }

  private static void misuse(String option, String problem) {
    npyio("cat", "t.csv", option).fails("npyio: " + problem + "; see 'npyio cat --help'");
  }

  @Test
  void aTableHasAHeadingOrNone() throws IOException {
    fails("t.csv", "1\n", "--header and --no-header exclude each other", "--header", "--no-header");
  }
}
