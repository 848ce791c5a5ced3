package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio diff}. */
class DiffTest {
  @TempDir Path folder;

  private Path a() {
    return folder.resolve("a.npy");
  }

  private Path b() {
    return folder.resolve("b.npy");
  }

  private void saved(NdArray a, NdArray b) throws IOException {
    Npy.save(a(), a);
    Npy.save(b(), b);
  }

  private void differ(String rest, Object... options) {
    Run run = diff(options);
    assertEquals("", run.err());
    assertEquals(a() + " and " + b() + " differ" + rest, run.out());
    assertEquals(1, run.status());
  }

  private Run diff(Object... options) {
    Object[] args = new Object[options.length + 3];
    args[0] = "diff";
    args[1] = a();
    args[2] = b();
    System.arraycopy(options, 0, args, 3, options.length);
    return npyio(args);
  }

  @Test
  void equalArraysPrintNothing() throws IOException {
    NdArray array = NdArray.of(new float[][] {{1, 2}, {3, -0f}});
    saved(array, array.astype(DType.of(">f4"), Order.F));
    diff().isSilent();
    saved(NdArray.of(0.0), NdArray.of(-0.0));
    diff().isSilent();
    saved(NdArray.zeros(DType.INT8, 0, 3), NdArray.zeros(DType.INT8, 0, 3));
    diff("--json")
        .prints(
            "{\"a\":\""
                + a()
                + "\",\"b\":\""
                + b()
                + "\",\"equal\":true,\"dtype\":[\"int8\",\"int8\"],\"shape\":[[0,3],[0,3]],\"size\":0,"
                + "\"differing\":0,\"first\":null,\"max_absolute\":null,\"max_relative\":null}\n");
  }

  @Test
  void anotherDTypeOfEqualValuesIsReported() throws IOException {
    saved(NdArray.of(new int[] {1, 2}), NdArray.of(new double[] {1, 2}));
    diff().prints(a() + " and " + b() + " have equal values\n  dtype     int32 and float64\n");
  }

  @Test
  void indexAndDistanceAreReported() throws IOException {
    saved(
        NdArray.of(new double[][] {{1, 2, 3}, {4, 100, Double.NaN}}),
        NdArray.of(new double[][] {{1, 2, 2}, {4, 90, Double.NaN}}));
    String rest =
        """
         in %d of 6 elements
          first     at [0, 2]: 3.0 and 2.0
          absolute  10.0 at [1, 1]: 100.0 and 90.0
          relative  0.5 at [0, 2]: 3.0 and 2.0
        """;
    differ(rest.formatted(3));
    differ(rest.formatted(2), "--equal-nan");
    String one =
        """
         in 1 of 6 elements
          first     at [0, 2]: 3.0 and 2.0
          absolute  1.0 at [0, 2]: 3.0 and 2.0
          relative  0.5 at [0, 2]: 3.0 and 2.0
        """;
    differ(one, "--equal-nan", "--rtol", "0.2");
    differ(one.replace("[0, 2]: 3.0", "[0, 2]: 3.0"), "--equal-nan", "--rtol=0.12", "--atol=0.5");
    diff("--equal-nan", "--atol", "10").isSilent();
    diff("--atol", "-1")
        .fails(
            "npyio: Invalid value for option '--atol': '-1' is not a tolerance;"
                + " see 'npyio diff --help'");
  }

  @Test
  void theFirstIsTheFirstInCOrderAlsoOfColumns() throws IOException {
    int[][] a = new int[300][400];
    int[][] b = new int[300][400];
    b[2][7] = 5;
    b[200][1] = -9;
    b[299][3] = 9;
    saved(NdArray.of(a).astype(DType.INT32, Order.F), NdArray.of(b).astype(DType.INT32, Order.F));
    String rest =
        """
         in 3 of 120000 elements
          first     at [2, 7]: 0 and 5
          absolute  9 at [200, 1]: 0 and -9
          relative  1.0 at [2, 7]: 0 and 5
        """;
    differ(rest);
    differ(rest, "--threads", "5");
    saved(NdArray.of(a), NdArray.of(b).astype(DType.INT32, Order.F));
    differ(rest);
  }

  @Test
  void integersDifferExactly() throws IOException {
    saved(
        NdArray.of(new long[] {Long.MIN_VALUE, (1L << 53) + 1}),
        NdArray.of(new long[] {Long.MAX_VALUE, 1L << 53}));
    differ(
        """
         in 2 of 2 elements
          first     at [0]: -9223372036854775808 and 9223372036854775807
          absolute  18446744073709551615 at [0]: -9223372036854775808 and 9223372036854775807
          relative  2.0 at [0]: -9223372036854775808 and 9223372036854775807
        """);
    saved(
        NdArray.of(new long[] {-1}),
        NdArray.of(new String[] {"18446744073709551615"}, DType.UINT64));
    differ(
        """
         in 1 of 1 element
          dtype     int64 and uint64
          first     at [0]: -1 and 18446744073709551615
          absolute  18446744073709551616 at [0]: -1 and 18446744073709551615
          relative  1.0 at [0]: -1 and 18446744073709551615
        """);
  }

  @Test
  void incomparableArraysAreReported() throws IOException {
    saved(NdArray.of(new int[] {1, 2, 3}), NdArray.of(new int[][] {{1, 2, 3}}));
    differ("\n  shape     (3,) and (1, 3)\n");
    saved(NdArray.of(new int[] {1}), NdArray.of(new String[] {"1"}));
    differ("\n  dtype     int32 and str32\n");
    differ("\n  dtype     int32 and str32\n", "--atol", "9");
    saved(
        NdArray.zeros(DType.of("i4,i4"), 1),
        NdArray.zeros(DType.of("[('f0','i4'),('g','i4')]"), 1));
    differ("\n  dtype     [('f0', '<i4'), ('f1', '<i4')] and [('f0', '<i4'), ('g', '<i4')]\n");
  }

  @Test
  void fieldsAreComparedOneByOne() throws IOException {
    DType dtype = DType.of("[('x','<f4'),('p',[('t','M8[D]'),('m','i1',(2,))]),('s','U4')]");
    NdArray a = NdArray.zeros(dtype, 3);
    NdArray b = NdArray.zeros(dtype, 3);
    b.field("p").field("t").setString("1970-01-05", 2);
    b.field("p").field("m").setLong(-3, 1, 1);
    b.field("s").setString("\u001B[1m", 0);
    saved(a, b);
    differ(
        """

          p.t: 1 of 3 elements
            first     at [2]: 1970-01-01 and 1970-01-05
            absolute  4 at [2]: 1970-01-01 and 1970-01-05
          p.m: 1 of 6 elements
            first     at [1, 1]: 0 and -3
            absolute  3 at [1, 1]: 0 and -3
            relative  1.0 at [1, 1]: 0 and -3
          s: 1 of 3 elements
            first     at [0]:  and \\x1b[1m
        """);
  }

  @Test
  void theOptionsForRawFilesApplyToRawFilesOnly() throws IOException {
    NdArray array = NdArray.of(new short[] {1, 2});
    Npy.save(a(), array);
    Path raw = folder.resolve("b.dat");
    Files.write(raw, new byte[] {1, 0, 2, 0});
    npyio("diff", a(), raw, "--dtype", "<i2").isSilent();
    withInput(Npy.toBytes(array), "diff", raw, "-", "--dtype", "<i2").isSilent();
    withInput(Npy.toBytes(array), "diff", a(), "-").isSilent();
    npyio("diff", "-", "-")
        .fails("npyio: only one of the two can be standard input; see 'npyio diff --help'");
    npyio("diff", a(), b()).fails("npyio: " + b() + ": no such file");
  }

  @Test
  void pythonObjectsAreComparedAsValues() throws IOException {
    Npy.saveObjects(a(), ObjectArray.of(Shape.of(2), List.of(1L, List.of("x", 2.5))));
    Npy.saveObjects(b(), ObjectArray.of(Shape.of(2), List.of(1.0, List.of("x", 3.5))));
    differ(
        """
         in 1 of 2 elements
          first     at [1]: ['x', 2.5] and ['x', 3.5]
        """);
    Npy.saveObjects(b(), ObjectArray.of(Shape.of(2), List.of(1L, List.of("x", 2.5))));
    diff().isSilent();
    Npy.save(b(), NdArray.of(new int[] {1, 2}));
    differ("\n  dtype     object and int32\n");
  }

  @Test
  void archivesAreComparedMemberByMember() throws IOException {
    Path old = archive("old.npz", Compression.STORED, 2, "note");
    Path same = archive("same.npz", Compression.DEFLATED, 2, "note");
    Path other = archive("other.npz", Compression.DEFLATED, 3, "nope");
    try (NpzWriter writer = NpzWriter.create(folder.resolve("one.npz"))) {
      writer.add("d/y", NdArray.of(new double[] {0.5, 2}));
      writer.commit();
    }
    npyio("diff", old, same).isSilent();
    Run run = npyio("diff", old, other);
    assertEquals(
        """
        old.npz:d/y and other.npz:d/y differ in 1 of 2 elements
          first     at [1]: 2.0 and 3.0
          absolute  1.0 at [1]: 2.0 and 3.0
          relative  0.3333333333333333 at [1]: 2.0 and 3.0
        old.npz:note.txt and other.npz:note.txt differ
        """,
        run.out().replace(folder + "/", ""));
    assertEquals(1, run.status());
    assertEquals(
        "{\"a\":\"old.npz\",\"b\":\"one.npz\",\"equal\":false,\"only_in_a\":[\"x\",\"note.txt\"],"
            + "\"only_in_b\":[],\"members\":[{\"name\":\"d/y\",\"equal\":true,"
            + "\"dtype\":[\"float64\",\"float64\"],\"shape\":[[2],[2]],\"size\":2,\"differing\":0,"
            + "\"first\":null,\"max_absolute\":null,\"max_relative\":null}]}\n",
        npyio("diff", old, folder.resolve("one.npz"), "--json").out().replace(folder + "/", ""));
    npyio("diff", old + ":d/y", folder.resolve("one.npz")).isSilent();
  }

  private Path archive(String name, Compression compression, double last, String note)
      throws IOException {
    Path path = folder.resolve(name);
    try (NpzWriter writer = NpzWriter.create(path, compression)) {
      writer.add("x", NdArray.of(new int[] {1, 2}));
      writer.add("d/y", NdArray.of(new double[] {0.5, last}));
      writer.addBytes("note.txt", note.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      writer.commit();
    }
    return path;
  }
}
