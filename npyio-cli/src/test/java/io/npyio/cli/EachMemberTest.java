package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cat}, {@code stats} and {@code verify} of all arrays of an archive, and of files. */
class EachMemberTest {
  private static final String STATISTICS =
      """
        count  2
        nan    0
        inf    0
        min    0.5
        max    1.5
        mean   1.0
        std    0.5
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void anArchive() throws IOException {
    file = folder.resolve("a.npz");
    try (NpzWriter writer = NpzWriter.create(file, Compression.DEFLATED)) {
      writer.add("x", NdArray.of(new int[][] {{1, 2}, {3, 4}}));
      writer.add("d/y", NdArray.of(new double[] {0.5, 1.5}));
      writer.add("o", ObjectArray.of(Shape.of(2), Arrays.asList("text", null)));
      writer.addBytes("note.txt", "hi".getBytes(StandardCharsets.UTF_8));
      writer.commit();
    }
  }

  /** An archive with two bad members. */
  private Path bad() throws IOException {
    Path path = folder.resolve("bad.npz");
    byte[] whole = Npy.toBytes(NdArray.of(new int[] {7}));
    try (NpzWriter writer = NpzWriter.create(path)) {
      writer.addBytes("cut.npy", Arrays.copyOf(whole, whole.length - 1));
      writer.add("good", NdArray.of(new double[] {0.5, 1.5}));
      writer.addBytes("text.npy", "no array".getBytes(StandardCharsets.UTF_8));
      whole[6] = 9;
      writer.addBytes("new.npy", whole);
      writer.commit();
    }
    return path;
  }

  private static String problems(Path bad) {
    return "npyio: "
        + bad
        + ":cut: byte 131: the file ends here but (1,) of '<i4' needs 1 more byte\nnpyio: "
        + bad
        + ":new: byte 6: expected format version 1.0, 2.0 or 3.0 but found 9.0\n";
  }

  private static void ends(Run run, String out, String err, int status) {
    assertEquals(err, run.err());
    assertEquals(out, run.out());
    assertEquals(status, run.status());
  }

  @Test
  void eachArrayIsPrintedBelowItsName() throws IOException {
    String all = "x:\n[[1 2]\n [3 4]]\nd/y:\n[0.5 1.5]\no:\n['text' None]\n";
    npyio("cat", file).prints(all);
    withInput(Files.readAllBytes(file), "cat", "-", "--from", "npz").prints(all);
    npyio("cat", file, "--slice", "-1").prints("x:\n[3 4]\nd/y:\n1.5\no:\nNone\n");
    npyio("cat", file, "--head", "1", "--full").prints("x:\n[[1 2]]\nd/y:\n[0.5]\no:\n['text']\n");
  }

  @Test
  void inJsonTheArraysAreThePropertiesOfAnObject() {
    npyio("cat", file, "--format", "json")
        .prints("{\"x\":[[1,2],[3,4]],\"d/y\":[0.5,1.5],\"o\":[\"text\",null]}\n");
  }

  @Test
  void severalArraysAreNoTable() {
    for (String format : new String[] {"csv", "tsv"}) {
      npyio("cat", file, "--format", format)
          .fails(
              "npyio: "
                  + file
                  + ": holds several arrays, but a table is one; name it, as in a.npz:x");
    }
  }

  @Test
  void aBadMemberIsNamedAndTheOthersArePrinted() throws IOException {
    Path bad = bad();
    ends(npyio("cat", bad), "good:\n[0.5 1.5]\n", problems(bad), 2);
    ends(npyio("cat", bad, "--format", "json"), "{\"good\":[0.5,1.5]}\n", problems(bad), 2);
    ends(npyio("stats", bad), bad + ":good: float64, shape (2,)\n" + STATISTICS, problems(bad), 2);
    String good =
        "{\"name\":\"good\",\"dtype\":\"float64\",\"shape\":[2],\"count\":2,\"nan\":0,\"inf\":0,"
            + "\"min\":0.5,\"max\":1.5,\"mean\":1.0,\"std\":0.5}";
    String cut = problems(bad).split(":cut: |\n")[1];
    String version = problems(bad).split(":new: |\n")[2];
    ends(
        npyio("stats", "--json", bad),
        "{\"file\":\"%s\",\"format\":\"npz\",\"members\":[".formatted(bad)
            + "{\"name\":\"cut\",\"format\":\"bad\",\"error\":\"%s\"},".formatted(cut)
            + good
            + ",{\"name\":\"new\",\"format\":\"bad\",\"error\":\"%s\"}]}\n".formatted(version),
        problems(bad),
        2);
  }

  @Test
  void verifyNamesEveryBadMember() throws IOException {
    Path bad = bad();
    Run run = npyio("verify", bad, file);
    ends(
        run,
        bad
            + ": bad: cut: byte 131: the file ends here but (1,) of '<i4' needs 1 more byte; new: byte"
            + " 6: expected format version 1.0, 2.0 or 3.0 but found 9.0\n"
            + file
            + ": ok\n",
        "",
        1);
  }

  @Test
  void eachArrayHasItsStatistics() {
    Run run = npyio("stats", file, "--slice", "...");
    ends(
        run,
        file
            + """
            :x: int32, shape (2, 2)
              count  4
              nan    0
              inf    0
              min    1
              max    4
              mean   2.5
              std    1.118033988749895
            """
            + file
            + ":d/y: float64, shape (2,)\n"
            + STATISTICS
            + file
            + ":o: object, shape (2,)\n  count  2\n",
        "",
        0);
  }

  @Test
  void statisticsOfAnArchiveAreOneObject() throws IOException {
    npyio("remove", file + ":o", file + ":note.txt").isSilent();
    npyio("stats", file, "--json", "--axis", "0")
        .prints(
            "{\"file\":\""
                + file
                + "\",\"format\":\"npz\",\"members\":[{\"name\":\"x\",\"dtype\":\"int32\",\"shape\":[2,2],"
                + "\"axis\":0,\"count\":[2,2],\"nan\":[0,0],\"inf\":[0,0],\"min\":[1,2],\"max\":[3,4],"
                + "\"mean\":[2.0,3.0],\"std\":[1.0,1.0]},{\"name\":\"d/y\",\"dtype\":\"float64\","
                + "\"shape\":[2],\"axis\":0,\"count\":2,\"nan\":0,\"inf\":0,\"min\":0.5,\"max\":1.5,"
                + "\"mean\":1.0,\"std\":0.5}]}\n");
  }

  @Test
  void severalFilesHaveTheirStatisticsOneAfterTheOther() throws IOException {
    Path y = folder.resolve("y.npy");
    Npy.save(y, NdArray.of(new double[] {0.5, 1.5}));
    Path raw = Files.write(folder.resolve("r.dat"), new byte[] {1, 3});
    String statistics = y + ": float64, shape (2,)\n" + STATISTICS;
    Path no = folder.resolve("no.npy");
    ends(
        npyio("stats", y, no, file + ":d/y", y),
        statistics + statistics.replace(y.toString(), file + ":d/y") + statistics,
        "npyio: " + no + ": no such file\n",
        2);
    npyio("stats", y, raw, "--dtype", "u1", "--json")
        .prints(
            "{\"file\":\"%s\",\"dtype\":\"float64\",\"shape\":[2],".formatted(y)
                + "\"count\":2,\"nan\":0,\"inf\":0,\"min\":0.5,\"max\":1.5,\"mean\":1.0,\"std\":0.5}\n"
                + "{\"file\":\"%s\",\"dtype\":\"uint8\",\"shape\":[2],".formatted(raw)
                + "\"count\":2,\"nan\":0,\"inf\":0,\"min\":1,\"max\":3,\"mean\":2.0,\"std\":1.0}\n");
  }

  @Test
  void anAxisThatOneArrayLacksDoesNotStopTheOthers() throws IOException {
    Path path = folder.resolve("b.npz");
    try (NpzWriter writer = NpzWriter.create(path)) {
      writer.add("n", NdArray.of(5));
      writer.add("y", NdArray.of(new double[] {0.5, 1.5}));
      writer.add("empty", NdArray.zeros(ArrayLayout.of("<i4", 0)));
      writer.commit();
    }
    Run run = npyio("stats", path, "--axis", "0", "--json");
    assertEquals(
        "npyio: " + path + ":n: axis 0 is out of bounds for an array of 0 axes\n", run.err());
    assertEquals(2, run.status());
  }
}
