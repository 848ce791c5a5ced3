package io.npyio.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that are not whole, or do not tell the truth. */
class ManifestTest {
  private static final String GOOD =
      "{\"npyio_shards\": 1, \"dtype\": \"<f4\", \"shape\": [4, 2], \"shards\": ["
          + "{\"path\": \"a.npy\", \"rows\": 3, \"bytes\": 152}, {\"path\": \"b/c.npy\", \"rows\": 1, \"bytes\": 136}]}";

  @TempDir private Path folder;

  private static void assertRefused(String problem, String manifest) {
    assertEquals(
        "m.json: " + problem,
        assertThrows(
                NpyFormatException.class, () -> Manifest.parse("m.json", manifest.getBytes(UTF_8)))
            .getMessage());
  }

  @Test
  void aManifestInAnyLayout() throws IOException {
    Manifest read = Manifest.parse("m.json", GOOD.getBytes(UTF_8));
    assertEquals(ArrayLayout.of("<f4", 4, 2), read.layout());
    assertEquals(new Manifest.Entry("b/c.npy", 1, 136), read.entries().get(1));
    assertEquals(read, Manifest.parse("m.json", read.bytes()));
    String other = GOOD.replace(" ", "\r\n\t ").replace("a.npy", "\\u0061\\u002Enpy\\/\\t");
    assertEquals(
        "a.npy/\t", Manifest.parse("m.json", other.getBytes(UTF_8)).entries().get(0).path());
    Manifest names =
        new Manifest(
            "m.json",
            ArrayLayout.of("[('\u00e4\"\\\\', '<f4'), ('\ud83d\ude00', '<i2')]", 1),
            List.of(new Manifest.Entry("\u00e4\"\\\ud83d\ude00\n.npy", 1, 2)));
    assertEquals(names, Manifest.parse("m.json", names.bytes()));
  }

  @Test
  void textThatIsNotTheJsonOfAManifest() {
    assertRefused(
        "byte 0: expected an object, an array, a string or an integer but found the end", "");
    assertRefused(
        "byte 1: expected an object, an array, a string or an integer but found \"t\"", " true");
    assertRefused("byte 1: expected '\"' but found \"'\"", "{'a': 1}");
    assertRefused("byte 5: expected ':' but found \"1\"", "{\"a\" 1}");
    assertRefused("byte 7: expected '}' but found \"\\\"\"", "{\"a\":1 \"b\":1}");
    assertRefused("byte 2: expected ']' but found the end", "[1");
    assertRefused(
        "byte 3: expected an object, an array, a string or an integer but found \"]\"", "[1,]");
    assertRefused("byte 3: expected the end but found \"2\"", "[1]2");
    assertRefused("byte 7: expected each key once but found \"a\" again", "{\"a\":1,\"a\":1}");
    assertRefused("byte 2: expected the end of the string but found the end", "\"a");
    assertRefused("byte 2: expected the end of the string but found \"\\u000a\"", "\"a\n\"");
    assertRefused("byte 4: expected an escape such as \\n but found \"x\"", "\"\u00e4\\x\"");
    assertRefused("byte 5: expected four hexadecimal digits but found \"g\"", "\"\\u00g0\"");
    for (String number : List.of("01", "1.5", "1e3", "-", "1234567890123456789", "1E3")) {
      assertRefused(
          "byte 1: expected an integer of at most 18 digits but found \"%s\""
              .formatted(number.charAt(0)),
          "[" + number + "]");
    }
    assertRefused(
        "byte 16: expected at most 16 nested values but found one more", "[".repeat(100_000));
    assertEquals(
        "m.json: byte 1: expected UTF-8 but found the byte FF",
        assertThrows(
                NpyFormatException.class,
                () -> Manifest.parse("m.json", new byte[] {'"', (byte) 0xFF, '"'}))
            .getMessage());
  }

  @Test
  void valuesThatAreNotThoseOfAManifest() {
    String hint = "; NpyShardWriter writes manifests";
    assertRefused(
        "byte 0: expected an object with the key \"npyio_shards\" but found another value" + hint,
        "[]");
    assertRefused(
        "byte 0: expected an integer as \"npyio_shards\" but found none" + hint, "{\"data\": []}");
    assertRefused(
        "byte 0: expected version 1 of \"npyio_shards\" but found 2" + hint,
        GOOD.replace("shards\": 1", "shards\": 2"));
    assertRefused(
        "byte 0: expected a string as \"dtype\" but found another value" + hint,
        GOOD.replace("\"<f4\"", "4"));
    assertRefused(
        "byte 0: expected a dtype but found \"f17\": 'f17' is not a dtype: floats have 2, 4, 8 or 16 bytes"
            + hint,
        GOOD.replace("<f4", "f17"));
    for (String shape : List.of("[]", "[-1]", "[\"4\"]", "[4, [2]]")) {
      assertRefused(
          "byte 0: expected the lengths of 1 to 64 axes as \"shape\" but found another value"
              + hint,
          GOOD.replace("[4, 2]", shape));
    }
    assertRefused(
        "byte 0: expected an array as \"shards\" but found another value" + hint,
        "{\"npyio_shards\": 1, \"dtype\": \"<f4\", \"shape\": [4, 2], \"shards\": 3}");
    assertRefused(
        "byte 0: expected at least one of \"shards\" but found none" + hint,
        "{\"npyio_shards\": 1, \"dtype\": \"<f4\", \"shape\": [4, 2], \"shards\": []}");
    assertRefused(
        "byte 0: expected an object for each of \"shards\" but found another value" + hint,
        "{\"npyio_shards\": 1, \"dtype\": \"<f4\", \"shape\": [4, 2], \"shards\": [1]}");
    assertRefused(
        "byte 0: expected an integer as \"rows\" but found none" + hint,
        GOOD.replace("\"rows\": 3, ", ""));
  }

  @Test
  void shardsOutsideOfTheFolder() throws IOException {
    for (String path : List.of("../a.npy", "/etc/a.npy", "b/../../a.npy", "", "b/./a.npy", "..")) {
      Manifest manifest =
          Manifest.parse("m.json", GOOD.replace("\"a.npy\"", Json.quote(path)).getBytes(UTF_8));
      assertEquals(
          "m.json: byte 0: expected a path within the folder of the manifest but found %s; NpyShardWriter writes manifests"
              .formatted(Json.quote(path)),
          assertThrows(NpyFormatException.class, () -> manifest.files(folder)).getMessage());
    }
  }

  private String opened(String manifest) throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Npy.save(folder.resolve("a.npy"), new float[3][2]);
    Npy.save(folder.resolve("b/c.npy"), new float[1][2]);
    Files.writeString(folder.resolve("m.json"), manifest);
    try (NpyShards shards = NpyShards.open(folder.resolve("m.json"))) {
      return shards.toString();
    } catch (IOException refused) {
      return refused.getMessage();
    }
  }

  @Test
  void aManifestIsComparedWithItsShards() throws IOException {
    assertEquals("<f4 (4, 2) in 2 shards", opened(GOOD));
    String hint = "; the shards and their manifest must be written together";
    assertEquals(
        "b/c.npy: expected 2 rows in 136 bytes, as m.json says, but found 1 rows in 136 bytes"
            + hint,
        opened(GOOD.replace("\"rows\": 1", "\"rows\": 2")));
    assertEquals(
        "a.npy: expected 3 rows in 153 bytes, as m.json says, but found 3 rows in 152 bytes" + hint,
        opened(GOOD.replace("152", "153")));
    assertEquals(
        "a.npy: expected <f8 (4, 2), as m.json says, but found <f4 (4, 2)" + hint,
        opened(GOOD.replace("<f4", "<f8")));
    assertEquals(
        "a.npy: expected <f4 (5, 2), as m.json says, but found <f4 (4, 2)" + hint,
        opened(GOOD.replace("[4, 2]", "[5, 2]")));
  }

  // ---- dask ----------------------------------------------------------------------------------

  private static void assertRefused(String problem, Object info) {
    assertEquals(
        "info: " + problem + "; da.to_npy_stack(folder, x) writes files along axis 0",
        assertThrows(ShardException.class, () -> DaskInfo.of(info)).getMessage());
  }

  private static Map<String, Object> info(Object chunks, Object dtype, Object axis) {
    return Map.of("chunks", chunks, "dtype", dtype, "axis", axis);
  }

  @Test
  void infoThatIsNotThatOfAStack() {
    Tuple chunks = Tuple.of(Tuple.of(2L), Tuple.of(3L));
    String other =
        "expected a dict of chunks, dtype and axis, as dask writes but found another value";
    assertRefused(other, List.of());
    assertRefused(other, Map.of());
    assertRefused(other, info(chunks, "f4", 0L));
    assertRefused(other, info(chunks, DType.FLOAT32, "0"));
    assertRefused(other, info(Tuple.of(), DType.FLOAT32, 0L));
    assertRefused(other, info(Tuple.of(2L), DType.FLOAT32, 0L));
    assertRefused(other, info(Tuple.of(Tuple.of(Double.NaN)), DType.FLOAT32, 0L));
    assertRefused(other, info(Tuple.of(Tuple.of(-1L)), DType.FLOAT32, 0L));
    List<Tuple> axes = Collections.nCopies(65, Tuple.of(1L));
    assertRefused(other, info(Tuple.copyOf(axes), DType.FLOAT32, 0L));
    assertRefused(
        "expected files along axis 0 but found files along axis 1",
        info(chunks, DType.FLOAT32, 1L));
    assertRefused(
        "expected one chunk along axis 1 but found 2",
        info(Tuple.of(Tuple.of(2L), Tuple.of(1L, 2L)), DType.FLOAT32, 0L));
    assertRefused(
        "expected at least one chunk but found none",
        info(Tuple.of(Tuple.of()), DType.FLOAT32, 0L));
  }

  @Test
  void infoMayHaveAShapeThatNoFileHas() throws IOException {
    Npy.save(folder.resolve("0.npy"), new float[2][3]);
    Files.write(
        folder.resolve("info"),
        new DaskInfo(DType.FLOAT32, List.of(1L << 62), List.of(2L)).bytes());
    assertEquals(
        "0.npy: expected <f4 (2, 4611686018427387904), as info says, but found <f4 (2, 3); the files of a stack must be written together",
        assertThrows(ShardException.class, () -> NpyShards.open(folder)).getMessage());
  }

  @Test
  void infoIsComparedWithTheFiles() throws IOException {
    Npy.save(folder.resolve("0.npy"), new float[2][3]);
    Npy.save(folder.resolve("1.npy"), NdArray.zeros(DType.FLOAT32, 1, 3));
    Files.write(
        folder.resolve("info"), new DaskInfo(DType.FLOAT32, List.of(3L), List.of(2L, 2L)).bytes());
    assertEquals(
        "1.npy: expected <f4 (2, 3), as info says, but found <f4 (1, 3); the files of a stack must be written together",
        assertThrows(ShardException.class, () -> NpyShards.open(folder)).getMessage());
    byte[] info = Files.readAllBytes(folder.resolve("info"));
    info[info.length - 1] = 'q';
    Files.write(folder.resolve("info"), info);
    assertEquals(
        "info: byte 118: the pickle ends here but needs at least 1 more byte",
        assertThrows(NpyFormatException.class, () -> NpyShards.open(folder)).getMessage());
  }
}
