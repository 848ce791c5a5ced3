package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Complex;
import io.npyio.array.ObjectArray.Instance;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.Npz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on arrays of Python objects. */
class PythonObjectsTest {
  @TempDir Path folder;

  private Path history;
  private Path numbers;
  private Path words;
  private Path table;

  @BeforeEach
  void saveFiles() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("loss", List.of(scalar(NdArray.of(0.5f)), Double.NaN));
    values.put("big", BigInteger.TWO.pow(70));
    values.put("at", LocalDateTime.of(2020, 1, 2, 3, 4));
    values.put("z", new Complex(1, 2));
    values.put("raw", new byte[] {'a', (byte) 0xE9});
    values.put("pair", Tuple.of(1L, null));
    history = save("history.npy", ObjectArray.of(Shape.of(), List.of(values)));
    numbers =
        save("numbers.npy", ObjectArray.of(Shape.of(2, 2), Arrays.asList(1.5, 2L, null, "4.25")));
    words = save("words.npy", ObjectArray.of(Shape.of(3), Arrays.asList("a", "b\"b", null)));
    DType struct = DType.of("[('s', 'O'), ('n', '<f8')]");
    table =
        save(
            "table.npy",
            ObjectArray.of(struct, Shape.of(2), List.of(List.of("x", 1.5), List.of("yy", 22.0))));
  }

  private static Instance scalar(NdArray value) {
    return new Instance("numpy." + value.dtype().name(), Tuple.of(value), null);
  }

  private Path save(String name, ObjectArray array) throws IOException {
    Path path = folder.resolve(name);
    Npy.saveObjects(path, array);
    return path;
  }

  @Test
  void catPrintsAsNumPyDoes() throws IOException {
    npyio("cat", history)
        .prints(
            "{'loss': [np.float32(0.5), nan], 'big': 1180591620717411303424,"
                + " 'at': datetime.datetime(2020, 1, 2, 3, 4), 'z': (1+2j), 'raw': b'a\\xe9',"
                + " 'pair': (1, None)}\n");
    npyio("cat", numbers).prints("[[1.5 2]\n [None '4.25']]\n");
    npyio("cat", numbers, "--slice", "1, ::-1").prints("['4.25' None]\n");
    npyio("cat", table).prints("[('x',  1.5) ('yy', 22. )]\n");
  }

  @Test
  void catWritesJson() throws IOException {
    npyio("cat", history, "--format", "json")
        .prints(
            "{\"loss\":[0.5,\"NaN\"],\"big\":1180591620717411303424,"
                + "\"at\":\"2020-01-02T03:04:00\",\"z\":[1.0,2.0],\"raw\":\"aé\",\"pair\":[1,null]}\n");
    npyio("cat", table, "--format", "json")
        .prints("[{\"s\":\"x\",\"n\":1.5},{\"s\":\"yy\",\"n\":22.0}]\n");
  }

  @Test
  void catWritesTables() throws IOException {
    npyio("cat", words, "--format", "csv").prints("a\n\"b\"\"b\"\n\"\"\n");
    npyio("cat", numbers, "--format", "tsv").prints("1.5\t2\n\"\"\t4.25\n");
    npyio("cat", table, "--format", "csv").prints("s,n\nx,1.5\nyy,22.0\n");
    npyio(
            "cat",
            save("deep.npy", ObjectArray.of(Shape.of(1, 1, 1), List.of(1L))),
            "--format",
            "csv")
        .fails(
            "npyio: "
                + folder.resolve("deep.npy")
                + ": a table has one or two axes, not the 3 of (1, 1, 1); --slice takes a part,"
                + " --to-shape 1,-1 of convert folds axes, json holds all");
  }

  @Test
  void objectsOfUnknownClassesArePrintedAndRunNothing() throws IOException {
    Path marker = folder.resolve("marker");
    var file = new ByteArrayOutputStream();
    file.writeBytes(NpyHeader.encode(io.npyio.dtype.ArrayLayout.of(DType.OBJECT, 1)));
    String pickle =
        "\u0080\2cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntU\1btR(I1\n(I1\nt"
            + "cnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nU\1|NNNI-1\nI-1\nI63\ntb\u0089]"
            + "(cos\nsystem\n(S'touch "
            + marker
            + "'\ntR}S'a'\nI1\nsb"
            + "etb.";
    file.writeBytes(pickle.getBytes(StandardCharsets.ISO_8859_1));
    Path hostile = Files.write(folder.resolve("hostile.npy"), file.toByteArray());
    npyio("cat", hostile).prints("[<os.system('touch " + marker + "', a=1)>]\n");
    npyio("cat", hostile, "--format", "json")
        .prints(
            "[{\"class\":\"os.system\",\"args\":[\"touch "
                + marker
                + "\"],\"state\":{\"a\":1}}]\n");
    npyio("verify", hostile).prints(hostile + ": ok\n");
    npyio("convert", hostile, folder.resolve("again.npy"))
        .fails(
            "npyio: "
                + folder.resolve("again.npy")
                + ": npyio does not write objects of the Python class os.system");
    assertEquals(false, Files.exists(marker));
    assertEquals(false, Files.exists(folder.resolve("again.npy")));
  }

  @Test
  void convertCastsNumbersAndText() throws IOException {
    Path target = folder.resolve("plain.npy");
    npyio("convert", numbers, target, "--to-dtype", "float64").prints("");
    assertEquals("[[1.5  2.  ]\n [ nan 4.25]]", Npy.load(target).toString());
    npyio("convert", words, target, "--to-dtype", "<U0").prints("");
    assertEquals("array(['a', 'b\"b', 'None'], dtype='<U4')", Npy.load(target).repr());
    npyio("convert", words, target, "--to-dtype", "int64")
        .fails("npyio: " + words + ": element [0], 'a', cannot be cast to int64");
  }

  @Test
  void convertKeepsObjects() throws IOException {
    Path again = folder.resolve("again.npy");
    npyio("convert", history, again).prints("");
    npyio("cat", again).prints(npyio("cat", history).out());
    npyio("convert", table, again, "--slice", "::-1").prints("");
    npyio("cat", again).prints("[('yy', 22. ) ('x',  1.5)]\n");
    Path archive = folder.resolve("a.npz");
    npyio("convert", words, archive + ":w").prints("");
    npyio("convert", numbers, archive + ":n", "--compress").prints("");
    npyio("cat", archive + ":n").prints("[[1.5 2]\n [None '4.25']]\n");
    npyio("diff", archive + ":w", words).prints("");
    npyio("convert", words, folder.resolve("w.dat"))
        .fails(
            "npyio: "
                + folder.resolve("w.dat")
                + ": a raw file cannot hold Python objects; --to-dtype casts those that are numbers"
                + " or text");
    npyio("convert", words, again, "--to-order", "F")
        .fails(
            "npyio: "
                + words
                + ": --to-order, --to-endian and --to-version are for plain elements, not for Python"
                + " objects; --to-dtype casts those that are numbers or text");
  }

  @Test
  void packKeepsObjects() throws IOException {
    Path archive = folder.resolve("p.npz");
    npyio("pack", archive, words, table).prints("");
    try (Npz npz = Npz.open(archive)) {
      assertEquals("['a' 'b\"b' None]", npz.loadObjects("words").toString());
      assertEquals("[('x',  1.5) ('yy', 22. )]", npz.loadObjects("table").toString());
    }
  }

  @Test
  void statsReadsNumbersAndText() throws IOException {
    Path mixed = save("mixed.npy", ObjectArray.of(Shape.of(3), Arrays.asList(1L, 2.5, null)));
    npyio("stats", mixed)
        .prints(
            mixed
                + ": object, shape (3,)\n  count  3\n  nan    1\n  inf    0\n  min    1.0\n"
                + "  max    2.5\n  mean   1.75\n  std    0.75\n");
    npyio("stats", history).prints(history + ": object, shape ()\n  count  1\n");
  }

  @Test
  void diffComparesValuesWhateverTheirClass() throws IOException {
    Path a = save("a.npy", ObjectArray.of(Shape.of(2), List.of(1L, Map.of("k", 2.0))));
    Path b =
        save(
            "b.npy",
            ObjectArray.of(
                Shape.of(2),
                List.of(scalar(NdArray.of(1L)), Map.of("k", scalar(NdArray.of(2.0))))));
    npyio("diff", a, b).prints("");
    Path c = save("c.npy", ObjectArray.of(Shape.of(2), List.of(1L, Map.of("k", 3.0))));
    Run different = npyio("diff", b, c);
    assertEquals(
        b
            + " and "
            + c
            + " differ in 1 of 2 elements\n"
            + "  first     at [1]: {'k': np.float64(2.0)} and {'k': 3.0}\n",
        different.out());
    assertEquals(1, different.status());
  }
}
