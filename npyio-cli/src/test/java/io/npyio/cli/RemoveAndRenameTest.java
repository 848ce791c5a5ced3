package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.Shape;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio remove} and {@code npyio rename}. */
class RemoveAndRenameTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void anArchive() throws IOException {
    file = archive("a.npz");
  }

  private Path archive(String name) throws IOException {
    Path path = folder.resolve(name);
    try (NpzWriter writer = NpzWriter.create(path, Compression.DEFLATED)) {
      writer.add("x", NdArray.of(new int[] {1, 2, 3}));
      writer.add("d/y", NdArray.of(new double[] {0.5}));
      writer.add("o", ObjectArray.of(Shape.of(1), List.of("text")));
      writer.addBytes("note.txt", new byte[] {'h', 'i'});
      writer.commit();
    }
    return path;
  }

  private static List<String> names(Path path) throws IOException {
    try (Npz archive = Npz.open(path)) {
      return archive.members().stream().map(Npz.Member::memberName).toList();
    }
  }

  @Test
  void membersAreRemovedFromOneOrSeveralArchives() throws IOException {
    Path other = archive("b.npz");
    npyio("remove", file + ":x", other + ":d/y.npy", file + ":note.txt", file + ":x.npy")
        .isSilent();
    assertEquals(List.of("d/y.npy", "o.npy"), names(file));
    assertEquals(List.of("x.npy", "o.npy", "note.txt"), names(other));
    npyio("cat", file + ":d/y").prints("[0.5]\n");
    npyio("cat", file + ":o").prints("['text']\n");
  }

  @Test
  void theLastMemberMayGo() throws IOException {
    npyio("remove", file + ":x", file + ":d/y", file + ":o", file + ":note.txt").isSilent();
    npyio("info", file).prints(file + ": npz, 0 members\n");
  }

  @Test
  void anArchiveStaysAsItIsIfAMemberIsMissing() throws IOException {
    byte[] before = Files.readAllBytes(file);
    Path other = archive("b.npz");
    Run run = npyio("remove", file + ":x", file + ":z", folder + "/no.npz:x", other + ":x");
    assertEquals(
        "npyio: "
            + folder
            + "/no.npz:x: no such file\n"
            + "npyio: "
            + file
            + ":z: no member 'z' in a.npz: x, d/y, o, note.txt\n",
        run.err());
    assertEquals(2, run.status());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of("d/y.npy", "o.npy", "note.txt"), names(other));
  }

  @Test
  void aMemberIsRenamedInItsPlace() throws IOException {
    npyio("rename", file + ":x", "e/w").isSilent();
    npyio("rename", file + ":o.npy", "objects.npy").isSilent();
    npyio("rename", file + ":note.txt", "readme.npy").isSilent();
    assertEquals(List.of("e/w.npy", "d/y.npy", "objects.npy", "readme.npy"), names(file));
    npyio("cat", file + ":e/w").prints("[1 2 3]\n");
    try (Npz archive = Npz.open(file)) {
      assertEquals(Compression.DEFLATED, archive.member("e/w").compression());
    }
  }

  @Test
  void aNameThatIsTakenOrRepeatsTheArchiveIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(file);
    npyio("rename", file + ":x", "d/y")
        .fails("npyio: " + file + ":x: a.npz has a member d/y.npy already; remove it first");
    npyio("rename", file + ":z", "w")
        .fails("npyio: " + file + ":z: no member 'z' in a.npz: x, d/y, o, note.txt");
    for (String name : List.of("", file + ":w")) {
      npyio("rename", file + ":x", name)
          .fails(
              "npyio: "
                  + file
                  + ":x: '"
                  + name
                  + "' is not a new name: expected one without the archive, as in 'npyio rename"
                  + " run.npz:weights w'");
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void onlyMembersOfArchivesAreRemovedAndRenamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npz"), "not an archive");
    String missing = ": names no member; expected one after a colon, as in run.npz:weights";
    npyio("remove", file).fails("npyio: " + file + missing);
    npyio("rename", file, "x").fails("npyio: " + file + missing);
    npyio("remove", file + ":").fails("npyio: " + file + ":: names no member after the colon");
    npyio("remove", text + ":x")
        .fails(
            "npyio: "
                + text
                + ": byte 0: expected a zip archive, as .npz files are, but found none in 14 bytes");
    npyio("rename", folder + "/no.npz:x", "y")
        .fails("npyio: " + folder + "/no.npz:x: no such file");
  }
}
