package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.interop.LiveNumPy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files as one array, and {@code npyio split}. */
class ShardsTest {
  @TempDir Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  /** An array of ten rows, and the same in shards of four. */
  @BeforeEach
  void shards() throws IOException {
    int[] values = new int[30];
    Arrays.setAll(values, i -> i);
    Npy.save(path("all.npy"), NdArray.of(values).reshape(10, 3));
    npyio("split", path("all.npy"), path("d"), "--rows", "4").isSilent();
  }

  private List<String> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(path(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void splitWritesShardsAndAManifest() throws Exception {
    assertEquals(
        List.of("manifest.json", "part-00000.npy", "part-00001.npy", "part-00002.npy"), files("d"));
    npyio("split", path("all.npy"), path("e/f"), "--rows", "10", "--name", "x-%02d.npy").isSilent();
    assertEquals(List.of("manifest.json", "x-00.npy"), files("e/f"));
    assertArrayEquals(
        Files.readAllBytes(path("all.npy")), Files.readAllBytes(path("e/f/x-00.npy")));
    withInput(Files.readAllBytes(path("all.npy")), "split", "-", path("g"), "--rows", "99")
        .isSilent();
    assertEquals(List.of("manifest.json", "part-00000.npy"), files("g"));
    LiveNumPy.require();
    assertEquals(
        "True\n",
        LiveNumPy.python(
            folder,
            """
            import json
            m = json.load(open('d/manifest.json'))
            parts = [np.load('d/' + s['path']) for s in m['shards']]
            print(np.array_equal(np.concatenate(parts), np.load('all.npy')))
            """));
  }

  @Test
  void splitTakesColumnsAndTables() throws IOException {
    npyio("convert", path("all.npy"), path("f.npy"), "--to-order", "F").isSilent();
    npyio("split", path("f.npy"), path("f"), "--rows", "3").isSilent();
    npyio("diff", path("all.npy"), path("f/manifest.json")).isSilent();
    Files.writeString(path("t.csv"), "1,2\n3,4\n5,6\n");
    npyio("split", path("t.csv"), path("t"), "--rows", "2").isSilent();
    npyio("cat", "--shards", path("t"), "--slice", "1:").prints("[[3 4]\n [5 6]]\n");
  }

  @Test
  void everyVerbTakesThePatternTheFolderAndTheManifest() throws IOException {
    for (List<Object> shards :
        List.<List<Object>>of(
            List.of(path("d/*.npy")),
            List.of(path("d/manifest.json")),
            List.of("--shards", path("d")))) {
      Object name = shards.get(shards.size() - 1);
      npyio(with("info", shards, "--json"))
          .prints(
              "{\"file\":\"%s\",\"format\":\"npy\",\"version\":null,\"descr\":\"<i4\",\"dtype\":\"int32\",\"shape\":[10,3],\"fortran_order\":false,\"itemsize\":4,\"size\":30,\"nbytes\":120,\"data_offset\":0,\"byte_order\":\"little\",\"shards\":3}\n"
                  .formatted(name));
      npyio(with("info", shards))
          .prints(
              name
                  + """
                  : npy
                    dtype   int32 (<i4)
                    shape   (10, 3)
                    order   C (rows)
                    size    30 elements of 4 bytes: 120 bytes
                    data    in 3 shards
                  """);
      npyio(with("cat", shards, "--slice", "3:5, ::2")).prints("[[ 9 11]\n [12 14]]\n");
      npyio(with("cat", shards, "--head", "1")).prints("[[0 1 2]]\n");
      npyio(with("cat", shards, "--tail", "1")).prints("[[27 28 29]]\n");
      npyio(with("cat", shards, "--tail", "0")).prints("[]\n");
      npyio(with("cat", shards, "--slice", "2:6", "--head", "1")).prints("[[6 7 8]]\n");
      npyio(with("cat", shards, "--view", "int16", "--slice", "9, ::2")).prints("[27 28 29]\n");
      npyio(with("cat", shards)).prints(npyio("cat", path("all.npy")).out());
      npyio(with("stats", shards, "--json"))
          .prints(
              npyio("stats", path("all.npy"), "--json")
                  .out()
                  .replace(path("all.npy").toString(), name.toString()));
      npyio(with("stats", shards, "--slice", "4:8", "--axis", "0", "--json"))
          .prints(
              npyio("stats", path("all.npy"), "--slice", "4:8", "--axis", "0", "--json")
                  .out()
                  .replace(path("all.npy").toString(), name.toString()));
      npyio(with("diff", shards, path("all.npy"))).isSilent();
      npyio(with("verify", shards)).prints(name + ": ok, 3 shards\n");
      npyio(with("convert", shards, path("copy.npy"))).isSilent();
      assertArrayEquals(Files.readAllBytes(path("all.npy")), Files.readAllBytes(path("copy.npy")));
      npyio(with("convert", shards, path("part.npy"), "--slice", "::-3", "--transpose")).isSilent();
      npyio("cat", path("part.npy")).prints("[[27 18  9  0]\n [28 19 10  1]\n [29 20 11  2]]\n");
    }
  }

  private static Object[] with(String verb, List<Object> shards, Object... rest) {
    return Stream.of(Stream.of(verb), shards.stream(), Arrays.stream(rest))
        .flatMap(words -> words)
        .toArray();
  }

  @Test
  void severalNamesEachAreOneArray() {
    npyio("info", path("d/*.npy"), path("all.npy"))
        .prints(
            """
            %s: npy, <i4, (10, 3), C order, 120 bytes, in 3 shards
            %s: npy 1.0, <i4, (10, 3), C order, 120 bytes, data at byte 128
            """
                .formatted(path("d/*.npy"), path("all.npy")));
  }

  @Test
  void aFileWithWildcardsInItsNameIsThatFile() throws IOException {
    Files.copy(path("all.npy"), path("a[1]*.npy"));
    npyio("cat", path("a[1]*.npy"), "--slice", "0").prints("[0 1 2]\n");
  }

  @Test
  void anOrderThatCannotBeToldIsRefused() throws IOException {
    for (int i : new int[] {1, 2, 10}) {
      Npy.save(path("s%d.npy".formatted(i)), new int[] {i});
    }
    String pattern = path("s*.npy").toString();
    String refusal =
        "npyio: "
            + pattern
            + ": expected names in one order but found s2.npy and s10.npy: by number the first comes first, by character the second; choose --shard-order natural or --shard-order name";
    for (String verb : List.of("info", "cat", "stats", "verify")) {
      npyio(verb, pattern).fails(refusal);
    }
    npyio("convert", pattern, path("x.npy")).fails(refusal);
    npyio("diff", pattern, path("all.npy")).fails(refusal);
    assertFalse(Files.exists(path("x.npy")));
    npyio("cat", pattern, "--shard-order", "natural").prints("[ 1  2 10]\n");
    npyio("cat", pattern, "--shard-order", "name").prints("[ 1 10  2]\n");
    npyio("cat", pattern, "--shard-order", "age")
        .fails(
            "npyio: Invalid value for option '--shard-order': 'age' is not an order of shards: natural or name; see 'npyio cat --help'");
  }

  @Test
  void aShardThatDoesNotFitIsRefusedByName() throws IOException {
    Npy.save(path("d/part-00001.npy"), new int[4][2]);
    String misfit =
        ": part-00001.npy: expected rows of <i4 (3,), as in part-00000.npy, but found rows of <i4 (2,); the shards of an array have one dtype and row shape";
    npyio("info", path("d/*.npy")).fails("npyio: " + path("d/*.npy") + misfit);
    npyio("verify", path("d/*.npy")).fails("npyio: " + path("d/*.npy") + misfit);
    Npy.save(path("d/part-00001.npy"), new int[3][3]);
    npyio("cat", path("d/manifest.json"))
        .fails(
            "npyio: "
                + path("d/manifest.json")
                + ": part-00001.npy: expected 4 rows in 176 bytes, as manifest.json says, but found 3 rows in 164 bytes; the shards and their manifest must be written together");
  }

  @Test
  void aTornShardIsBad() throws IOException {
    byte[] whole = Files.readAllBytes(path("d/part-00001.npy"));
    Files.write(path("d/part-00001.npy"), Arrays.copyOf(whole, 170));
    String torn =
        "part-00001.npy: byte 170: the file ends here but (4, 3) of '<i4' needs 6 more bytes";
    npyio("cat", path("d/*.npy")).fails("npyio: " + path("d/*.npy") + ": " + torn);
    Run verified = npyio("verify", path("d/*.npy"));
    assertEquals(path("d/*.npy") + ": bad: " + torn + "\n", verified.out());
    assertEquals(1, verified.status());
    Files.write(path("d/part-00001.npy"), Arrays.copyOf(whole, whole.length + 1));
    Run longer = npyio("verify", path("d/*.npy"));
    assertTrue(longer.out().contains(": bad: part-00001.npy: byte 176: "), longer.out());
    assertEquals(1, longer.status());
    Files.delete(path("d/part-00001.npy"));
    npyio("cat", path("d/manifest.json"))
        .fails(
            "npyio: "
                + path("d/manifest.json")
                + ": "
                + path("d/part-00001.npy")
                + ": no such file");
  }

  @Test
  void wrongCalls() throws IOException {
    npyio("cat", path("d"))
        .fails(
            "npyio: "
                + path("d")
                + ": is a folder; --shards reads the .npy files in it as one array");
    npyio("cat", path("none*.npy"))
        .fails("npyio: " + path("none*.npy") + ": no file matches the pattern");
    npyio("split", path("all.npy"), path("d"), "--rows", "4")
        .fails(
            "npyio: "
                + path("d")
                + ": has manifest.json already; shards go to a folder that has none yet");
    npyio("split", path("all.npy"), path("h"), "--rows", "1", "--name", "p%01d.npy").isSilent();
    npyio("split", path("all.npy"), path("i"))
        .fails(
            "npyio: --rows is missing: the number of rows of each file; see 'npyio split --help'");
    npyio("split", path("all.npy"), path("i"), "--rows", "0")
        .fails(
            "npyio: Invalid value for option '--rows': '0' is not a number of rows; see 'npyio split --help'");
    Npy.save(path("one.npy"), NdArray.of(7));
    npyio("split", path("one.npy"), path("i"), "--rows", "1")
        .fails("npyio: " + path("one.npy") + ": is a single element, which has no rows");
    assertFalse(Files.exists(path("i")));
    Npy.save(path("eleven.npy"), new int[11]);
    npyio("split", path("eleven.npy"), path("i"), "--rows", "1", "--name", "p%01d.npy")
        .fails(
            "npyio: "
                + path("i")
                + ": p%01d.npy has names for 10 shards, but there are at least 11; add digits, or make the shards larger");
    assertFalse(Files.exists(path("i")));
    npyio("set", path("d/manifest.json"), "0", "1").status();
    assertTrue(Files.readString(path("d/manifest.json")).startsWith("{\"npyio_shards\""));
  }
}
