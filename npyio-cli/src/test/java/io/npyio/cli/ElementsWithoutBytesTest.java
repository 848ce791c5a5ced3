package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of 128 bytes that claim 2^63 elements without bytes: no verb works on those. */
class ElementsWithoutBytesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private record Claim(String descr, String shape) {
    byte[] bytes() {
      String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
      byte[] bytes = new byte[10 + text.length()];
      ByteBuffer.wrap(bytes).put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      bytes[8] = (byte) text.length();
      System.arraycopy(text.getBytes(ISO_8859_1), 0, bytes, 10, text.length());
      return bytes;
    }
  }

  static Stream<Claim> claims() {
    return Stream.of(
        new Claim("'|V0'", "(9223372036854775807,)"),
        new Claim("'<U0'", "(3037000499, 3037000499)"),
        new Claim("'|S0'", "(9223372036854775807,)"),
        new Claim("[]", "(9223372036854775807,)"),
        new Claim("'<f8'", "(115292150460684697, 0)"),
        new Claim("'<f8'", "(15292150460684697, 0, 2)"),
        new Claim("[('a', '<i4', (2147483647, 0))]", "(1000,)"));
  }

  private List<List<Object>> uses(Path file) {
    List<List<Object>> uses = new ArrayList<>();
    for (String format : List.of("numpy", "csv", "tsv", "json")) {
      uses.add(List.of("cat", file, "--full", "--format", format));
    }
    uses.add(List.of("cat", file));
    uses.add(List.of("cat", file, "--slice", ":5"));
    uses.add(List.of("cat", file, "--tail", "5"));
    uses.add(List.of("cat", file, "--view", "u1"));
    for (String ending : List.of("npy", "npz", "dat", "csv", "tsv", "txt", "json", "jsonl")) {
      uses.add(List.of("convert", file, folder.resolve("x." + ending)));
    }
    uses.add(List.of("convert", file, folder.resolve("x.npy"), "--transpose"));
    uses.add(List.of("convert", file, folder.resolve("x.npy"), "--to-dtype", "f8"));
    uses.add(List.of("convert", file, folder.resolve("x.npy"), "--to-order", "F"));
    uses.add(List.of("stats", file));
    uses.add(List.of("stats", file, "--axis", "0"));
    uses.add(List.of("diff", file, file));
    uses.add(List.of("plot", file));
    uses.add(List.of("plot", file, "--hist"));
    uses.add(List.of("concat", folder.resolve("x.npy"), file, file));
    uses.add(List.of("stack", folder.resolve("x.npy"), file, file));
    uses.add(List.of("split", file, folder.resolve("parts"), "--rows", "4194304"));
    uses.add(List.of("pack", folder.resolve("x.npz"), file));
    uses.add(List.of("set", file, "0", "1"));
    uses.add(List.of("append", file, file));
    return uses;
  }

  @ParameterizedTest
  @MethodSource("claims")
  void everyVerbRefusesThemAtOnce(Claim claim) throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), claim.bytes());
    String reason =
        "byte %d: expected at most 4194304 elements or rows without bytes but found %s of %s"
            .formatted(claim.bytes().length, claim.shape(), claim.descr());
    for (List<Object> use : uses(file)) {
      Run run = assertTimeoutPreemptively(LIMIT, () -> npyio(use.toArray()), use::toString);
      assertEquals("npyio: " + file + ": " + reason + "\n", run.err(), use::toString);
      assertEquals(2, run.status(), use::toString);
    }
    Run verify = assertTimeoutPreemptively(LIMIT, () -> npyio("verify", file));
    assertEquals(file + ": bad: " + reason + "\n", verify.out());
    assertEquals(1, verify.status());
    Run repair = assertTimeoutPreemptively(LIMIT, () -> npyio("repair", file));
    assertTrue(repair.out().endsWith(file + ": sound\n"), repair.out());
    Run shards = assertTimeoutPreemptively(LIMIT, () -> npyio("cat", "--shards", folder));
    shards.fails("npyio: " + folder + ": a.npy: " + reason);
    Run info = assertTimeoutPreemptively(LIMIT, () -> npyio("info", file));
    assertTrue(info.out().contains("shape   " + claim.shape() + "\n"), info.out());
    assertEquals(0, info.status());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  void membersOfAnArchiveAreRefusedToo(Claim claim) throws Exception {
    Path file = folder.resolve("a.npz");
    try (var archive = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      archive.putNextEntry(new java.util.zip.ZipEntry("a.npy"));
      archive.write(claim.bytes());
    }
    for (List<Object> use :
        List.<List<Object>>of(
            List.of("cat", file + ":a"), List.of("stats", file), List.of("plot", file))) {
      Run run = assertTimeoutPreemptively(LIMIT, () -> npyio(use.toArray()));
      assertTrue(run.err().contains("elements or rows without bytes"), run.err());
      assertEquals(2, run.status());
    }
    Run verify = assertTimeoutPreemptively(LIMIT, () -> npyio("verify", file));
    assertTrue(verify.out().contains("elements or rows without bytes"), verify.out());
    assertEquals(1, verify.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dtype\": \"|V0\", \"shape\": [9223372036854775807], \"data\": []}",
        "{\"dtype\": \"<f8\", \"shape\": [115292150460684697, 0], \"data\": []}",
        "{\"dtype\": [[\"a\", \"<i4\", [2147483647, 0]]], \"shape\": [1], \"data\": [{}]}"
      })
  void jsonThatClaimsThemIsRefused(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("a.json"), json);
    Run run = assertTimeoutPreemptively(LIMIT, () -> npyio("cat", file));
    assertTrue(
        run.err().contains(": expected at most 4194304 elements or rows without bytes but found ("),
        run.err());
    assertEquals(2, run.status());
  }

  @Test
  void anEmptyListInJsonIsAnEmptyArray() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "[]");
    npyio("cat", file).prints("[]\n");
    npyio("convert", file, folder.resolve("a.npy")).isSilent();
    assertEquals("float64 (0,) C", npyLayout(folder.resolve("a.npy")));
  }

  private static String npyLayout(Path file) throws IOException {
    var layout = Npy.header(file).layout();
    return layout.dtype().name() + " " + layout.shape() + " " + layout.order();
  }

  @Test
  void rawFilesAreNeitherReadNorCreatedAsThem() throws Exception {
    Path file = Files.write(folder.resolve("a.dat"), new byte[8]);
    String refused =
        "npyio: %s: expected at most 4194304 elements or rows without bytes but found"
                .formatted(file)
            + " (9223372036854775807,) of '|V0'";
    for (String verb : List.of("cat", "stats", "plot")) {
      Run run =
          assertTimeoutPreemptively(
              LIMIT, () -> npyio(verb, file, "--dtype", "V0", "--shape", "9223372036854775807"));
      run.fails(refused);
    }
    for (String fill : List.of("--zeros", "--arange")) {
      assertTimeoutPreemptively(
              LIMIT,
              () -> npyio("create", file, "--dtype", "V0", "--shape", "9223372036854775807", fill))
          .fails(refused);
    }
    assertEquals(8, Files.size(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(0, 115292150460684697)", "(0, 1000000000000)", "(0, 2147483647)"})
  void anArrayWithoutRowsMayHaveAnyColumns(String shape) throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), new Claim("'<f8'", shape).bytes());
    for (List<Object> use : uses(file)) {
      assertTimeoutPreemptively(LIMIT, () -> npyio(use.toArray()), use::toString);
    }
    npyio("cat", file, "--format", "json").prints("[]\n");
    npyio("stats", file, "--axis", "0")
        .fails(
            "npyio: "
                + file
                + ": expected at most 4194304 elements or rows without bytes but found "
                + shape.replaceAll("\\((.*), (.*)\\)", "($2, $1)")
                + " of '<f8'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|V0 (4194304,)", "<U0 (4194304,)", "<f8 (4194304, 0)"})
  void theLargestOfThemTakeSeconds(String largest) throws Exception {
    Path file = folder.resolve("a.npy");
    String[] parts = largest.split(" ", 2);
    Files.write(file, new Claim("'" + parts[0] + "'", parts[1]).bytes());
    for (List<Object> use : uses(file)) {
      if (!use.get(0).equals("append")) { // whose result could not be read
        assertTimeoutPreemptively(LIMIT, () -> npyio(use.toArray()), use::toString);
      }
    }
  }
}
