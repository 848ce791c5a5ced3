package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code npyio pack} and {@code npyio unpack}. */
class PackTest {
  private static final NdArray X = NdArray.of(new int[] {1, 2, 3});
  private static final NdArray Y = NdArray.of(new float[][] {{0.5f}, {1.5f}});

  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Path save(String name, NdArray array) throws IOException {
    Npy.save(path(name), array);
    return path(name);
  }

  @Test
  void filesOfAnyKindArePackedUnderTheirNames() throws IOException {
    Path x = save("x.npy", X);
    npyio("convert", save("y.npy", Y), path("raw.dat")).isSilent();
    Files.writeString(path("t.csv"), "1,2\n3,4\n");
    npyio("pack", path("a.npz"), x, "d/z=" + x, path("raw.dat"), path("t.csv")).isSilent();
    npyio("pack", path("b.npz"), path("a.npz") + ":d/z", "q=" + path("a.npz") + ":t").isSilent();
    try (Npz a = Npz.open(path("a.npz"));
        Npz b = Npz.open(path("b.npz"))) {
      assertEquals(List.of("x", "d/z", "raw", "t"), a.names());
      assertArrayEquals(Npy.toBytes(X), a.bytes("d/z"));
      assertArrayEquals(Npy.toBytes(Y), a.bytes("raw"));
      assertEquals("[[1 2]\n [3 4]]", a.load("t").toString());
      assertEquals(List.of("d/z", "q"), b.names());
    }
  }

  @Test
  void rawFilesAreDescribedByOptionsOrASidecar() throws IOException {
    Files.write(path("r.dat"), new byte[] {1, 2, 3, 4});
    npyio("pack", path("a.npz"), save("x.npy", X), path("r.dat"), "--dtype", "u1").isSilent();
    npyio("cat", path("a.npz") + ":r").prints("[1 2 3 4]\n");
    npyio("pack", path("a.npz"), path("r.dat"), "--force")
        .fails(
            "npyio: "
                + path("r.dat")
                + ": is not a .npy file; for a raw file give --dtype (and --shape), or describe it in"
                + " r.dat.json");
    npyio("cat", path("a.npz") + ":r").prints("[1 2 3 4]\n");
  }

  @Test
  void compressedArchivesAreDeflated() throws IOException {
    npyio("pack", path("a.npz"), save("x.npy", X), "--compress").isSilent();
    try (Npz a = Npz.open(path("a.npz"))) {
      assertEquals(Compression.DEFLATED, a.members().get(0).compression());
    }
  }

  @Test
  void twoArraysOfOneNameAreRefused() throws IOException {
    Path x = save("x.npy", X);
    npyio("pack", path("a.npz"), x, x)
        .fails(
            "npyio: "
                + x
                + ": its member x would be the second of that name, after the one of "
                + x
                + "; NEW="
                + x
                + " gives it another name");
    npyio("pack", path("a.npz"), path("no.npy"))
        .fails("npyio: " + path("no.npy") + ": no such file");
    npyio("pack", path("a.npz") + ":x", x)
        .fails(
            "npyio: "
                + path("a.npz")
                + ":x: is a member of an archive; expected the name of the archive, "
                + path("a.npz"));
    assertFalse(Files.exists(path("a.npz")));
  }

  @Test
  void anArchiveOfOtherMembersIsKeptUnlessToldOtherwise() throws IOException {
    Path x = save("x.npy", X);
    Path file = archive("x.npy", "y.npy", "z", "note.txt", "x", "q", "r");
    byte[] before = Files.readAllBytes(file);
    npyio("pack", file, x)
        .fails(
            "npyio: "
                + file
                + ": holds y, z, note.txt, x, q and 1 more, which would be lost; --force replaces it");
    assertArrayEquals(before, Files.readAllBytes(file));
    npyio("pack", file, x, "--force").isSilent();
    npyio("pack", file, x, "y=" + x).isSilent();
    npyio("pack", file, "x=" + file + ":x", "y=" + x, "z=" + x).isSilent();
    try (Npz archive = Npz.open(file)) {
      assertEquals(List.of("x", "y", "z"), archive.names());
    }
  }

  @Test
  void aFileThatIsNotAnArchiveIsKeptUnlessToldOtherwise() throws IOException {
    Path x = save("x.npy", X);
    Path file = Files.writeString(path("a.npz"), "not an archive");
    npyio("pack", file, x)
        .fails(
            "npyio: "
                + file
                + ": is there already and cannot be read as an archive; --force replaces it");
    assertEquals("not an archive", Files.readString(file));
    npyio("pack", file, x, "--force").isSilent();
    npyio("pack", Files.createFile(path("empty.npz")), x).isSilent();
    npyio("diff", file, path("empty.npz")).isSilent();
  }

  private Path archive(String... members) throws IOException {
    try (NpzWriter writer = NpzWriter.create(path("a.npz"), Compression.DEFLATED)) {
      for (String member : members) {
        writer.addBytes(member, member.getBytes(UTF_8));
      }
      writer.commit();
    }
    return path("a.npz");
  }

  @Test
  void theFolderThatCannotBeMadeIsNamed() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: no /proc");
    npyio("pack", path("a.npz"), save("x.npy", X)).isSilent();
    for (Path source : List.of(path("a.npz"), path("x.npy"))) {
      npyio("unpack", source, "/proc/out").fails("npyio: /proc/out: no folder can be created here");
    }
  }

  @Test
  void unpackingGivesTheFilesBack() throws IOException {
    Path x = save("x.npy", X);
    Path y = save("y.npy", Y);
    npyio("pack", path("a.npz"), x, "d/e/y=" + y, "--compress").isSilent();
    npyio("unpack", path("a.npz"), path("out")).isSilent();
    assertArrayEquals(Files.readAllBytes(x), Files.readAllBytes(path("out/x.npy")));
    assertArrayEquals(Files.readAllBytes(y), Files.readAllBytes(path("out/d/e/y.npy")));
  }

  @Test
  void otherMembersAreUnpackedUnchanged() throws IOException {
    npyio("unpack", archive("note.txt", "folder/", "folder/..x"), path("out")).isSilent();
    assertEquals("note.txt", Files.readString(path("out/note.txt")));
    assertEquals("folder/..x", Files.readString(path("out/folder/..x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.npy",
        "d/../../x.npy",
        "/x.npy",
        "C:x.npy",
        "d/C:/x",
        "..\\x.npy",
        "d\\x.npy",
        "..",
        "./x",
        "d//x",
        "//x",
        ""
      })
  void namesThatClimbOutAreRefusedAndNothingIsWritten(String name) throws IOException {
    Path file = archive("fine.npy", name);
    npyio("unpack", file, path("out"))
        .fails(
            "npyio: "
                + file
                + ": the member '"
                + name
                + "' names no file inside the folder; nothing was unpacked");
    assertEquals(List.of("a.npz"), names(folder));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void filesThatAreThereAreKeptUnlessToldOtherwise() throws IOException {
    Path file = archive("new", "old");
    Files.createDirectory(path("out"));
    Files.writeString(path("out/old"), "mine");
    npyio("unpack", file, path("out"))
        .fails(
            "npyio: "
                + file
                + ": "
                + path("out/old")
                + " already exists; --force replaces it; nothing was unpacked");
    assertEquals(List.of("old"), names(path("out")));
    npyio("unpack", file, path("out"), "--force").isSilent();
    assertEquals("old", Files.readString(path("out/old")));
    assertEquals(List.of("new", "old"), names(path("out")));
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Path file = archive("fine", "d/x");
    Files.createDirectories(path("out"));
    Files.createDirectories(path("elsewhere"));
    Files.createSymbolicLink(path("out/d"), path("elsewhere"));
    npyio("unpack", file, path("out"), "--force")
        .fails(
            "npyio: "
                + file
                + ": the member 'd/x' would be written through the symbolic link "
                + path("out/d")
                + "; nothing was unpacked");
    assertEquals(List.of(), names(path("elsewhere")));
    assertEquals(List.of("d"), names(path("out")));
  }

  @Test
  void aMemberInsideAnotherFileIsRefused() throws IOException {
    Path file = archive("d", "d/x");
    npyio("unpack", file, path("out"))
        .fails("npyio: " + file + ": " + path("out/d") + " is not a folder");
    npyio("unpack", path("no.npz"), path("out"))
        .fails("npyio: " + path("no.npz") + ": no such file");
  }
}
