package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code scripts/npyio}, and the command as a process of its own. The launcher runs in a copy of
 * the project's folders in which the classes under test stand for the built command.
 */
class LauncherTest {
  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void anInstalledCopy() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
    project = Files.createDirectories(folder.resolve("a project"));
    Path lib = Files.createDirectories(project.resolve("npyio-cli/target/npyio/lib"));
    Path script = Files.createDirectories(project.resolve("scripts")).resolve("npyio");
    Files.copy(Path.of("..", "scripts", "npyio"), script);
    assertTrue(script.toFile().setExecutable(true));
    writeJar(lib.resolve("npyio-cli.jar"));
  }

  /** A jar that has nothing but a main class and the class path of this test. */
  private static void writeJar(Path path) throws IOException {
    var manifest = new java.util.jar.Manifest();
    var main = manifest.getMainAttributes();
    main.put(java.util.jar.Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(java.util.jar.Attributes.Name.MAIN_CLASS, "io.npyio.cli.Main");
    var classPath = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      classPath.append(Path.of(entry).toUri()).append(' ');
    }
    main.put(java.util.jar.Attributes.Name.CLASS_PATH, classPath.toString());
    try (OutputStream out = Files.newOutputStream(path)) {
      new java.util.jar.JarOutputStream(out, manifest).close();
    }
  }

  private Process start(Path script, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("NPYIO_JAVA_OPTS", "-Xmx64m -Duser.language=en -Djava.io.tmpdir=.");
    return builder.start();
  }

  private static String read(java.io.InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void argumentsPassUntouchedThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("n p"), project.resolve("scripts/npyio"));
    Process create =
        start(link, "create", "my data.dat", "--dtype", "[('a b','<i2')]", "--shape", "2");
    assertEquals("", read(create.getErrorStream()));
    assertEquals(0, create.waitFor());
    Process cat = start(link, "cat", "my data.dat", "--slice", "0, ...");
    assertEquals("(0,)\n", read(cat.getInputStream()));
    assertEquals(0, cat.waitFor());
    Process missing = start(link, "cat", "*.npy");
    assertEquals("npyio: *.npy: no such file\n", read(missing.getErrorStream()));
    assertEquals("", read(missing.getInputStream()));
    assertEquals(2, missing.waitFor());
  }

  @Test
  void aProcessThatIsEndedLeavesNoPartialFile() throws Exception {
    Process convert =
        start(
            project.resolve("scripts/npyio"),
            "create",
            "x.npy",
            "--dtype",
            "f8",
            "--shape",
            "1000000,100000",
            "--arange");
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (parts() == 0 && System.nanoTime() < limit) {
      Thread.sleep(20);
    }
    assertEquals(1, parts());
    convert.toHandle().destroy();
    assertTrue(convert.waitFor(30, TimeUnit.SECONDS));
    assertEquals(143, convert.exitValue());
    assertEquals("", read(convert.getErrorStream()));
    assertEquals(0, parts());
  }

  private long parts() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.(part|tmp)")).count();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert big.npy run.npz:big --compress",
        "convert big.npy run.npz:small --compress",
        "convert big.npy run.npz:small --to-dtype int16",
        "pack run.npz big.npy --compress"
      })
  void controlCWhileAnArchiveIsWrittenLeavesItAsItWas(String words) throws Exception {
    Process ignores = new ProcessBuilder("/bin/sh", "-c", "kill -INT $$; echo ignored").start();
    assumeTrue(read(ignores.getInputStream()).isEmpty(), "skipped: SIGINT is ignored here");
    Path archive = folder.resolve("run.npz");
    Npz.save(archive, Map.of("small", NdArray.of(new int[] {1, 2, 3})));
    byte[] before = Files.readAllBytes(archive);
    ArrayLayout sparse = ArrayLayout.of(DType.INT8, 20_000_000_000L);
    Npy.create(folder.resolve("big.npy"), sparse).close();

    Process running = start(project.resolve("scripts/npyio"), words.split(" "));
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (parts() == 0 && System.nanoTime() < limit) {
      Thread.sleep(20);
    }
    assertEquals(1, parts());
    Thread.sleep(new Random().nextInt(100));
    String pid = Long.toString(running.pid());
    assertEquals(0, new ProcessBuilder("kill", "-INT", pid).start().waitFor());
    assertTrue(running.waitFor(30, TimeUnit.SECONDS));
    assertEquals("", read(running.getErrorStream()));
    assertEquals(130, running.exitValue());
    assertEquals(0, parts());
    assertArrayEquals(before, Files.readAllBytes(archive));
  }

  @Test
  void aReaderThatLeavesEndsTheCommandWithoutAWord() throws Exception {
    Process create =
        start(
            project.resolve("scripts/npyio"),
            "create",
            "x.npy",
            "--dtype",
            "i4",
            "--shape",
            "500000",
            "--arange");
    assertEquals(0, create.waitFor());
    Process cat = start(project.resolve("scripts/npyio"), "cat", "x.npy", "--format", "csv");
    assertEquals('0', cat.getInputStream().read());
    cat.getInputStream().close();
    assertEquals("", read(cat.getErrorStream()));
    assertEquals(2, cat.waitFor());
  }
}
