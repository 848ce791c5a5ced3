package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.view.Stamp;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT api/cell}. */
class EditTest {
  private static final String[] GUARD = {"X-Npyio-Edit", "1"};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws Exception {
    file = folder.resolve("a.npy");
    Npy.save(file, new double[][] {{0.5, 1}, {2, 3}});
  }

  private static String body(String index, String old, String value) {
    return "{\"index\":%s,\"old\":\"%s\",\"new\":\"%s\"}".formatted(index, old, value);
  }

  @Test
  void setsAnElementAndTellsTheNewStamp() throws Exception {
    try (Served served = Served.editable(file)) {
      String cells = "api/cells?r0=1&r1=2&c0=0&c1=2";
      assertEquals(
          "{\"r0\":1,\"c0\":0,\"columns\":null,\"cells\":[[\"2.0\",\"3.0\"]]}", served.ok(cells));
      HttpResponse<byte[]> response = served.put("api/cell?f=0", body("[1, 0]", "2.0", "7"), GUARD);
      assertEquals(
          "200 {\"text\":\"7.0\",\"undo\":\"npyio set a.npy 2.0\",\"stamp\":\"%s\"}"
              .formatted(Stamp.of(file).text()),
          Served.refusal(response));
      assertEquals(
          "{\"r0\":1,\"c0\":0,\"columns\":null,\"cells\":[[\"7.0\",\"3.0\"]]}", served.ok(cells));
    }
    assertEquals(7, Npy.load(file).getDouble(1, 0));
  }

  @Test
  void setsAField() throws Exception {
    Npy.save(file, NdArray.zeros(DType.of("[('a', '<i4'), ('b', '<f8')]"), 2));
    try (Served served = Served.editable(file)) {
      String body = "{\"new\":\"5\",\"old\":\"0\",\"field\":\"a\",\"index\":[1]}";
      assertEquals(200, served.put("api/cell", body, GUARD).statusCode());
      assertEquals(5, Npy.load(file).field("a").getInt(1));
    }
  }

  @Test
  void anElementThatIsAnotherByNowIsLeft() throws Exception {
    try (Served served = Served.editable(file)) {
      assertEquals(
          "409 {\"error\":\"the element [1, 0] is 2.0 by now, not 9.0\",\"text\":\"2.0\"}",
          Served.refusal(served.put("api/cell", body("[1, 0]", "9.0", "7"), GUARD)));
    }
  }

  @Test
  void withoutEditNothingIsSet() throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (Served served = Served.of(file)) {
      assertEquals(
          "403 {\"error\":\"the viewer was started without --edit, so that it changes no file\"}",
          Served.refusal(served.put("api/cell", body("[1, 0]", "2.0", "7"), GUARD)));
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void theHeaderThatForcesAPreflightIsAsked() throws Exception {
    try (Served served = Served.editable(file)) {
      assertEquals(
          "403 {\"error\":\"an edit needs the header X-Npyio-Edit: 1\"}",
          Served.refusal(served.put("api/cell", body("[1, 0]", "2.0", "7"))));
      assertEquals(2, Npy.load(file).getDouble(1, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"index\":[1,0],\"old\":\"2.0\"}",
        "{\"index\":\"1\",\"old\":\"2.0\",\"new\":\"7\"}",
        "{\"index\":[1.5],\"old\":\"2.0\",\"new\":\"7\"}",
        "{\"index\":[[1]],\"old\":\"2.0\",\"new\":\"7\"}",
        "{\"index\":[99999999999999999999],\"old\":\"2.0\",\"new\":\"7\"}",
        "{\"index\":[1,0],\"old\":2.0,\"new\":\"7\"}",
        "{\"index\":[1,0],\"old\":\"2.0\",\"new\":\"7\",\"more\":\"x\"}",
        "{\"index\":[1,0],\"old\":\"2.0\",\"new\":\"7\"}{}",
        "{\"index\":[1,0],\"old\":\"2.0\",\"new\":\"7\""
      })
  void otherBodiesAreRefused(String body) throws Exception {
    try (Served served = Served.editable(file)) {
      assertEquals(
          "400 {\"error\":\"an edit is {\\\"index\\\": [1, 2], \\\"field\\\": \\\"p.x\\\","
              + " \\\"old\\\": \\\"1.5\\\", \\\"new\\\": \\\"2\\\"}, where field may be left"
              + " out\"}",
          Served.refusal(served.put("api/cell", body, GUARD)));
    }
  }

  @Test
  void aBodyHasABound() throws Exception {
    try (Served served = Served.editable(file)) {
      assertEquals(
          "413 {\"error\":\"an edit has at most 65536 bytes\"}",
          Served.refusal(served.put("api/cell", "x".repeat(70_000), GUARD)));
    }
  }

  @Test
  void someFormatsHaveNoPlaceToSet() throws Exception {
    Path archive = folder.resolve("a.npz");
    Npz.save(archive, Map.of("w", new int[] {1}));
    try (Served served = Served.editable(archive)) {
      assertEquals(
          "400 {\"error\":\"elements of a.npz cannot be set in place; npyio convert makes an .npy"
              + " file of it\"}",
          Served.refusal(served.put("api/cell?m=w", body("[0]", "1", "2"), GUARD)));
    }
  }

  @Test
  void theStampChanges() throws Exception {
    Stamp before = Stamp.of(file);
    Npy.save(file, new double[][] {{0.5, 1}, {2, 3}});
    assertNotEquals(before, Stamp.of(file));
  }
}
