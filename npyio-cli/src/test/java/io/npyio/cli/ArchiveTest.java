package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives, and {@code archive.npz:member} in place of a file. */
class ArchiveTest {
  private static final NdArray X = NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}});
  private static final NdArray Y = NdArray.of(new double[] {0.5, 1.5});

  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path archive(Compression compression) throws IOException {
    Path path = path("a.npz");
    try (NpzWriter writer = NpzWriter.create(path, compression)) {
      writer.add("x", X);
      writer.add("d/y", Y);
      writer.addBytes("note.txt", new byte[] {'h', 'i'});
      writer.commit();
    }
    return path;
  }

  private static Map<String, NdArray> contents(Path path) throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try (Npz archive = Npz.open(path)) {
      for (String name : archive.names()) {
        arrays.put(name, archive.load(name));
      }
    }
    return arrays;
  }

  @Test
  void theMembersOfAnArchiveAreShown() throws IOException {
    Path file = archive(Compression.STORED);
    npyio("info", file)
        .prints(
            file
                + """
                : npz, 3 members
                  x: npy 1.0, <i4, (2, 3), C order, 152 bytes stored
                  d/y: npy 1.0, <f8, (2,), C order, 144 bytes stored
                  note.txt: no array, 2 bytes stored
                """);
    npyio("info", file, file).prints((file + ": npz, 3 members\n").repeat(2));
    npyio("info", file + ":d/y")
        .prints(
            file
                + """
                :d/y: npy 1.0
                  dtype   float64 (<f8)
                  shape   (2,)
                  order   C (rows)
                  size    2 elements of 8 bytes: 16 bytes
                  data    at byte 128
                """);
  }

  @Test
  void theMembersOfAnArchiveAreShownInJson() throws IOException {
    Path file = archive(Compression.STORED);
    String x =
        "\"format\":\"npy\",\"version\":\"1.0\",\"descr\":\"<i4\",\"dtype\":\"int32\","
            + "\"shape\":[2,3],\"fortran_order\":false,\"itemsize\":4,\"size\":6,\"nbytes\":24,"
            + "\"data_offset\":128,\"byte_order\":\"little\"";
    String y =
        "\"format\":\"npy\",\"version\":\"1.0\",\"descr\":\"<f8\",\"dtype\":\"float64\","
            + "\"shape\":[2],\"fortran_order\":false,\"itemsize\":8,\"size\":2,\"nbytes\":16,"
            + "\"data_offset\":128,\"byte_order\":\"little\"";
    String stored = ",\"compression\":\"stored\",\"compressed_size\":%1$d,\"file_size\":%1$d}";
    npyio("info", "--json", file)
        .prints(
            "{\"file\":\""
                + file
                + "\",\"format\":\"npz\",\"members\":[{\"name\":\"x\","
                + x
                + stored.formatted(152)
                + ",{\"name\":\"d/y\","
                + y
                + stored.formatted(144)
                + ",{\"name\":\"note.txt\",\"format\":\"other\""
                + stored.formatted(2)
                + "]}\n");
    npyio("info", "--json", file + ":x.npy")
        .prints("{\"file\":\"" + file + ":x.npy\"," + x + "}\n");
  }

  @Test
  void theCompressionOfAMemberIsShown() throws IOException {
    Path file = archive(Compression.DEFLATED);
    Npz.Member x;
    try (Npz archive = Npz.open(file)) {
      x = archive.members().get(0);
    }
    assertEquals(
        "  x: npy 1.0, <i4, (2, 3), C order, 152 bytes deflated to " + x.compressedSize(),
        npyio("info", file).out().split("\n")[1]);
    String json = npyio("info", "--json", file).out();
    String expected =
        "\"compression\":\"deflated\",\"compressed_size\":%d,\"file_size\":152}"
            .formatted(x.compressedSize());
    assertTrue(json.contains(expected), json);
  }

  @Test
  void aMemberIsReadWhereAFileIs() throws IOException {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      Path file = archive(compression);
      npyio("cat", file + ":x").prints("[[1 2 3]\n [4 5 6]]\n");
      npyio("cat", file + ":d/y.npy", "--slice", "-1").prints("1.5\n");
      npyio("convert", file + ":x", path("x.npy")).isSilent();
      assertArrayEquals(Npy.toBytes(X), Files.readAllBytes(path("x.npy")));
    }
  }

  @Test
  void aLargeDeflatedMemberIsReadThroughATemporaryFile() throws IOException {
    NdArray large = NdArray.zeros(ArrayLayout.of(">i4", 700, 500));
    large.setInt(7, 699, 499);
    Npz.saveCompressed(path("a.npz"), Map.of("large", large));
    npyio("convert", path("a.npz") + ":large", path("x.npy")).isSilent();
    assertArrayEquals(Npy.toBytes(large), Files.readAllBytes(path("x.npy")));
  }

  @Test
  void anArchiveOfOneArrayIsThatArray() throws IOException {
    Npz.save(path("one.npz"), Map.of("x", X));
    npyio("cat", path("one.npz")).prints("[[1 2 3]\n [4 5 6]]\n");
    withInput(Files.readAllBytes(path("one.npz")), "cat", "-", "--from", "npz", "--slice", "0")
        .prints("[1 2 3]\n");
    npyio("convert", path("one.npz"), path("same.npz")).isSilent();
    assertArrayEquals(Files.readAllBytes(path("one.npz")), Files.readAllBytes(path("same.npz")));
  }

  @Test
  void anArrayBecomesAnArchive() throws IOException {
    Npy.save(path("w.x.npy"), X);
    npyio("convert", path("w.x.npy"), path("new.npz")).isSilent();
    assertEquals(List.of("w.x"), List.copyOf(contents(path("new.npz")).keySet()));
    npyio("convert", path("w.x.npy"), path("new.npz") + ":n/m", "--to-order", "F").isSilent();
    Map<String, NdArray> both = contents(path("new.npz"));
    assertEquals(List.of("w.x", "n/m"), List.copyOf(both.keySet()));
    assertEquals(
        "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }",
        both.get("n/m").layout().dictionary());
    npyio("convert", path("w.x.npy"), path("fresh.npz") + ":k.npy").isSilent();
    assertEquals(List.of("k"), List.copyOf(contents(path("fresh.npz")).keySet()));
    Run piped = withInput(Npy.toBytes(X), "convert", "-", "-", "--to", "npz");
    assertEquals("", piped.err());
    Files.write(path("piped.npz"), piped.bytes());
    assertEquals(List.of("arr_0"), List.copyOf(contents(path("piped.npz")).keySet()));
  }

  @Test
  void aMemberIsReplacedInItsPlaceAndKeepsItsCompressionUnlessToldOtherwise() throws IOException {
    Path file = archive(Compression.STORED);
    Npy.save(path("z.npy"), NdArray.of(new int[] {9, 9, 9}));
    npyio("convert", path("z.npy"), file + ":x").isSilent();
    npyio("cat", file + ":x").prints("[9 9 9]\n");
    npyio("convert", path("z.npy"), file + ":d/y", "--compress").isSilent();
    try (Npz archive = Npz.open(file)) {
      assertEquals(List.of("x", "d/y", "note.txt"), archive.names());
      assertEquals(Compression.STORED, archive.members().get(0).compression());
      assertEquals(Compression.DEFLATED, archive.members().get(1).compression());
    }
  }

  @Test
  void elementsOfAMemberAreSet() throws IOException {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      Path file = archive(compression);
      npyio("set", file + ":x", "0, 1", "7").isSilent();
      npyio("set", file + ":x.npy", "1", "[8, 9, 10]").isSilent();
      npyio("cat", file + ":x").prints("[[ 1  7  3]\n [ 8  9 10]]\n");
      npyio("cat", file + ":d/y").prints("[0.5 1.5]\n");
      try (Npz archive = Npz.open(file)) {
        assertEquals(List.of("x", "d/y", "note.txt"), archive.names());
        assertEquals(compression, archive.member("x").compression());
      }
    }
    Npz.save(path("one.npz"), Map.of("f", X.copy(Order.F)));
    npyio("set", path("one.npz"), "...", "0").isSilent();
    Map<String, NdArray> one = contents(path("one.npz"));
    assertEquals(Set.of("f"), one.keySet());
    assertEquals(X.copy(Order.F).layout(), one.get("f").layout());
  }

  @Test
  void aFileThatHasAColonInItsNameIsThatFile() throws IOException {
    archive(Compression.STORED);
    Npy.save(path("a.npz:x"), Y);
    npyio("cat", path("a.npz:x")).prints("[0.5 1.5]\n");
    Npy.save(path("v.npy"), X);
    npyio("convert", path("v.npy"), path("a:b.npy")).isSilent();
    assertArrayEquals(Npy.toBytes(X), Files.readAllBytes(path("a:b.npy")));
  }

  @Test
  void anArchiveIsKnownByItsContent() throws IOException {
    Npz.save(path("one"), Map.of("x", X));
    npyio("info", path("one"))
        .prints(
            path("one")
                + ": npz, 1 member\n  x: npy 1.0, <i4, (2, 3), C order, 152 bytes stored\n");
    Npz.save(path("none.npz"), Map.of());
    npyio("info", path("none.npz")).prints(path("none.npz") + ": npz, 0 members\n");
  }

  @Test
  void missingMembersAndImpossibleChangesAreReported() throws IOException {
    Path file = archive(Compression.STORED);
    npyio("plot", file).fails("npyio: " + file + ": holds 2 arrays; name one, as in a.npz:x");
    npyio("cat", file + ":z")
        .fails("npyio: " + file + ":z: no member 'z' in a.npz: x, d/y, note.txt");
    npyio("cat", file + ":").fails("npyio: " + file + ":: names no member after the colon");
    npyio("cat", file + ":note.txt")
        .fails(
            "npyio: "
                + file
                + ":note.txt: byte 0: expected an array but found other data; 'npyio unpack' takes"
                + " out any member");
    npyio("cat", path("no.npz") + ":x").fails("npyio: " + path("no.npz") + ":x: no such file");
    npyio("set", file, "0", "1")
        .fails("npyio: " + file + ": holds 2 arrays; name one, as in a.npz:x");
    npyio("set", file + ":z", "0", "1")
        .fails("npyio: " + file + ":z: no member 'z' in a.npz: x, d/y, note.txt");
    npyio("set", file + ":d/y", "0", "one")
        .fails("npyio: " + file + ":d/y: 'one' is not a valid float64");
    npyio("append", file + ":x", file + ":x")
        .fails(
            "npyio: "
                + file
                + ":x: an array in an archive cannot be lengthened in place; 'npyio convert' extracts"
                + " it to a .npy file, and puts it back");
    npyio("create", file, "--dtype", "f4", "--shape", "3")
        .fails(
            "npyio: "
                + file
                + ": an archive cannot be created this way; make a .npy file and 'npyio convert' it");
    npyio("cat", file + ":x", "--dtype", "f4")
        .fails(
            "npyio: "
                + file
                + ":x: --dtype describes the bytes of raw files, but this npz file describes itself;"
                + " 'npyio convert --to-dtype' changes its dtype");
    npyio("convert", file + ":x", path("x.npy"), "--compress")
        .fails(
            "npyio: --compress and --level are for .npz archives, but "
                + path("x.npy")
                + " becomes a npy file; see 'npyio convert --help'");
    npyio("convert", file + ":x", path("no/x.npz") + ":x")
        .fails("npyio: " + path("no/x.npz") + ":x: its folder does not exist");
    Npz.save(path("none.npz"), Map.of());
    npyio("cat", path("none.npz")).fails("npyio: " + path("none.npz") + ": holds no array");
    assertEquals(3, contentsCount(file));
  }

  private static int contentsCount(Path file) throws IOException {
    try (Npz archive = Npz.open(file)) {
      return archive.names().size();
    }
  }

  @Test
  void arraysOfPythonObjectsAreNotConcatenated() throws IOException {
    Path file = path("o.npy");
    Npy.saveObjects(file, ObjectArray.of(Shape.of(2), Arrays.asList("a", null)));
    npyio("info", file)
        .prints(
            file
                + """
                : npy 1.0
                  dtype   object (|O)
                  shape   (2,)
                  order   C (rows)
                  size    2 elements of 8 bytes: 16 bytes
                  data    at byte 128
                """);
    npyio("concat", path("all.npy"), file)
        .fails(
            "npyio: "
                + file
                + ": byte 128: expected plain data but found the Python objects of '|O'; cat, convert,"
                + " diff, pack, stats and verify read them");
  }
}
