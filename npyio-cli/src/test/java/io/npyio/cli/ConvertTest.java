package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code npyio convert}. */
class ConvertTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path save(NdArray array) throws IOException {
    Path path = path("source.npy");
    Npy.save(path, array);
    return path;
  }

  /** An array of random bytes that are values of the dtype. */
  private static NdArray random(String dtype, Order order, long... shape) {
    NdArray array = NdArray.zeros(ArrayLayout.of(dtype, shape).withOrder(order));
    var random = new Random(7);
    for (NdArray one : array.blocks(1)) {
      NdArray element = one.reshape();
      byte[] bytes = new byte[array.dtype().itemSize()];
      random.nextBytes(bytes);
      if (array.dtype().equals(DType.BOOL)) {
        bytes[0] &= 1;
      }
      if (dtype.contains("U")) {
        element.setString("a\u00E9\uD83D\uDE00".substring(random.nextInt(2)));
      } else {
        element.setBytes(bytes);
      }
    }
    return array;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dat", "json"})
  void thereAndBackEveryDTypeIsTheSameToTheBit(String ending) throws IOException {
    String[] dtypes = {
      "|b1",
      "|i1",
      ">u2",
      "<i4",
      ">i8",
      "<u8",
      "<f2",
      ">f4",
      "<f8",
      "<c8",
      ">c16",
      "|S3",
      "<U4",
      "|V2",
      ">M8[us]",
      "<m8[s]",
      "[('x', '>i4'), ('m', '|u1', (2,)), ('n', [('p', '<U4')])]"
    };
    for (String dtype : dtypes) {
      for (Order order : Order.values()) {
        boolean isStruct = dtype.startsWith("[");
        NdArray array =
            isStruct
                ? NdArray.zeros(ArrayLayout.of(dtype, 3, 2).withOrder(order))
                : random(dtype, order, 3, 2);
        if (dtype.contains("f") || dtype.contains("c")) {
          // JSON keeps no payload of NaN
          array = random("<i2", order, 3, 2).astype(DType.of(dtype));
        }
        if (dtype.contains("M8")) {
          array =
              random("<i4", order, 3, 2)
                  .astype(DType.of("<i8"))
                  .view(DType.of("<M8[us]"))
                  .astype(DType.of(dtype));
        }
        Path source = save(array);
        npyio("convert", source, path("x." + ending)).isSilent();
        npyio("convert", path("x." + ending), path("back.npy"), "--to-order", order).isSilent();
        assertArrayEquals(
            Files.readAllBytes(source), Files.readAllBytes(path("back.npy")), dtype + " " + order);
      }
    }
  }

  @Test
  void withoutOptionsNothingChanges() throws IOException {
    Path source = save(random(">f4", Order.F, 5, 3));
    npyio("convert", source, path("copy.npy")).isSilent();
    assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(path("copy.npy")));
  }

  @Test
  void theBytesOfARawFileAreDescribedBesideIt() throws IOException {
    Path source = save(random(">f4", Order.F, 5, 3));
    npyio("convert", source, path("x.dat")).isSilent();
    assertEquals(
        "{\"dtype\":\">f4\",\"shape\":[5,3],\"order\":\"F\",\"offset\":0}\n",
        Files.readString(path("x.dat.json")));
    assertEquals(60, Files.size(path("x.dat")));
    npyio("convert", source, path("y.dat"), "--no-sidecar").isSilent();
    assertTrue(Files.notExists(path("y.dat.json")));
  }

  @Test
  void aFileThatIsNotASidecarIsNotReplacedByOne() throws IOException {
    Path source = save(NdArray.of(new int[] {1}));
    Files.writeString(path("x.dat.json"), "{\"mine\": 1}");
    npyio("convert", source, path("x.dat"))
        .fails(
            "npyio: "
                + path("x.dat")
                + ": its sidecar would replace x.dat.json, which is not a sidecar; --no-sidecar writes"
                + " none");
    assertTrue(Files.notExists(path("x.dat")));
    npyio("convert", source, path("x.dat"), "--no-sidecar").isSilent();
    assertEquals("{\"mine\": 1}", Files.readString(path("x.dat.json")));
  }

  @Test
  void aSidecarWrittenByHandMayUseNumPysWords() throws IOException {
    Files.write(path("x.dat"), new byte[] {9, 9, 1, 0, 2, 0});
    Files.writeString(path("x.dat.json"), "{\"dtype\": \"int16\", \"offset\": 2}");
    npyio("cat", path("x.dat")).prints("[1 2]\n");
    npyio("cat", path("x.dat"), "--shape", "2,1").prints("[[1]\n [2]]\n");
    npyio("cat", path("x.dat"), "--dtype", "u1").prints("[9 9 1 0 2 0]\n");
    Files.writeString(path("x.dat.json"), "{\"dtype\": [[\"a\", \"|u1\"], [\"b\", \"|u1\", [2]]]}");
    npyio("cat", path("x.dat")).prints("[(9, [9, 1]) (0, [2, 0])]\n");
  }

  @Test
  void everyToOptionChangesOneThing() throws IOException {
    NdArray array = NdArray.of(new double[][] {{1.5, 2.5, -3}, {4, 5, 6}});
    Path source = save(array);
    npyio("convert", source, path("t.npy"), "--to-dtype", "int16").isSilent();
    assertTrue(Npy.load(path("t.npy")).contentEquals(array.astype(DType.INT16)));
    npyio("convert", source, path("o.npy"), "--to-order", "F").isSilent();
    assertEquals(Order.F, Npy.header(path("o.npy")).layout().order());
    assertTrue(Npy.load(path("o.npy")).contentEquals(array));
    npyio("convert", source, path("e.npy"), "--to-endian", "big").isSilent();
    assertEquals(DType.of(">f8"), Npy.load(path("e.npy")).dtype());
    assertTrue(Npy.load(path("e.npy")).contentEquals(array));
    npyio("convert", source, path("s.npy"), "--to-shape", "(3, -1)").isSilent();
    assertTrue(Npy.load(path("s.npy")).contentEquals(array.reshape(3, 2)));
    npyio("convert", path("o.npy"), path("s.npy"), "--to-shape", "3,2").isSilent();
    assertTrue(Npy.load(path("s.npy")).contentEquals(array.reshape(3, 2)));
    npyio("convert", source, path("v.npy"), "--to-version", "3.0").isSilent();
    assertEquals("3.0", Npy.header(path("v.npy")).version().toString());
    npyio("convert", source, path("p.npy"), "--slice", "::-1, 1").isSilent();
    assertTrue(Npy.load(path("p.npy")).contentEquals(array.slice("::-1, 1")));
  }

  @Test
  void everyFieldOfAStructTakesTheByteOrder() throws IOException {
    Path source =
        save(NdArray.zeros(DType.of("[('x', '<f8'), ('n', [('p', '>i2'), ('s', '<U3')])]"), 2));
    npyio("convert", source, path("big.npy"), "--to-endian", "big").isSilent();
    assertEquals(
        DType.of("[('x', '>f8'), ('n', [('p', '>i2'), ('s', '>U3')])]"),
        Npy.header(path("big.npy")).layout().dtype());
  }

  @Test
  void largeArraysGoOverPieceByPiece() throws IOException {
    NdArray array = random("<i4", Order.C, 1500, 1700);
    Path source = save(array);
    npyio("convert", source, path("f.npy"), "--to-order", "F", "--to-dtype", ">i8").isSilent();
    NdArray across = Npy.load(path("f.npy"));
    assertEquals(ArrayLayout.of(">i8", 1500, 1700).withOrder(Order.F), across.layout());
    assertTrue(across.astype(DType.INT32).contentEquals(array));
    npyio("convert", path("f.npy"), path("c.npy"), "--to-order", "C", "--to-dtype", "<i4")
        .isSilent();
    assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(path("c.npy")));
  }

  @Test
  void tablesKeepTheirNumbersToTheBit() throws IOException {
    NdArray array = random("<i8", Order.C, 40, 5).view(DType.FLOAT64);
    for (NdArray one : array.blocks(1)) {
      double value = one.reshape().getDouble();
      one.fill(Double.isNaN(value) ? -0.0 : value);
    }
    Path source = save(array);
    for (String ending : List.of("csv", "tsv")) {
      npyio("convert", source, path("t." + ending)).isSilent();
      npyio("convert", path("t." + ending), path("back.npy")).isSilent();
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(path("back.npy")));
    }
  }

  @Test
  void standardOutputIsNpyUnlessItIsSaidToBeSomethingElse() throws IOException {
    Path source = save(NdArray.of(new short[] {1, 2}));
    assertArrayEquals(Files.readAllBytes(source), npyio("convert", source, "-").bytes());
    npyio("convert", source, "-", "--to", "csv").prints("1\n2\n");
    assertArrayEquals(
        new byte[] {1, 0, 2, 0}, npyio("convert", source, "-", "--to", "raw").bytes());
    byte[] csv = "1\n2\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        Files.readAllBytes(source),
        withInput(csv, "convert", "-", "-", "--from", "csv", "--to-dtype", "i2").bytes());
  }

  @Test
  void theFileItselfCanBeTheTarget() throws IOException {
    Path source = save(NdArray.of(new short[] {1, 2}));
    npyio("convert", source, source, "--to-dtype", "int8").isSilent();
    assertTrue(Npy.load(source).contentEquals(NdArray.of(new byte[] {1, 2})));
  }

  @Test
  void aFailureLeavesTheTargetAsItWasAndNothingBesideIt() throws IOException {
    Path source = Files.writeString(path("t.csv"), "1\n2\nx\n");
    Path target = Files.writeString(path("target.npy"), "before");
    npyio("convert", source, target, "--to-dtype", "int8")
        .fails("npyio: " + source + ": line 3, cell 1: 'x' is not a valid int8");
    assertEquals("before", Files.readString(target));
    Path cube = save(NdArray.zeros(DType.INT8, 1, 1, 1));
    npyio("convert", cube, path("m.csv"))
        .fails(
            "npyio: "
                + path("m.csv")
                + ": a table has one or two axes, not the 3 of (1, 1, 1); --slice takes a part,"
                + " --to-shape 1,-1 of convert folds axes, json holds all");
    for (String ending : List.of("m.png", "m.mat", "m.npy.gz", "m")) {
      npyio("convert", cube, path(ending))
          .fails(
              "npyio: "
                  + path(ending)
                  + ": has no ending of a kind of file that is written: npy, npz, csv, tsv, txt, json,"
                  + " jsonl, or for raw bytes dat, bin, raw, mmap, memmap; 'npyio convert --to KIND'"
                  + " writes any name");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("source.npy", "t.csv", "target.npy"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void missingOrForbiddenFilesAreReported() throws IOException {
    Path source = save(NdArray.of(new int[] {1, 2, 3}));
    npyio("convert", path("no.npy"), path("x.npy"))
        .fails("npyio: " + path("no.npy") + ": no such file");
    npyio("convert", source, path("no/x.npy"))
        .fails("npyio: " + path("no/x.npy") + ": its folder does not exist");
    npyio("convert", folder, path("x.npy"))
        .fails(
            "npyio: " + folder + ": is a folder; --shards reads the .npy files in it as one array");
    npyio("convert", source, path("x.npy"), "--to-shape", "2,2")
        .fails(
            "npyio: "
                + source
                + ": an array of shape (3,) and 3 elements cannot be reshaped to [2, 2]");
    npyio("convert", source, path("x.npy"), "--dtype", "f4")
        .fails(
            "npyio: "
                + source
                + ": --dtype describes the bytes of raw files, but this npy file describes"
                + " itself; 'npyio convert --to-dtype' changes its dtype");
    npyio("convert", source, path("x.npy"), "--order", "F")
        .fails(
            "npyio: "
                + source
                + ": --order describes the bytes of raw files, but this npy file describes"
                + " itself; 'npyio convert --to-order' changes its order");
    npyio("convert", source, path("x.npy"), "--shape", "3")
        .fails(
            "npyio: "
                + source
                + ": --shape describes the bytes of raw files, but this npy file describes"
                + " itself; 'npyio convert --to-shape' changes its shape");
    npyio("convert", source, path("x.npy"), "--offset", "3")
        .fails(
            "npyio: "
                + source
                + ": --offset describes the bytes of raw files, but this npy file describes"
                + " itself");
    npyio("convert", source, path("x.csv"), "--to-version", "2.0")
        .fails(
            "npyio: --to-version is for .npy files, but "
                + path("x.csv")
                + " becomes a csv file; see 'npyio convert --help'");
  }

  @Test
  void aFolderThatTakesNoFilesIsThere() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: no /proc");
    Path source = save(NdArray.of(new int[] {1, 2, 3}));
    npyio("convert", source, "/proc/x.npy")
        .fails("npyio: /proc/x.npy: no file can be created in its folder");
  }

  @Test
  void aCutFileSaysHowMuchIsMissing() throws IOException {
    byte[] header = NpyHeader.encode(ArrayLayout.of("<f8", 40, 10));
    Path cut = Files.write(path("cut.npy"), header);
    npyio("convert", cut, path("x.npy"))
        .fails(
            "npyio: "
                + cut
                + ": byte 128: the file ends here but (40, 10) of '<f8' needs 3200 more bytes");
  }
}
