package io.npyio.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.ProcessorTime;
import io.npyio.array.ObjectArray;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every hostile pickle ends in one clear error within a second, in a JVM with 128 MB. */
class HostilePickleTest {
  private static final long MOST_MILLIS = 1000;

  @TempDir private Path scratch;

  @Test
  void eachIsRefusedWithinASecondAndASmallHeap() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("files"));
    Path marker = scratch.resolve("marker");
    Map<String, HostilePickles.Case> cases = HostilePickles.all(marker);
    assertTrue(cases.size() >= 100, () -> cases.size() + " cases");
    for (Map.Entry<String, HostilePickles.Case> one : cases.entrySet()) {
      Files.write(folder.resolve(one.getKey()), one.getValue().file());
    }
    List<String> wrong = new ArrayList<>();
    for (String line : readInSmallJvm(folder, "strict")) {
      String[] parts = line.split("\t", 3);
      HostilePickles.Case expected = cases.remove(parts[0]);
      boolean refused =
          parts[2].startsWith(parts[0] + ": byte ") && parts[2].contains(expected.message());
      if (!refused || Long.parseLong(parts[1]) > MOST_MILLIS) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(Map.of(), cases);
    assertFalse(Files.exists(marker));
  }

  @Test
  void noneTakesLongOrRunsSomethingWhereUnknownClassesAreRead() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("files"));
    Path marker = scratch.resolve("marker");
    Map<String, HostilePickles.Case> cases = HostilePickles.all(marker);
    for (Map.Entry<String, HostilePickles.Case> one : cases.entrySet()) {
      Files.write(folder.resolve(one.getKey()), one.getValue().file());
    }
    List<String> lines = readInSmallJvm(folder, "opaque");
    assertEquals(cases.size(), lines.size());
    List<String> wrong = new ArrayList<>(lines);
    wrong.removeIf(line -> Long.parseLong(line.split("\t", 3)[1]) <= MOST_MILLIS);
    assertEquals(List.of(), wrong);
    assertFalse(Files.exists(marker));
    List<String> run = new ArrayList<>(lines);
    run.removeIf(line -> !line.startsWith("run-os-system\t"));
    assertEquals("[<os.system('touch " + marker + "')>]", run.get(0).split("\t", 3)[2]);
  }

  private List<String> readInSmallJvm(Path folder, String mode) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path errors = scratch.resolve("errors");
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallJvm.class.getName(),
                folder.toString(),
                mode)
            .redirectError(errors.toFile())
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), Files.readString(errors));
    return lines;
  }

  /** Reads every file of a folder and prints its name, the milliseconds, and the message. */
  static final class SmallJvm {
    private SmallJvm() {}

    public static void main(String[] arguments) throws IOException {
      boolean isOpaque = arguments[1].equals("opaque");
      ReadOptions options =
          isOpaque
              ? ReadOptions.DEFAULT
                  .withUnknownClasses(ReadOptions.UnknownClasses.OPAQUE)
                  .withClassNames(ReadOptions.ClassNames.KEEP)
              : ReadOptions.DEFAULT;
      List<Path> files;
      try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
        files = all.sorted().toList();
      }
      for (Path file : files) {
        ProcessorTime time = ProcessorTime.start();
        String message;
        try {
          ObjectArray read = Npy.loadObjects(file, options);
          message = isOpaque ? read.toString().lines().findFirst().orElse("") : "read: " + read;
        } catch (NpyFormatException refused) {
          message = refused.getMessage();
        }
        System.out.println(file.getFileName() + "\t" + time.millis() + "\t" + message);
      }
    }
  }

  /** Without this, the absence of the marker file above would prove little. */
  @Test
  void thoseThatRunSomethingDoSoInPython() throws Exception {
    Path marker = scratch.resolve("marker");
    PythonObjects python = PythonObjects.start(scratch);
    for (Map.Entry<String, HostilePickles.Case> one : HostilePickles.all(marker).entrySet()) {
      if (one.getKey().startsWith("run-")) {
        Path folder = Files.createDirectory(scratch.resolve(one.getKey()));
        Files.write(folder.resolve("hostile.npy"), one.getValue().file());
        python.loadAll(folder);
        assertTrue(Files.deleteIfExists(marker), one.getKey());
      }
    }
  }

  @Test
  void theMessageNamesWhatWasToBeRun() {
    byte[] file = Pickles.inArray().op("cos\nsystem\n(S'true'\ntR").endArray().toNpy();
    var refusal =
        assertThrows(
            NpyFormatException.class, () -> Npy.loadObjects(new ByteArrayInputStream(file)));
    assertEquals(
        "stream: byte 256: 'os.system' is not among what npyio reads from a pickle; nothing was"
            + " run",
        refusal.getMessage());
    assertEquals(256, refusal.offset());
  }

  @Test
  void aLengthThatAStreamCannotKeepAllocatesNothing() {
    byte[] file = Pickles.start().op("B").int32(Integer.MAX_VALUE / 4).toNpy();
    var refusal =
        assertThrows(
            NpyFormatException.class, () -> Npy.loadObjects(new ByteArrayInputStream(file)));
    assertTrue(refusal.getMessage().startsWith("stream: byte 135: the "), refusal.getMessage());
  }

  @Test
  void everyPickleCutAnywhereIsRefused() throws IOException {
    for (ObjectArray array : RealPickles.arrays()) {
      byte[] whole = RealPickles.bytes(array);
      for (int length = 128; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThrows(
            NpyFormatException.class,
            () -> Npy.loadObjects(new ByteArrayInputStream(cut)),
            "cut at " + length);
      }
    }
  }
}
