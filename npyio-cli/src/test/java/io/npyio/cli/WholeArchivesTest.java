package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio convert} and {@code npyio pack} of whole archives. */
class WholeArchivesTest {
  private static final NdArray X = NdArray.of(new Random(1).ints(20_000, 0, 9).toArray());

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void anArchive() throws IOException {
    file = path("a.npz");
    try (NpzWriter writer = NpzWriter.create(file)) {
      writer.add("x", X);
      writer.add("d/y", NdArray.of(new double[] {0.5, 1.5}));
      writer.add("o", ObjectArray.of(Shape.of(2), Arrays.asList("text", null)));
      writer.addBytes("note.txt", new byte[] {'h', 'i'});
      writer.commit();
    }
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path save(String name, NdArray array) throws IOException {
    Npy.save(path(name), array);
    return path(name);
  }

  private void assertSameMembers(Path found, Compression compression) throws IOException {
    try (Npz before = Npz.open(file);
        Npz after = Npz.open(found)) {
      assertEquals(before.names(), after.names());
      for (Npz.Member member : after.members()) {
        assertEquals(compression, member.compression());
        assertArrayEquals(before.bytes(member.memberName()), after.bytes(member.memberName()));
      }
    }
  }

  private static long size(Path archive, String member) throws IOException {
    try (Npz npz = Npz.open(archive)) {
      return npz.member(member).compressedSize();
    }
  }

  @Test
  void everyMemberIsCompressedOrStored() throws IOException {
    npyio("convert", file, path("small.npz"), "--compress").isSilent();
    assertSameMembers(path("small.npz"), Compression.DEFLATED);
    npyio("convert", path("small.npz"), path("large.npz")).isSilent();
    assertSameMembers(path("large.npz"), Compression.STORED);
    npyio("convert", path("small.npz"), path("small.npz")).isSilent();
    assertSameMembers(path("small.npz"), Compression.STORED);
  }

  @Test
  void aLevelCompressesToo() throws IOException {
    npyio("convert", file, path("1.npz"), "--level", "1").isSilent();
    npyio("convert", file, path("9.npz"), "--level", "9", "--compress").isSilent();
    npyio("convert", path("9.npz"), path("0.npz"), "--level", "0").isSilent();
    for (String level : List.of("0", "1", "9")) {
      assertSameMembers(path(level + ".npz"), Compression.DEFLATED);
    }
    assertTrue(size(path("1.npz"), "x") > size(path("9.npz"), "x"));
    assertTrue(size(path("0.npz"), "x") > X.nbytes());
    npyio("convert", file + ":x", path("x.npz"), "--level", "9").isSilent();
    assertEquals(size(path("9.npz"), "x"), size(path("x.npz"), "x"));
    npyio("convert", file + ":x", path("1.npz") + ":x", "--level", "9").isSilent();
    assertEquals(size(path("9.npz"), "x"), size(path("1.npz"), "x"));
    npyio("pack", path("p.npz"), file, "--level", "9").isSilent();
    assertArrayEquals(Files.readAllBytes(path("9.npz")), Files.readAllBytes(path("p.npz")));
  }

  @Test
  void anArchiveGoesThroughPipes() throws IOException {
    Run run =
        withInput(Files.readAllBytes(file), "convert", "-", "-", "--from", "npz", "--to", "npz");
    assertEquals("", run.err());
    assertSameMembers(Files.write(path("b.npz"), run.bytes()), Compression.STORED);
  }

  @Test
  void castsApplyToEveryArray() throws IOException {
    npyio("remove", file + ":o").isSilent();
    npyio("convert", file, path("b.npz"), "--to-dtype", "f4", "--to-endian", "big").isSilent();
    try (Npz npz = Npz.open(path("b.npz"))) {
      assertEquals(List.of("x", "d/y", "note.txt"), npz.names());
      assertEquals(DType.of(">f4"), npz.load("x").dtype());
      assertEquals(X.getInt(19_999), npz.load("x").getFloat(19_999));
      assertEquals("[0.5 1.5]", npz.load("d/y").toString());
      assertArrayEquals(new byte[] {'h', 'i'}, npz.bytes("note.txt"));
    }
    npyio("convert", path("b.npz"), path("c.npz"), "--view", ">i4").isSilent();
    npyio("cat", path("c.npz") + ":d/y").prints("[1056964608 1069547520]\n");
  }

  @Test
  void optionsThatFitNotEveryArrayAreRefusedAndNothingIsWritten() throws IOException {
    npyio("convert", file, path("b.npz"), "--to-endian", "big")
        .fails(
            "npyio: "
                + file
                + ":o: --to-order, --to-endian and --to-version are for plain elements, not for Python"
                + " objects; --to-dtype casts those that are numbers or text");
    npyio("convert", file, path("b.npz"), "--to-dtype", "i4")
        .fails("npyio: " + file + ":o: element [0], 'text', cannot be cast to int32");
    for (String option : List.of("--slice=:1", "--axes=0", "--transpose", "--to-shape=-1")) {
      npyio("convert", file, path("b.npz"), option)
          .fails(
              "npyio: "
                  + file
                  + ": holds 3 arrays, but --slice, --axes, --transpose and --to-shape are for one;"
                  + " name it, as in a.npz:x");
    }
    npyio("convert", file, path("b.npy"), "--level", "1")
        .fails(
            "npyio: --compress and --level are for .npz archives, but "
                + path("b.npy")
                + " becomes a npy file; see 'npyio convert --help'");
    for (String level : List.of("10", "-1", "best")) {
      npyio("convert", file, path("b.npz"), "--level=" + level)
          .fails(
              "npyio: Invalid value for option '--level': '"
                  + level
                  + "' is not a level of compression: 0 to 9; see 'npyio convert --help'");
    }
    npyio("convert", file, path("b.npy"))
        .fails("npyio: " + file + ": holds 3 arrays; name one, as in a.npz:x");
    npyio("convert", file, path("no/b.npz"))
        .fails("npyio: " + path("no/b.npz") + ": its folder does not exist");
    assertFalse(Files.exists(path("b.npz")));
  }

  @Test
  void everyOptionAppliesToTheOnlyArray() throws IOException {
    Npz.save(path("one.npz"), Map.of("x", NdArray.of(new int[] {1, 2, 3, 4})));
    npyio("convert", path("one.npz"), path("b.npz"), "--slice", "1:", "--to-shape", "3,1")
        .isSilent();
    npyio("cat", path("b.npz") + ":x").prints("[[2]\n [3]\n [4]]\n");
  }

  @Test
  void aDamagedMemberIsNamedAndNothingIsWritten() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("text");
    bytes[at] = 'T';
    Files.write(file, bytes);
    String problem = npyio("convert", file, path("b.npz")).err();
    assertTrue(
        problem.matches(
            "npyio: \\Q"
                + file
                + ":o\\E: byte \\d+: expected the CRC-32 \\w+ but found \\w+; the member is damaged\n"),
        problem);
    assertEquals(problem, npyio("pack", path("b.npz"), file).err());
    assertFalse(Files.exists(path("b.npz")));
  }

  @Test
  void archivesAreMerged() throws IOException {
    Npz.save(path("b.npz"), Map.of("w", NdArray.of(1.5)));
    Path z = save("z.npy", NdArray.of(new int[] {7}));
    npyio("pack", path("all.npz"), file, path("b.npz"), "q=" + path("b.npz"), z).isSilent();
    try (Npz npz = Npz.open(path("all.npz"))) {
      assertEquals(List.of("x", "d/y", "o", "note.txt", "w", "q", "z"), npz.names());
      assertEquals("1.5", npz.load("w").toString());
      assertEquals("['text' None]", npz.loadObjects("o").toString());
    }
    npyio("pack", file, file, z).isSilent();
    npyio("cat", file + ":z").prints("[7]\n");
  }

  @Test
  void aNameThatTwoArchivesHaveIsRefused() throws IOException {
    Npz.save(path("b.npz"), Map.of("x", NdArray.of(1.5)));
    for (String force : List.of("--quiet", "--force")) {
      npyio("pack", path("all.npz"), file, path("b.npz"), force)
          .fails(
              "npyio: "
                  + path("b.npz")
                  + ": its member x would be the second of that name, after the one of "
                  + file
                  + "; NEW="
                  + path("b.npz")
                  + ":x gives it another name");
    }
    npyio("pack", path("all.npz"), "q=" + file)
        .fails("npyio: " + file + ": holds 3 arrays; name one, as in a.npz:x");
    npyio("pack", file, path("b.npz"))
        .fails(
            "npyio: "
                + file
                + ": holds d/y, o, note.txt, which would be lost; --force replaces it");
    assertFalse(Files.exists(path("all.npz")));
    npyio("pack", path("all.npz"), file, "NEW=" + path("b.npz") + ":x").isSilent();
  }
}
