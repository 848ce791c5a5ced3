package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives with several members of one name, as Python's zipfile writes them; NumPy judges. */
class ShadowedMembersTest {
  private static final String WRITE =
      """
      import io, zipfile
      def npy(a):
          b = io.BytesIO(); np.save(b, a, allow_pickle=True); return b.getvalue()
      with zipfile.ZipFile('dup.npz', 'w') as z:
          z.writestr('a.npy', npy(np.arange(5)))
          z.writestr('o.npy', npy(np.array(['x', None], dtype=object)))
          z.writestr('b.npy', npy(np.arange(2.)))
          z.writestr('a.npy', npy(np.arange(3)))
          z.writestr('o.npy', npy(np.array([1], dtype=object)))
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    LiveNumPy.require();
    LiveNumPy.python(folder, WRITE);
    file = folder.resolve("dup.npz");
  }

  @Test
  void infoShowsEachWithItsShape() throws Exception {
    npyio("info", file)
        .prints(
            """
            %s: npz, 5 members
              a: npy 1.0, <i8, (5,), C order, 168 bytes stored, shadowed by a later member
              o: npy 1.0, |O, (2,), C order, %d bytes stored, shadowed by a later member
              b: npy 1.0, <f8, (2,), C order, 144 bytes stored
              a: npy 1.0, <i8, (3,), C order, 152 bytes stored
              o: npy 1.0, |O, (1,), C order, %d bytes stored
            """
                .formatted(file, size(1), size(4)));
    String json = npyio("info", "--json", file).out();
    String[] members = json.split("\\{\"name\":");
    assertEquals(6, members.length, json);
    for (int i = 1; i < members.length; i++) {
      assertEquals(i <= 2, members[i].contains("\"shadowed\":true"), members[i]);
      assertEquals(i == 1, members[i].contains("\"shape\":[5]"), members[i]);
    }
  }

  private int size(int member) throws Exception {
    return Integer.parseInt(
        LiveNumPy.python(
                folder,
                "import zipfile; print(zipfile.ZipFile('dup.npz').infolist()[%d].file_size)"
                    .formatted(member))
            .strip());
  }

  @Test
  void catPrintsTheOneThatNumPyReadsAndSaysSo() throws Exception {
    Run cat = npyio("cat", file + ":a");
    assertEquals(LiveNumPy.python(folder, "print(np.load('dup.npz')['a'])"), cat.out());
    assertEquals(
        "npyio: "
            + file
            + ":a: the last of 2 members of this name, which NumPy reads; 'npyio info' shows all\n",
        cat.err());
    assertEquals(0, cat.status());
    npyio("cat", file + ":b").prints("[0. 1.]\n");
  }

  @Test
  void verifyChecksAllOfThem() throws Exception {
    npyio("verify", file).prints(file + ": ok, 2 members shadowed by later ones of their names\n");
    byte[] bytes = Files.readAllBytes(file);
    bytes[30 + 5 + 128]++; // the first element of the first member
    Files.write(file, bytes);
    Run bad = npyio("verify", file);
    assertEquals(1, bad.status());
    assertEquals(
        file + ": bad: shadowed a: byte 168: expected the CRC-32 ",
        bad.out().substring(0, bad.out().indexOf("CRC-32 ") + 7));
    LiveNumPy.python(folder, "assert np.load('dup.npz')['a'].tolist() == [0, 1, 2]");
  }
}
