package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes and devices in place of files. */
class PipesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] SHORTS = {1, 0, 2, 0, 3, 0, 4, 0};

  @TempDir Path folder;

  @BeforeEach
  void pipes() {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "skipped: no pipes here");
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  /** Calls the command while another thread writes these bytes to the pipe. */
  private static Run fed(Path pipe, byte[] bytes, Object... args) throws Exception {
    CompletableFuture<Path> writer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.write(pipe, bytes);
              } catch (IOException closed) {
                throw new UncheckedIOException(closed);
              }
            },
            task -> new Thread(task).start());
    Run run = assertTimeoutPreemptively(LIMIT, () -> npyio(args));
    try {
      writer.get();
    } catch (ExecutionException readerHadEnough) {
      assertEquals("Broken pipe", readerHadEnough.getCause().getCause().getMessage());
    }
    return run;
  }

  private static byte[] npy() {
    return Npy.toBytes(NdArray.of(new int[][] {{1, 2}, {3, 4}}));
  }

  @Test
  void everyVerbReadsAPipeThrough() throws Exception {
    Path pipe = pipe("p.npy");
    fed(pipe, npy(), "cat", pipe).prints("[[1 2]\n [3 4]]\n");
    assertTrue(fed(pipe, npy(), "info", pipe).out().contains("shape   (2, 2)"));
    fed(pipe, npy(), "verify", pipe).prints(pipe + ": ok\n");
    assertTrue(fed(pipe, npy(), "stats", pipe).out().contains("mean   2.5"));
    assertEquals(0, fed(pipe, npy(), "plot", pipe).status());
    Path copy = folder.resolve("copy.npy");
    fed(pipe, npy(), "convert", pipe, copy).isSilent();
    assertArrayEquals(npy(), Files.readAllBytes(copy));
    fed(pipe, npy(), "diff", pipe, copy).isSilent();
    fed(pipe, npy(), "diff", copy, pipe).isSilent();
    fed(pipe, npy(), "append", copy, pipe).isSilent();
    npyio("cat", copy).prints("[[1 2]\n [3 4]\n [1 2]\n [3 4]]\n");
    fed(pipe, npy(), "concat", folder.resolve("all.npy"), copy, pipe).isSilent();
    fed(pipe, npy(), "pack", folder.resolve("all.npz"), pipe).isSilent();
    npyio("cat", folder.resolve("all.npz") + ":p").prints("[[1 2]\n [3 4]]\n");
  }

  @Test
  void rawBytesFromAPipeAreNotEmpty() throws Exception {
    Path pipe = pipe("p");
    fed(pipe, SHORTS, "cat", pipe, "--dtype", "<i2").prints("[1 2 3 4]\n");
    fed(pipe, SHORTS, "cat", pipe, "--dtype", "<i2", "--shape", "2,-1").prints("[[1 2]\n [3 4]]\n");
    fed(pipe, SHORTS, "cat", pipe, "--dtype", "<i2", "--shape", "2", "--offset", "2")
        .prints("[2 3]\n");
    Run cut = fed(pipe, SHORTS, "verify", pipe, "--dtype", "<i2", "--shape", "5");
    assertEquals(
        pipe + ": bad: byte 8: the file ends here but (5,) of '<i2' needs 2 more bytes\n",
        cut.out());
    assertEquals(1, cut.status());
    fed(pipe, SHORTS, "cat", pipe, "--dtype", "f8", "--offset", "1")
        .fails(
            "npyio: "
                + pipe
                + ": byte 1: expected a multiple of the 8 bytes of '<f8' but found 7 bytes, 7 too many");
  }

  @Test
  void twoDifferentPipesDiffer() throws Exception {
    Path a = pipe("a");
    Path b = pipe("b");
    CompletableFuture<Path> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.write(b, new byte[] {1, 0, 2, 0, 3, 0, 5, 0});
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            },
            task -> new Thread(task).start());
    Run run = fed(a, SHORTS, "diff", a, b, "--dtype", "<i2");
    other.get();
    assertEquals(1, run.status());
    assertTrue(run.out().contains("differ in 1 of 4 elements"), run.out());
  }

  @Test
  void onlyWhatIsNeededIsReadFromAPipe() throws Exception {
    Path pipe = pipe("p");
    fed(pipe, new byte[1 << 24], "cat", pipe, "--dtype", "u1", "--shape", "2").prints("[0 0]\n");
  }

  @Test
  void aPipeWithoutADescriptionIsRefusedByName() throws Exception {
    Path pipe = pipe("p.dat");
    fed(pipe, SHORTS, "cat", pipe)
        .fails(
            "npyio: "
                + pipe
                + ": is not a .npy file; for a raw file give --dtype (and --shape), or describe it in"
                + " p.dat.json");
    Files.writeString(folder.resolve("p.dat.json"), "{\"dtype\": \"<i2\"}");
    fed(pipe, SHORTS, "cat", pipe).prints("[1 2 3 4]\n");
  }

  @Test
  void tablesAndArchivesAreReadFromPipesByTheirEnding() throws Exception {
    Path csv = pipe("t.csv");
    fed(csv, "1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "cat", csv).prints("[[1 2]\n [3 4]]\n");
    Path npz = folder.resolve("a.npz");
    Npz.save(npz, Map.of("x", new int[] {5}));
    Path pipe = pipe("p");
    fed(pipe, Files.readAllBytes(npz), "cat", pipe).prints("[5]\n");
  }

  @Test
  void devicesAreReadAsFarAsTheShapeSays() {
    for (String verb : List.of("info", "cat", "stats", "plot", "verify")) {
      Run run = assertTimeoutPreemptively(LIMIT, () -> npyio(verb, "/dev/zero", "--dtype", "u1"));
      run.fails(
          "npyio: /dev/zero: is a device, which may never end; --dtype and --shape say how much of it"
              + " to read");
    }
    npyio("diff", "/dev/zero", "/dev/urandom", "--dtype", "u1")
        .fails(
            "npyio: /dev/zero: is a device, which may never end; --dtype and --shape say how much of"
                + " it to read");
    npyio("cat", "/dev/zero", "--dtype", "u1", "--shape", "5", "--offset", "9223372036854775807")
        .fails(
            "npyio: /dev/zero: is a device, which may never end; --dtype and --shape say how much of"
                + " it to read");
    npyio("cat", "/dev/zero", "--dtype", "u1", "--shape", "2,2").prints("[[0 0]\n [0 0]]\n");
    npyio("verify", "/dev/zero", "--dtype", "u1", "--shape", "2,2").prints("/dev/zero: ok\n");
    assertEquals(
        1, npyio("diff", "/dev/zero", "/dev/urandom", "--dtype", "u1", "--shape", "1000").status());
    npyio("cat", "/dev/null", "--dtype", "u1", "--shape", "0").prints("[]\n");
    npyio("cat", "/dev/null", "--dtype", "u1", "--shape", "1")
        .fails("npyio: /dev/null: byte 0: the file ends here but (1,) of '|u1' needs 1 more byte");
  }

  @Test
  void whatIsChangedInPlaceIsNoPipe() throws Exception {
    Path pipe = pipe("p");
    String refused = "npyio: " + pipe + ": is a pipe or a device, which is read as a stream only";
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          npyio("set", pipe, "0", "1", "--dtype", "u1", "--shape", "1").fails(refused);
          npyio("append", pipe, "/dev/zero", "--dtype", "u1", "--shape", "0").fails(refused);
        });
  }

  /** Calls with IN for the input, which print the same for a file and for standard input. */
  private static final List<String> READING =
      List.of(
          "info IN",
          "info IN --json",
          "cat IN",
          "cat IN --slice 0",
          "stats IN",
          "verify IN",
          "plot IN",
          "diff same.npy IN",
          "diff IN same.npy",
          "convert IN out.npy",
          "convert IN out.csv",
          "append grown.npy IN",
          "concat out.npy same.npy IN",
          "pack out.npz x=IN");

  @Test
  void everyVerbReadsStandardInput() throws Exception {
    for (String words : READING) {
      assertEquals(
          outcome(words, folder.resolve("same.npy").toString()), outcome(words, "-"), words);
    }
  }

  /** What a call prints but for the name of its input, and the bytes that it makes. */
  private String outcome(String words, String input) throws IOException {
    Files.write(folder.resolve("same.npy"), npy());
    Files.write(folder.resolve("grown.npy"), npy());
    Object[] args =
        Stream.of(words.replace("IN", input).split(" "))
            .map(word -> word.matches("(out|grown|same)\\..*") ? folder.resolve(word) : word)
            .toArray();
    Run run = Run.withInput(npy(), args);
    assertEquals("", run.err(), words);
    var outcome = new StringBuilder(run.out().replaceFirst("^[^:{]*: |\"file\":\"[^\"]*\"", ""));
    for (String made : List.of("out.npy", "out.csv", "out.npz", "grown.npy")) {
      Path file = folder.resolve(made);
      if (Files.exists(file)) {
        outcome.append(made).append(HexFormat.of().formatHex(Files.readAllBytes(file)));
        Files.delete(file);
      }
    }
    return outcome.toString();
  }

  @Test
  void anArchiveOnStandardInputIsOne() throws IOException {
    Path archive = folder.resolve("x.npz");
    Npz.save(archive, Map.of("x", NdArray.of(new int[] {5})));
    byte[] bytes = Files.readAllBytes(archive);
    Run.withInput(bytes, "cat", "-").prints("[5]\n");
    Run.withInput(bytes, "verify", "-").prints("-: ok\n");
    assertTrue(Run.withInput(bytes, "info", "-").out().startsWith("-: npz, 1 member\n"));
  }

  private byte[] archive() throws IOException {
    Path archive = folder.resolve("both.npz");
    NdArray nine = NdArray.zeros(DType.INT8, 9);
    Npz.save(archive, new TreeMap<>(Map.of("a", NdArray.of(new int[] {5}), "b:c", nine)));
    return Files.readAllBytes(archive);
  }

  @Test
  void anArrayOfAnArchiveOnStandardInputIsNamedBehindAColon() throws Exception {
    Run.withInput(archive(), "cat", "-:a").prints("[5]\n");
    Run.withInput(archive(), "stats", "-:b:c", "--quiet")
        .prints(
            npyio("stats", folder.resolve("both.npz") + ":b:c")
                .out()
                .replaceFirst("^.*?both.npz", "-"));
    Run.withInput(archive(), "verify", "-:a").prints("-:a: ok\n");
    Run.withInput(archive(), "diff", "-:a", folder.resolve("both.npz") + ":a").isSilent();
    Run.withInput(archive(), "pack", folder.resolve("c.npz"), "-:a", "x=-:b:c").isSilent();
    assertTrue(npyio("info", folder.resolve("c.npz")).out().contains("\n  x: npy 1.0, |i1, (9,)"));
    Run.withInput(archive(), "repair", "-:a", "--dry-run").prints("-:a: sound\n");
  }

  @Test
  void anArrayOfAnArchiveInAPipeOrAGzipFileIsNamedBehindAColon() throws Exception {
    Path pipe = pipe("p");
    fed(pipe, archive(), "cat", pipe + ":a").prints("[5]\n");
    Path named = pipe("p.npz");
    fed(named, archive(), "convert", named + ":a", folder.resolve("a.npy")).isSilent();
    npyio("cat", folder.resolve("a.npy")).prints("[5]\n");
    Path gzip = folder.resolve("both.npz.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(archive());
    }
    npyio("cat", gzip + ":a").prints("[5]\n");
    // a file that has the whole name comes first
    Files.write(folder.resolve("p:a"), npy());
    npyio("cat", folder.resolve("p:a")).prints("[[1 2]\n [3 4]]\n");
  }

  @Test
  void theMessageNamesTheArchiveOnStandardInput() throws IOException {
    Path made = folder.resolve("x.npy");
    Run.withInput(archive(), "plot", "-").fails("npyio: -: holds 2 arrays; name one, as in -:a");
    Run.withInput(archive(), "convert", "-:d", made)
        .fails("npyio: -:d: no member 'd' in -: a, b:c");
    Run.withInput(archive(), "cat", "-:").fails("npyio: -:: names no member after the colon");
    Run.withInput(npy(), "cat", "-:a")
        .fails("npyio: -:a: - is a npy file; only an archive has members");
    npyio("create", made, "-:a", "--dtype", "i1", "--shape", "1")
        .fails("npyio: '-:a' is one word too many; create takes DST; see 'npyio create --help'");
  }

  @Test
  void anArchiveAndSeveralArraysAreUnpackedFromStandardInput() throws IOException {
    Path archive = folder.resolve("x.npz");
    Npz.save(archive, Map.of("x", NdArray.of(new int[] {5})));
    Path made = folder.resolve("made");
    Run.withInput(Files.readAllBytes(archive), "unpack", "-", made).isSilent();
    npyio("cat", made.resolve("x.npy")).prints("[5]\n");
    Run.withInput(npy(), "unpack", "-", made).isSilent();
    npyio("verify", made.resolve("0.npy")).prints(made.resolve("0.npy") + ": ok\n");
  }

  @Test
  void standardInputIsShownAndVerified() {
    Run.withInput(npy(), "verify", "-").prints("-: ok\n");
    assertTrue(Run.withInput(npy(), "info", "-").out().startsWith("-: npy 1.0\n"));
    Run.withInput(SHORTS, "verify", "-", "--from", "raw", "--dtype", "<i2").prints("-: ok\n");
  }
}
