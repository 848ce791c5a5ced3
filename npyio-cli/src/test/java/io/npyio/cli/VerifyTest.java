package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.AtomicFile;
import io.npyio.file.Npy;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import io.npyio.interop.LiveNumPy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio verify}. */
class VerifyTest {
  private static final int HEADER = 128;

  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(path(name), bytes);
  }

  private static void isBad(Path file, String why) {
    Run run = npyio("verify", file);
    assertEquals("", run.err());
    assertEquals(file + ": bad: " + why + "\n", run.out());
    assertEquals(1, run.status());
  }

  @Test
  void goodFilesAreOk() throws IOException {
    Path npy = path("a.npy");
    Npy.save(npy, NdArray.zeros(DType.of("[('b','?',(2,)),('u','>U2'),('x','f8')]"), 100_000));
    Path empty = path("empty.npy");
    Npy.save(empty, NdArray.zeros(DType.unicode(0), 0, 3));
    Path csv = file("a.csv", "1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    Path json = file("a.json", "[[1, 2], [3, 4]]".getBytes(StandardCharsets.UTF_8));
    npyio("verify", npy, empty, csv, json)
        .prints(npy + ": ok\n" + empty + ": ok\n" + csv + ": ok\n" + json + ": ok\n");
  }

  @Test
  void missingAndSurplusWordsAreReported() throws IOException {
    byte[] whole = Npy.toBytes(NdArray.of(new double[] {1, 2, 3}));
    isBad(
        file("cut.npy", Arrays.copyOf(whole, whole.length - 1)),
        "byte 151: the file ends here but (3,) of '<f8' needs 1 more byte");
    isBad(
        file("long.npy", Arrays.copyOf(whole, whole.length + 2)),
        "byte 152: expected the end of the file but found 2 more bytes");
    isBad(
        file("none.npy", new byte[0]),
        "byte 0: expected the magic bytes of a .npy file but found no data");
  }

  @Test
  void invalidValuesAreFound() throws IOException {
    byte[] truths = Npy.toBytes(NdArray.of(new boolean[5]));
    truths[HEADER + 3] = 7;
    isBad(file("b.npy", truths), "byte 131: expected a boolean, 0 or 1, but found 07 in element 3");
    byte[] text = Npy.toBytes(NdArray.zeros(DType.of("[('i','i1'),('p',[('t','>U2')])]"), 40_000));
    int header = text.length - 40_000 * 9;
    text[header + 35_001 * 9 + 1 + 5] = 0x11;
    isBad(
        file("u.npy", text),
        "byte %d: expected a character of Unicode but found 00110000 in the field 'p.t' of element 35001"
            .formatted(header + 35_001 * 9));
  }

  @Test
  void everyMemberOfAnArchiveIsRead() throws IOException {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      Path file = path(compression + ".npz");
      try (NpzWriter writer = NpzWriter.create(file, compression)) {
        writer.add("x", NdArray.of(new double[] {0.125, 1e300}));
        writer.addBytes("note.txt", "some words".getBytes(StandardCharsets.UTF_8));
        writer.commit();
      }
      npyio("verify", file, file + ":x").prints(file + ": ok\n" + file + ":x: ok\n");
    }
    Path stored = path("STORED.npz");
    byte[] bytes = Files.readAllBytes(stored);
    int words = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("some words");
    bytes[words] = 'S';
    Files.write(stored, bytes);
    isBad(
        stored,
        "note.txt: byte 10: expected the CRC-32 5FBD2217 but found 10E021C7; the member is damaged");
    Path member = path("member.npz");
    try (NpzWriter writer = NpzWriter.create(member)) {
      byte[] longer = Npy.toBytes(NdArray.of(new byte[] {1}));
      writer.addBytes("x.npy", Arrays.copyOf(longer, longer.length + 3));
      writer.commit();
    }
    isBad(member, "x: byte 129: expected the end of the file but found 3 more bytes");
  }

  @Test
  void objectsOfAnyClassAreRead() throws Exception {
    Path fine = path("o.npy");
    Npy.saveObjects(fine, ObjectArray.of(Shape.of(1), List.of("x")));
    npyio("verify", fine).prints(fine + ": ok\n");
    byte[] bytes = Files.readAllBytes(fine);
    isBad(
        file("cut.npy", Arrays.copyOf(bytes, bytes.length - 1)),
        "byte %d: the pickle ends here but needs at least 1 more byte".formatted(bytes.length - 1));
    LiveNumPy.require();
    LiveNumPy.python(
        folder,
        "import fractions\nnp.save('f.npy', np.array([fractions.Fraction(1, 2)], dtype=object))");
    npyio("verify", path("f.npy")).prints(path("f.npy") + ": ok\n");
  }

  @Test
  void theWorstOfManyIsTheStatus() throws IOException {
    Path good = path("good.npy");
    Npy.save(good, NdArray.of(1));
    Path bad = file("bad.json", "[1,".getBytes(StandardCharsets.UTF_8));
    Path table = file("bad.csv", "1,2\n3\n".getBytes(StandardCharsets.UTF_8));
    Run run = npyio("verify", table, good, path("nowhere.npy"), good);
    assertEquals("npyio: " + path("nowhere.npy") + ": no such file\n", run.err());
    assertEquals(
        table
            + ": bad: line 2: expected 2 cells, as in the first row, but found 1\n"
            + (good + ": ok\n").repeat(2),
        run.out());
    assertEquals(2, run.status());
    assertEquals(1, npyio("verify", bad).status());
  }

  @Test
  void aRawFileMustBeLongEnough() throws IOException {
    Path raw = file("a.dat", new byte[5]);
    npyio("verify", raw, "--dtype", "i2", "--shape", "2").prints(raw + ": ok\n");
    Run run = npyio("verify", raw, "--dtype", "i2", "--shape", "3");
    assertEquals(
        raw + ": bad: byte 5: the file ends here but (3,) of '<i2' needs 1 more byte\n", run.out());
    npyio("verify", raw)
        .fails(
            "npyio: "
                + raw
                + ": is not a .npy file; for a raw file give --dtype (and --shape), or describe it in"
                + " a.dat.json");
  }

  @Test
  void theFilesOfAFolderAreChecked() throws IOException {
    Path deeper = Files.createDirectory(path("deeper"));
    Npy.save(path("a.npy"), NdArray.of(new int[] {1}));
    Npy.save(deeper.resolve("b.npy"), NdArray.of(new int[] {1}));
    file("c.txt", new byte[] {1});
    npyio("verify", folder).prints(path("a.npy") + ": ok\n");
    npyio("verify", "-r", folder)
        .prints(path("a.npy") + ": ok\n" + deeper.resolve("b.npy") + ": ok\n");
    file("bad.npy", new byte[] {1});
    Run run = npyio("verify", folder);
    assertEquals(
        path("a.npy")
            + ": ok\n"
            + path("bad.npy")
            + ": bad: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 01; a"
            + " file without header is read as raw data of a dtype and shape that you name\n",
        run.out());
    assertEquals(1, run.status());
    Path empty = Files.createDirectory(path("empty"));
    npyio("verify", empty)
        .fails(
            "npyio: "
                + empty
                + ": holds no array files; 'npyio verify -r' looks into the folders in it too");
  }

  @Test
  void whatKilledProcessesLeftInAFolderIsNamed() throws IOException {
    Path deeper = Files.createDirectory(path("deeper"));
    Npy.save(path("a.npy"), NdArray.of(new int[] {1}));
    Path part = file("deeper/.npyio-1x.part", new byte[5]);
    Path sidecar = file(".npyio-2y.sidecar", new byte[0]);
    file(".npyio-3z.other", new byte[0]);
    try (AtomicFile inUse = AtomicFile.replacing(deeper.resolve("b.npy"))) {
      String set =
          sidecar
              + ": not checked: a process that was killed while it replaced a raw file left it; it is"
              + " the old sidecar\n";
      npyio("verify", folder).prints(set + path("a.npy") + ": ok\n");
      npyio("verify", "-r", folder)
          .prints(
              set
                  + part
                  + ": not checked: a process that was killed left it, and the next one that writes its"
                  + " file removes it\n"
                  + path("a.npy")
                  + ": ok\n");
      inUse.commit();
    }
  }
}
