package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code npyio info}. */
class InfoTest {
  @TempDir Path folder;

  private Path save(String name, ArrayLayout layout) throws IOException {
    Path path = folder.resolve(name);
    Npy.create(path, layout).close();
    return path;
  }

  @Test
  void theFactsOfAFileAreShown() throws IOException {
    Path file = save("x.npy", ArrayLayout.of(">f4", 3, 4));
    npyio("info", file)
        .prints(
            file
                + """
                : npy 1.0
                  dtype   float32 (>f4)
                  shape   (3, 4)
                  order   C (rows)
                  size    12 elements of 4 bytes: 48 bytes
                  data    at byte 128
                """);
  }

  @Test
  void theFieldsOfAStructAreShown() throws IOException {
    Path file = save("s.npy", ArrayLayout.of("[('x', '<f8'), ('m', '<f4', (2, 2))]", 1));
    npyio("info", file)
        .prints(
            file
                + """
                : npy 1.0
                  dtype   struct of 2 fields
                            x: float64 (<f8), at byte 0
                            m: void128 (('<f4', (2, 2))), at byte 8
                  shape   (1,)
                  order   C (rows)
                  size    1 element of 24 bytes: 24 bytes
                  data    at byte 128
                """);
  }

  @Test
  void severalFilesHaveALineEachAndTheWorstStatusCounts() throws IOException {
    Path first = save("a.npy", ArrayLayout.of("<i2", 3));
    Path missing = folder.resolve("missing.npy");
    Path last = save("b.npy", new ArrayLayout(DType.BOOL, Shape.of(2, 2), Order.F));
    Run run = npyio("info", first, missing, last);
    assertEquals("npyio: " + missing + ": no such file\n", run.err());
    assertEquals(
        first
            + ": npy 1.0, <i2, (3,), C order, 6 bytes, data at byte 128\n"
            + last
            + ": npy 1.0, |b1, (2, 2), F order, 4 bytes, data at byte 128\n",
        run.out());
    assertEquals(2, run.status());
  }

  @Test
  void jsonHasTheKeysOfTheContractInTheirOrder() throws IOException {
    Path file = save("x.npy", ArrayLayout.of("<f4", 3, 4));
    npyio("info", "--json", file)
        .prints(
            "{\"file\":\""
                + file
                + "\",\"format\":\"npy\",\"version\":\"1.0\",\"descr\":\"<f4\",\"dtype\":\"float32\","
                + "\"shape\":[3,4],\"fortran_order\":false,\"itemsize\":4,\"size\":12,\"nbytes\":48,"
                + "\"data_offset\":128,\"byte_order\":\"little\"}\n");
  }

  @Test
  void jsonOfARawFileHasNoVersion() throws IOException {
    Path file = Files.write(folder.resolve("x.dat"), new byte[40]);
    npyio(
            "info",
            "--json",
            file,
            "--dtype",
            ">i2",
            "--shape",
            "(4, -1)",
            "--order",
            "F",
            "--offset",
            "8")
        .prints(
            "{\"file\":\""
                + file
                + "\",\"format\":\"raw\",\"version\":null,\"descr\":\">i2\",\"dtype\":\"int16\","
                + "\"shape\":[4,4],\"fortran_order\":true,\"itemsize\":2,\"size\":16,\"nbytes\":32,"
                + "\"data_offset\":8,\"byte_order\":\"big\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4; \"<f4\"; little",
        ">M8[25s]; \">M8[25s]\"; big",
        "|u1; \"|u1\"; none",
        "|S3; \"|S3\"; none",
        "<U2; \"<U2\"; little",
        "[('x', '<f8'), ('m', '>f4', (2, 2))]; [[\"x\",\"<f8\"],[\"m\",\">f4\",[2,2]]]; mixed",
        "[(('title', 'name'), '|u1')]; [[[\"title\",\"name\"],\"|u1\"]]; none",
        "[('a', '|i1'), ('', '|V3'), ('b', '<i4')]; [[\"a\",\"|i1\"],[\"\",\"|V3\"],[\"b\",\"<i4\"]]; little",
        "[('n', [('p', '>i2')])]; [[\"n\",[[\"p\",\">i2\"]]]]; big",
      })
  void descrIsNumPysInJson(String dtype, String descr, String order) throws IOException {
    Path file = save("x.npy", ArrayLayout.of(dtype, 1));
    String json = npyio("info", "--json", file).out();
    assertEquals(descr, json.replaceAll(".*\"descr\":(.*),\"dtype\".*\n", "$1"));
    assertEquals(order, json.replaceAll(".*\"byte_order\":\"(.*)\".*\n", "$1"));
  }

  @Test
  void onlyTheHeaderIsReadHoweverLargeTheFile() throws IOException {
    Path file = folder.resolve("huge.npy");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.write(io.npyio.file.NpyHeader.encode(ArrayLayout.of("<f8", 1L << 40)));
    }
    assertEquals(
        "  size    1099511627776 elements of 8 bytes: 8796093022208 bytes",
        npyio("info", file).out().lines().skip(4).findFirst().orElseThrow());
  }

  @Test
  void pythonObjectsAreShownThoughTheyCannotBeRead() throws IOException {
    Path file = folder.resolve("o.npy");
    Files.write(
        file, io.npyio.file.NpyHeader.encode(new ArrayLayout(DType.OBJECT, Shape.of(2), Order.C)));
    npyio("info", file, file)
        .prints((file + ": npy 1.0, |O, (2,), C order, 16 bytes, data at byte 128\n").repeat(2));
    npyio("cat", file)
        .fails(
            "npyio: " + file + ": byte 128: the pickle ends here but needs at least 1 more byte");
  }

  @Test
  void controlCharactersAreEscaped() throws IOException {
    Path file =
        save(
            "x.npy",
            ArrayLayout.of(DType.struct(io.npyio.dtype.Field.of("a\u001b[2Jb\u202e", "<f8")), 1));
    assertEquals(
        "            a\\x1b[2Jb\\u202e: float64 (<f8), at byte 0",
        npyio("info", file).out().lines().skip(2).findFirst().orElseThrow());
  }

  @Test
  void standardEndingsDecideWhereTheContentDoesNot() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "1,2\n");
    npyio("info", csv)
        .fails(
            "npyio: "
                + csv
                + ": a csv file has no header to read; 'npyio convert' makes a .npy file of it");
    Path disguised = folder.resolve("disguised.csv");
    Npy.save(disguised, NdArray.of(new int[] {1}));
    npyio("info", disguised, disguised)
        .prints(
            (disguised + ": npy 1.0, <i4, (1,), C order, 4 bytes, data at byte 128\n").repeat(2));
  }

  // ---- folders ------------------------------------------------------------------------------

  private Path filled() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/.hidden")).getParent();
    Files.createDirectories(data.resolve("inner"));
    save("data/b.npy", ArrayLayout.of("<i4", 3));
    save("data/a.array", ArrayLayout.of("<f8", 2, 2));
    save("data/inner/c.npy", ArrayLayout.of("|b1"));
    save("data/.hidden/d.npy", ArrayLayout.of("|b1"));
    Files.writeString(data.resolve("notes.txt"), "no array\n");
    npyio("create", data.resolve("raw.dat"), "--dtype", "u1", "--shape", "4").isSilent();
    npyio("convert", data.resolve("b.npy"), data.resolve("z.npz")).isSilent();
    return data;
  }

  @Test
  void aFolderStandsForTheArraysInIt() throws IOException {
    Path data = filled();
    npyio("info", data)
        .prints(
            """
            %1$s/a.array: npy 1.0, <f8, (2, 2), C order, 32 bytes, data at byte 128
            %1$s/b.npy: npy 1.0, <i4, (3,), C order, 12 bytes, data at byte 128
            %1$s/raw.dat: raw, |u1, (4,), C order, 4 bytes, data at byte 0
            %1$s/z.npz: npz, 1 member
            """
                .formatted(data));
  }

  @Test
  void theFoldersInAFolderAreListedWhenAsked() throws IOException {
    Path data = filled();
    Run run = npyio("info", "-r", "--json", data);
    assertEquals(5, run.out().lines().count(), run.out());
    assertEquals(0, run.status());
    assertEquals(
        1, run.out().lines().filter(line -> line.contains("/inner/c.npy\"")).count(), run.out());
  }

  @Test
  void aBadFileDoesNotHideTheOthersOfItsFolder() throws IOException {
    Path data = filled();
    Files.writeString(data.resolve("bad.npy"), "nothing");
    Run run = npyio("info", data);
    assertEquals(4, run.out().lines().count());
    assertEquals(2, run.status());
    assertEquals(
        "npyio: %s/bad.npy: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 6E 6F 74 68 69 6E; a file without header is read as raw data of a dtype and shape that you name\n"
            .formatted(data),
        run.err());
  }

  @Test
  void aFolderWithoutArraysIsNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    npyio("info", empty)
        .fails(
            "npyio: %s: holds no array files; 'npyio info -r' looks into the folders in it too"
                .formatted(empty));
    npyio("info", "-r", empty).fails("npyio: %s: holds no array files".formatted(empty));
  }
}
