package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names the file that is at fault, once and in a line of bounded length. */
class FaultMessagesTest {
  private static final String FULL = "No space left on device";

  @TempDir Path folder;

  private Path save(String name, NdArray array) throws IOException {
    Path file = folder.resolve(name);
    Npy.save(file, array);
    return file;
  }

  /** Standard output on a full disk. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException(FULL);
    }

    @Override
    public void flush() throws IOException {
      throw new IOException(FULL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat X",
        "cat X --full",
        "cat X --format csv",
        "cat X --format json",
        "info X",
        "info X X",
        "info --json X",
        "stats X",
        "stats --json X",
        "diff X Y",
        "diff --json X Y",
        "verify X X",
        "convert X -",
        "convert X - --to csv",
        "convert X - --to json",
        "convert X - --to npz",
        "plot X",
        "completion",
        "--help",
        "--version",
        "cat --help"
      })
  void standardOutputThatCannotBeWrittenIsReportedOnce(String words) throws IOException {
    Path x = save("x.npy", NdArray.zeros(DType.FLOAT64, 5000));
    Path y = save("y.npy", NdArray.zeros(DType.FLOAT64, 4000));
    String[] args = words.split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].equals("X") ? x.toString() : args[i].equals("Y") ? y.toString() : args[i];
    }
    var err = new ByteArrayOutputStream();
    int status = Main.execute(args, InputStream.nullInputStream(), new FullDisk(), err);
    assertEquals("npyio: standard output: " + FULL + "\n", err.toString(StandardCharsets.UTF_8));
    assertEquals(2, status);
  }

  @Test
  void theDeviceThatIsFullIsNamed() throws IOException {
    Path x = save("x.npy", NdArray.zeros(DType.FLOAT64, 5000));
    String line = "npyio: /dev/full: " + FULL;
    npyio("convert", x, "/dev/full", "--to", "npy").fails(line);
    npyio("convert", x, "/dev/full", "--to", "npz").fails(line);
    npyio("convert", x, "/dev/full", "--to", "csv").fails(line);
    npyio("pack", "/dev/full", x).fails(line);
    npyio("concat", "/dev/full", x, x).fails(line);
    npyio("create", "/dev/full", "--dtype", "f8", "--shape", "5000").fails(line);
    npyio("create", "/dev/full", "--dtype", "f8", "--shape", "5000", "--fill", "1").fails(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LONG",
        "cat LONG",
        "cat --LONG x",
        "cat x --format LONG",
        "cat x --dtype LONG",
        "cat x --shape LONG",
        "cat X --slice LONG",
        "set X 0 LONG",
        "set X LONG 0",
        "create x.npy --dtype f8 --shape 3 --fill LONG",
        "plot X --range LONG",
        "pack X.npz LONG=X LONG=X",
        "cat LONG.npz:x",
        "run LONG",
        "stats X --axis LONG"
      })
  void aLongArgumentIsNotRepeatedWhole(String words) throws IOException {
    Path x = save("x.npy", NdArray.of(new int[] {1, 2, 3}));
    String longWord = "a'b".repeat(17_000);
    Object[] args = Stream.of(words.split(" ")).toArray();
    for (int i = 0; i < args.length; i++) {
      String word = args[i].toString();
      args[i] = word.equals("X") ? x : word.replace("X", folder + "/x").replace("LONG", longWord);
    }
    Run run = npyio(args);
    assertTrue(run.err().length() < 6000, () -> run.err().length() + " characters");
    assertTrue(run.err().endsWith("\n"));
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aLongArgumentKeepsItsStartAndItsEnd() {
    String word = "x".repeat(50_000);
    String message = npyio("y").err().strip().substring("npyio: ".length());
    String whole = message.replace("'y'", "'" + word + "'");
    npyio(word)
        .fails(
            "npyio: " + whole.substring(0, 500) + " ... " + whole.substring(whole.length() - 500));
  }

  /** The pipe shows when the source has been opened. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert X PIPE",
        "convert X PIPE --to csv",
        "convert X PIPE --to-order F",
        "concat PIPE Y X"
      })
  @Timeout(60)
  void aSourceThatIsCutShortIsNamed(String words) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no mkfifo");
    Path x = save("x.npy", NdArray.zeros(DType.FLOAT64, 1000, 2000));
    Path y = save("y.npy", NdArray.zeros(DType.FLOAT64, 1000, 2000));
    Path pipe = folder.resolve("pipe.npy");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Object[] args = Stream.of(words.split(" ")).toArray();
    for (int i = 0; i < args.length; i++) {
      String word = args[i].toString();
      args[i] = word.equals("X") ? x : word.equals("Y") ? y : word.startsWith("PIPE") ? pipe : word;
    }
    Thread reader = new Thread(() -> cutAndRead(x, pipe));
    reader.start();
    npyio(args).fails("npyio: " + x + ": was cut short while it was read");
    reader.join();
  }

  private static void cutAndRead(Path cut, Path pipe) {
    try (InputStream in = Files.newInputStream(pipe);
        FileChannel file = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      file.truncate(1 << 16);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
