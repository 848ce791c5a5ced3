package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/npyio}, and the command as a process of its own. */
class LauncherTest {
  private static final String CLASSES = "classes.log";

  /** Holds a copy that no test changes. */
  @TempDir static Path installed;

  @TempDir Path folder;
  private Path project = installed.resolve("project");
  private String cache = installed.resolve("cache").toString();
  private String javaOpts = "";

  @BeforeAll
  static void anInstalledCopy() throws Exception {
    InstalledCopy.make(installed.resolve("project"), installed.resolve("cache"));
  }

  /** Another copy, which a test may change; its processes have no cache. */
  private void copyProject(String name) throws IOException {
    Path copy = folder.resolve(name);
    for (String file : List.of("scripts/npyio", "npyio-cli/target/npyio/lib/npyio-cli.jar")) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(project.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    project = copy;
    cache = "off";
  }

  private Process start(Path script, String... args) throws IOException {
    return start(script, Map.of(), args);
  }

  private Process start(Path script, Map<String, String> locale, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("NPYIO_JAVA_OPTS", "-Xmx64m -Duser.language=en -Djava.io.tmpdir=." + javaOpts);
    environment.put("NPYIO_JAVA_HOME", System.getProperty("java.home"));
    environment.put("NPYIO_CACHE", cache);
    environment.putAll(locale);
    environment.merge("PATH", folder + File.pathSeparator, (path, first) -> first + path);
    return builder.start();
  }

  private static String read(java.io.InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void argumentsPassUntouchedThroughALinkFromAnyFolder() throws Exception {
    copyProject("a project");
    Path link = Files.createSymbolicLink(folder.resolve("n p"), project.resolve("scripts/npyio"));
    Process create =
        start(link, "create", "my data.dat", "--dtype", "[('a b','<i2')]", "--shape", "2");
    assertEquals("", read(create.getErrorStream()));
    assertEquals(0, create.waitFor());
    Process cat = start(link, "cat", "my data.dat", "--slice", "0, ...");
    assertEquals("(0,)\n", read(cat.getInputStream()));
    assertEquals(0, cat.waitFor());
    Process missing = start(link, "cat", "*.npy");
    assertEquals("npyio: *.npy: no file matches the pattern\n", read(missing.getErrorStream()));
    assertEquals("", read(missing.getInputStream()));
    assertEquals(2, missing.waitFor());
  }

  @Test
  void theCacheIsUsedUnlessOthersCanWriteToIt() throws Exception {
    // not with a space, with which Java 17 does not cache the classes of a jar
    copyProject("project");
    Path kept = folder.resolve("a cache");
    cache = kept.toString();
    Path script = project.resolve("scripts/npyio");
    Npy.save(folder.resolve("x.npy"), NdArray.of(new int[] {1, 2}));
    String plain = printed(script);
    assertTrue(!isShared());

    finishesSilently(start(script, "--train-cache"));
    try (var files = Files.list(kept)) {
      assertEquals(3, files.count());
    }
    assertEquals(plain, printed(script));
    assertTrue(isShared());

    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(kept);
    permissions.add(PosixFilePermission.GROUP_WRITE);
    Files.setPosixFilePermissions(kept, permissions);
    assertEquals(plain, printed(script));
    assertTrue(!isShared());
    Process train = start(script, "--train-cache");
    assertEquals(
        "npyio: "
            + kept
            + ": others can change it or a folder above it, so it cannot hold the cache\n",
        read(train.getErrorStream()));
    assertEquals(2, train.waitFor());

    permissions.remove(PosixFilePermission.GROUP_WRITE);
    Files.setPosixFilePermissions(kept, permissions);
    Path jar = project.resolve("npyio-cli/target/npyio/lib/npyio-cli.jar");
    Instant trained = Files.getLastModifiedTime(jar).toInstant();
    for (Instant other : List.of(trained.minusSeconds(60), Instant.now())) {
      Files.setLastModifiedTime(jar, FileTime.from(other));
      assertEquals(plain, printed(script));
      assertTrue(!isShared());
      waitWhile(() -> Files.exists(kept.resolve("lock")));
      assertEquals(plain, printed(script));
      assertTrue(isShared(), "the cache was not made anew");
    }
  }

  private String printed(Path script) throws Exception {
    javaOpts = " -Xlog:class+load:file=" + CLASSES;
    Process info = start(script, "info", "x.npy");
    String out = read(info.getInputStream());
    assertEquals("", read(info.getErrorStream()));
    assertEquals(0, info.waitFor());
    javaOpts = "";
    return out;
  }

  /** Whether the main class was loaded from the cache. */
  private boolean isShared() throws IOException {
    return Files.readString(folder.resolve(CLASSES))
        .contains(" io.npyio.cli.Main source: shared objects file");
  }

  @Test
  void theLauncherNamesTheKindOfStandardOutput() throws Exception {
    javaOpts = " -XshowSettings:properties";
    Process piped = start(project.resolve("scripts/npyio"), "--version");
    String said = read(piped.getErrorStream());
    assertTrue(said.contains("npyio.stdout = other\n"), said);
    Path script = executable("to-a-file", "'" + project + "/scripts/npyio' --version >out.txt");
    said = read(start(script).getErrorStream());
    assertTrue(said.contains("npyio.stdout = file\n"), said);
    assertTrue(said.contains("npyio.progress = false\n"), said);
  }

  private static void finishesSilently(Process process) throws Exception {
    assertEquals("", read(process.getErrorStream()));
    assertEquals("", read(process.getInputStream()));
    assertEquals(0, process.waitFor());
  }

  @Test
  void twoFirstRunsAtOnceBuildOnce() throws Exception {
    copyProject("a project");
    Path jar = project.resolve("npyio-cli/target/npyio/lib/npyio-cli.jar");
    Files.move(jar, folder.resolve("ready.jar"));
    for (String sources : List.of("npyio-core/src/main", "npyio-cli/src/main")) {
      Files.createDirectories(project.resolve(sources));
    }
    for (String pom : List.of("pom.xml", "npyio-core/pom.xml", "npyio-cli/pom.xml")) {
      Files.createFile(project.resolve(pom));
    }
    executable("mvn", "echo built >>builds\nread go <go\ncp ready.jar '" + jar + "'");
    Path recorded =
        executable("recorded", "exec '" + project + "/scripts/npyio' --version 2>said.$$");
    assertEquals(0, new ProcessBuilder("mkfifo", folder + "/go").start().waitFor());
    Process first = start(recorded);
    Process second = start(recorded);
    waitWhile(() -> !said().contains("npyio: waiting for another build\n"));
    Files.writeString(folder.resolve("go"), "go\n");
    for (Process process : List.of(first, second)) {
      assertTrue(read(process.getInputStream()).startsWith("npyio "));
      assertEquals(0, process.waitFor());
    }
    assertTrue(said().contains("npyio: building, once\n"), said());
    assertTrue(said().contains("npyio: waiting for another build\n"), said());
    assertEquals("built\n", Files.readString(folder.resolve("builds")));
    Process third = start(project.resolve("scripts/npyio"), "--version");
    assertEquals("", read(third.getErrorStream()));
    assertTrue(Files.notExists(project.resolve("npyio-cli/target/npyio/lock")));
  }

  /** What two commands have said so far. */
  private String said() throws IOException {
    try (var files = Files.list(folder)) {
      var text = new StringBuilder();
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("said.")).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  /** A script for the shell, in the folder of the test. */
  private Path executable(String name, String lines) throws IOException {
    Path script = folder.resolve(name);
    Files.writeString(script, "#!/bin/sh\ncd '" + folder + "'\n" + lines + "\n");
    assertTrue(script.toFile().setExecutable(true));
    return script;
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
    waitWhile(() -> parts() == 0);
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
        "pack run.npz big.npy --compress --force"
      })
  void controlCWhileAnArchiveIsWrittenLeavesItAsItWas(String words) throws Exception {
    requireInterrupts();
    Path archive = folder.resolve("run.npz");
    Npz.save(archive, Map.of("small", NdArray.of(new int[] {1, 2, 3})));
    byte[] before = Files.readAllBytes(archive);
    ArrayLayout sparse = ArrayLayout.of(DType.INT8, 20_000_000_000L);
    Npy.create(folder.resolve("big.npy"), sparse).close();

    Process running = start(project.resolve("scripts/npyio"), words.split(" "));
    waitWhile(() -> parts() == 0);
    assertEquals(1, parts());
    Thread.sleep(new Random().nextInt(100));
    assertInterrupted(running);
    assertEquals(0, parts());
    assertArrayEquals(before, Files.readAllBytes(archive));
  }

  @ParameterizedTest
  @ValueSource(strings = {"np.save('new.npy', big)", "np.savez('new.npz', a=big)"})
  void controlCWhileAScriptSavesLeavesNoPartOfAFile(String call) throws Exception {
    requireInterrupts();
    ArrayLayout sparse = ArrayLayout.of(DType.INT8, 20_000_000_000L);
    Npy.create(folder.resolve("big.npy"), sparse).close();
    Files.writeString(
        folder.resolve("save.py"),
        "import numpy as np\nbig = np.load('big.npy', mmap_mode='r')\n" + call + "\n");

    Process running = start(project.resolve("scripts/npyio"), "run", "save.py");
    waitWhile(() -> parts() == 0);
    assertEquals(1, parts());
    assertInterrupted(running);
    assertEquals(0, parts());
    assertFalse(Files.exists(folder.resolve("new.np" + (call.contains("savez") ? "z" : "y"))));
  }

  /** Lines that run for long. */
  private static final List<String> LONG =
      List.of(
          "while True: pass",
          "time.sleep(60)",
          "sum(np.zeros(1).tolist()[0] for i in xrange(2 * 10 ** 9))",
          "big.sum()",
          "big.reshape(2, -1).max(1)",
          "np.save('new.npy', big)");

  @Test
  void aScriptMayCatchEachControlCAndGoOn() throws Exception {
    Files.write(folder.resolve("lines"), LONG);
    Process running =
        startInterruptible(
            """
            caught = []
            for line in open('lines'):
                try:
                    open('started%d' % len(caught), 'w').close()
                    exec(line)
                except KeyboardInterrupt:
                    caught.append(line)
            print(''.join(caught))
            """);
    for (int i = 0; i < LONG.size(); i++) {
      Path started = folder.resolve("started" + i);
      waitWhile(() -> Files.notExists(started));
      Thread.sleep(new Random().nextInt(300));
      kill("-INT", running);
    }
    assertTrue(running.waitFor(30, TimeUnit.SECONDS));
    assertEquals("", read(running.getErrorStream()));
    assertEquals(String.join("\n", LONG) + "\n\n", read(running.getInputStream()));
    assertEquals(0, running.exitValue());
    assertEquals(0, parts());
  }

  /** A line, and whether Ctrl-C can raise an exception in it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "while True: pass | true",
        "big.sum() | true",
        "np.save('new.npy', big) | true",
        "sys.stdin.read() | false"
      })
  void controlCEndsAScript(String line, boolean isCaught) throws Exception {
    Process running =
        startInterruptible(
            """
            small = np.memmap('small.dat', 'i1', 'w+', shape=3)
            small[:] = 1
            try:
                try:
                    open('started', 'w').close()
                    %s
                except KeyboardInterrupt:
                    small[1] = 2
                    raise
            finally:
                small[2] = 3
            """
                .formatted(line));
    waitWhile(() -> Files.notExists(folder.resolve("started")));
    Thread.sleep(new Random().nextInt(300));
    assertInterrupted(running);
    assertEquals("", read(running.getInputStream()));
    assertArrayEquals(
        isCaught ? new byte[] {1, 2, 3} : new byte[] {1, 1, 1},
        Files.readAllBytes(folder.resolve("small.dat")));
    assertEquals(0, parts());
  }

  /** Runs a script that has a big array. */
  private Process startInterruptible(String lines) throws IOException {
    requireInterrupts();
    ArrayLayout sparse = ArrayLayout.of(DType.INT8, 20_000_000_000L);
    Npy.create(folder.resolve("big.npy"), sparse).close();
    Files.writeString(
        folder.resolve("wait.py"),
        "import sys, time, numpy as np\nbig = np.load('big.npy', mmap_mode='r')\n" + lines);
    return start(project.resolve("scripts/npyio"), "run", "wait.py");
  }

  /** The process would end two seconds after the first one, which a busy machine may take. */
  @Test
  void aSecondControlCEndsAScriptThatTheFirstDoesNotReach() throws Exception {
    requireInterrupts();
    Files.writeString(
        folder.resolve("wait.py"), "import sys\nopen('started', 'w')\nsys.stdin.read()\n");
    boolean isInTime = false;
    for (int attempt = 0; attempt < 5 && !isInTime; attempt++) {
      Process running = start(project.resolve("scripts/npyio"), "run", "wait.py");
      waitWhile(() -> Files.notExists(folder.resolve("started")));
      Files.delete(folder.resolve("started"));
      long start = System.nanoTime();
      kill("-INT", running);
      Thread.sleep(200);
      boolean goesOn = running.isAlive();
      assertInterrupted(running);
      isInTime = goesOn && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1700);
    }
    assertTrue(isInTime);
  }

  @Test
  void aScriptEndsWithItsLastThreadAsInPython() throws Exception {
    Files.writeString(
        folder.resolve("threads.py"),
        """
        import threading, time
        def work(seconds, text):
            time.sleep(seconds)
            print(text)
        daemon = threading.Thread(target=work, args=(60, 'daemon'))
        daemon.setDaemon(True)
        daemon.start()
        threading.Thread(target=work, args=(0.5, 'thread')).start()
        print('main')
        """);
    Process running = start(project.resolve("scripts/npyio"), "run", "threads.py");
    assertEquals("main\nthread\n", read(running.getInputStream()));
    assertEquals(0, running.waitFor());
  }

  @Test
  void onlyItsOwnerMayReadATemporaryFile() throws Exception {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no permissions");
    Process convert = start(project.resolve("scripts/npyio"), "convert", "-", "out.npy");
    convert.getOutputStream().write(Npy.toBytes(NdArray.zeros(DType.INT8, 100_000)), 0, 50_000);
    convert.getOutputStream().flush();
    waitWhile(() -> spooled().isEmpty());
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(spooled().get(0));
    convert.destroy();
    assertTrue(convert.waitFor(30, TimeUnit.SECONDS));
    assertEquals("rw-------", PosixFilePermissions.toString(found));
    assertEquals(List.of(), spooled());
  }

  /** The temporary files that are not empty. */
  private List<Path> spooled() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tmp") && file.toFile().length() > 0)
          .toList();
    }
  }

  /** Whether the interrupt comes in time or the command has ended, file and sidecar are a pair. */
  @Test
  void controlCLeavesNoRawFileBesideTheSidecarOfAnother() throws Exception {
    requireInterrupts();
    Path raw = folder.resolve("data.dat");
    Run.npyio("create", raw, "--dtype", "float32", "--shape", "3").isSilent();
    Npy.save(folder.resolve("new.npy"), NdArray.of(new long[] {1, 2, 3}));
    Process running = start(project.resolve("scripts/npyio"), "convert", "new.npy", "data.dat");
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.size(raw) == 12 && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    interrupt(running);
    assertTrue(running.exitValue() == 130 || running.exitValue() == 0);
    String sidecar = Files.readString(folder.resolve("data.dat.json"));
    assertEquals("{\"dtype\":\"<i8\",\"shape\":[3],\"order\":\"C\",\"offset\":0}\n", sidecar);
    assertEquals(24, Files.size(raw));
  }

  private static void waitWhile(Callable<Boolean> isSo) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (isSo.call() && System.nanoTime() < limit) {
      Thread.sleep(20);
    }
  }

  private static void requireInterrupts() throws IOException {
    Process ignores = new ProcessBuilder("/bin/sh", "-c", "kill -INT $$; echo ignored").start();
    assumeTrue(read(ignores.getInputStream()).isEmpty(), "skipped: SIGINT is ignored here");
  }

  private static void kill(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Does what Ctrl-C does, unless the process has ended. */
  private static void interrupt(Process running) throws Exception {
    kill("-INT", running);
    assertTrue(running.waitFor(30, TimeUnit.SECONDS));
    assertEquals("", read(running.getErrorStream()));
  }

  private static void assertInterrupted(Process running) throws Exception {
    interrupt(running);
    assertEquals(130, running.exitValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.npy", "log.dat"})
  void controlCWhileAppendingLeavesTheFileAsItWas(String file) throws Exception {
    requireInterrupts();
    Path log = folder.resolve(file);
    Run.npyio("create", log, "--dtype", "int8", "--shape", "3").isSilent();
    byte[] before = Files.readAllBytes(log);
    ArrayLayout sparse = ArrayLayout.of(DType.INT8, 20_000_000_000L);
    Npy.create(folder.resolve("big.npy"), sparse).close();
    Process running = start(project.resolve("scripts/npyio"), "append", file, "big.npy");
    waitWhile(() -> Files.size(log) < 10_000_000);
    assertInterrupted(running);
    assertArrayEquals(before, Files.readAllBytes(log));
  }

  /** Commands that wait for the other end of a named pipe, as their source or their target. */
  private static final List<String> WAITING =
      List.of(
          "info pipe.npy",
          "cat pipe.npy",
          "stats pipe.npy",
          "verify pipe.npy",
          "diff x.npy pipe.npy",
          "convert pipe.npy y.npy",
          "run pipe.py",
          "convert x.npy pipe.npy",
          "convert x.npy pipe.npz",
          "convert x.npy pipe.csv",
          "convert x.npy pipe.dat",
          "pack pipe.npz x.npy",
          "concat pipe.npy x.npy x.npy",
          "create pipe.npy --dtype i1 --shape 3",
          "create pipe.dat --dtype i1 --shape 3",
          "create pipe.dat --dtype i1 --shape 3 --arange",
          "plot x.npy -o pipe.svg");

  @Test
  void aCommandThatWaitsForTheOtherEndOfAPipeIsTerminatedAtOnce() throws Exception {
    allEndAtOnce("-TERM", 143);
  }

  @Test
  void controlCEndsACommandThatWaitsForTheOtherEndOfAPipe() throws Exception {
    requireInterrupts();
    allEndAtOnce("-INT", 130);
  }

  private void allEndAtOnce(String signal, int status) throws Exception {
    Map<String, Process> waiting = new LinkedHashMap<>();
    try {
      for (String words : WAITING) {
        waiting.put(words, startWaiting(words));
      }
      waitWhile(() -> isBusy(waiting.values()));
      for (Map.Entry<String, Process> each : waiting.entrySet()) {
        assertTrue(each.getValue().isAlive(), () -> each.getKey() + " did not wait");
        endsAtOnce(each.getKey(), each.getValue(), signal, status);
      }
      assertEquals(0, parts());
    } finally {
      waiting.values().forEach(Process::destroyForcibly);
    }
  }

  /** Starts a command in a folder of its own, so that no other one opens its pipe. */
  private Process startWaiting(String words) throws Exception {
    Path own = Files.createDirectory(folder.resolve(words.replace(' ', '_')));
    Npy.save(own.resolve("x.npy"), NdArray.of(new int[] {1, 2, 3}));
    String pipe = words.replaceFirst(".*(pipe\\.[a-z]+).*", "$1");
    assertEquals(0, new ProcessBuilder("mkfifo", own.resolve(pipe) + "").start().waitFor());
    Path script =
        executable(
            own.getFileName() + ".sh",
            "cd '%s'\nexec '%s/scripts/npyio' %s".formatted(own, project, words));
    return start(script);
  }

  private static void endsAtOnce(String words, Process waiting, String signal, int status)
      throws Exception {
    kill(signal, waiting);
    assertTrue(waiting.waitFor(30, TimeUnit.SECONDS), () -> words + " goes on");
    assertEquals("", read(waiting.getErrorStream()), words);
    assertEquals(status, waiting.exitValue(), words);
  }

  /** Whether one of the processes has used the processor lately, or not at all. */
  private static boolean isBusy(Collection<Process> processes) throws InterruptedException {
    List<Duration> before = processorTimes(processes);
    Thread.sleep(500);
    List<Duration> after = processorTimes(processes);
    return after.contains(Duration.ZERO) || !after.equals(before);
  }

  private static List<Duration> processorTimes(Collection<Process> processes) {
    return processes.stream()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .toList();
  }

  /** A limit on the size of files stands for a full disk. */
  @Test
  void theFileThatCannotBeWrittenIsNamed() throws Exception {
    NdArray big = NdArray.zeros(DType.FLOAT64, 400_000);
    Npy.save(folder.resolve("big.npy"), big);
    Npz.save(folder.resolve("big.npz"), Map.of("x", big));
    Npz.saveCompressed(folder.resolve("deflated.npz"), Map.of("x", big));
    Run.npyio("create", folder.resolve("log.npy"), "--dtype", "f8", "--shape", "3").isSilent();
    Run.npyio("create", folder.resolve("log.dat"), "--dtype", "f8", "--shape", "3").isSilent();
    Path limited =
        executable("limited", "ulimit -f 2000\nexec '" + project + "/scripts/npyio' \"$@\"");
    javaOpts = " -XX:-UsePerfData";
    Map<String, String> faults =
        Map.of(
            "convert big.npy out.npy", "out.npy",
            "pack out.npz big.npy", "out.npz",
            "append log.npy big.npy", "log.npy",
            "append log.dat big.npy", "log.dat",
            "unpack big.npz out", "out/x.npy",
            "concat out.npy big.npy big.npy", "out.npy",
            "stack out.npy big.npy big.npy", "out.npy",
            "cat deflated.npz --slice 0", "the temporary folder " + folder.toRealPath(),
            "convert big.npz deflated.npz:y", "deflated.npz:y");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      Process run = start(limited, fault.getKey().split(" "));
      assertEquals(
          "npyio: " + fault.getValue() + ": File too large\n",
          read(run.getErrorStream()),
          fault.getKey());
      assertEquals(2, run.waitFor());
    }
    assertEquals(0, parts());
  }

  /** Commands that print; the last ones much, or by a script. */
  private static final List<String> PRINTING =
      List.of(
          "info x.npy",
          "info x.npy x.npy --json",
          "stats x.npy",
          "verify x.npy",
          "plot x.npy",
          "diff x.npy y.npy",
          "convert x.npy -",
          "convert x.npy - --to csv",
          "cat x.npy",
          "help",
          "--version",
          "completion",
          "cat x.npy --format csv",
          "cat x.npy --full",
          "run print.py",
          "run catch.py");

  @Test
  void aReaderThatHasGoneEndsTheCommandSilently() throws Exception {
    Npy.save(folder.resolve("x.npy"), new int[200_000]);
    Npy.save(folder.resolve("y.npy"), new int[3]);
    Files.writeString(folder.resolve("print.py"), "for i in range(100000):\n    print(i)\n");
    Files.writeString(
        folder.resolve("catch.py"), "try:\n    print('x' * 1000000)\nexcept IOError:\n    pass\n");
    assertEquals(0, new ProcessBuilder("mkfifo", folder + "/closed").start().waitFor());
    // the command starts when its reader has closed the pipe
    Path pipeline =
        executable(
            "pipeline",
            "{ read closed <closed; '%s/scripts/npyio' \"$@\"; echo $? >status; } | { exec <&-; echo >closed; }"
                .formatted(project));
    for (String words : PRINTING) {
      Process process = start(pipeline, words.split(" "));
      assertEquals("", read(process.getErrorStream()), words);
      assertEquals(0, process.waitFor());
      assertEquals("141\n", Files.readString(folder.resolve("status")), words);
    }
  }

  @Test
  void anotherFailureOfStandardOutputIsReported() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: no /dev/full");
    Npy.save(folder.resolve("x.npy"), new int[200_000]);
    Files.writeString(folder.resolve("print.py"), "for i in range(100000):\n    print(i)\n");
    Path full = executable("to-full", "'" + project + "/scripts/npyio' \"$@\" >/dev/full");
    for (String words :
        List.of("info x.npy", "cat x.npy --full", "convert x.npy -", "run print.py")) {
      Process process = start(full, words.split(" "));
      assertEquals(
          "npyio: standard output: No space left on device\n", read(process.getErrorStream()));
      assertEquals(2, process.waitFor(), words);
    }
  }

  /** Calls with IN for the input; each result is printed. */
  private static final String READING =
      """
      info IN
      cat IN
      stats IN
      verify IN
      plot IN
      diff x.npy IN
      convert IN out.npy
      append out.npy IN
      concat out.npy x.npy IN
      pack out.npz x=IN
      """;

  /** The first line of the answers names the input. */
  private static final String COMPARING =
      """
      answer() {
        cp x.npy out.npy
        "$npyio" ${1/IN/$2} 2>&1 | sed '1s/^[^:]*: //'
        cksum <out.npy
        if [ -e out.npz ]; then cksum <out.npz; rm out.npz; fi
      }
      while read -r call; do
        file=$(answer "$call" x.npy </dev/null)
        for input in /dev/stdin -; do
          [ "$(cat x.npy | answer "$call" $input)" = "$file" ] || echo "$call with $input"
        done
        [ "$(answer "$call" <(cat x.npy) </dev/null)" = "$file" ] || echo "$call with <(...)"
      done <calls
      answer "cat IN" /dev/stdin <x.npy
      """;

  @Test
  void whatAShellPutsInThePlaceOfAFileIsReadLikeIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: no /bin/bash");
    Npy.save(folder.resolve("x.npy"), new int[] {1, 2, 3});
    Files.writeString(folder.resolve("calls"), READING);
    Files.writeString(folder.resolve("compare"), COMPARING);
    Path script =
        executable(
            "script", "npyio='" + project + "/scripts/npyio' exec /bin/bash compare | head -n 1");
    Process bash = start(script);
    assertEquals("[1 2 3]\n", read(bash.getInputStream()));
    assertEquals("", read(bash.getErrorStream()));
  }

  /** The last locales are not installed. */
  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=", "LANG=xx_YY.UTF-8", "LC_ALL=xx"})
  void aFileOfAnyNameIsFoundInAnyLocale(String setting) throws Exception {
    requireUnicodeNames();
    Npz.save(folder.resolve("ü.npz"), Map.of("ö", NdArray.of(new int[] {1, 2, 3})));
    Path script = project.resolve("scripts/npyio");
    Map<String, String> locale = new HashMap<>(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""));
    String[] variable = setting.split("=", 2);
    locale.put(variable[0], variable[1]);
    Process cat = start(script, locale, "cat", "ü.npz:ö");
    assertEquals("", read(cat.getErrorStream()));
    assertEquals("[1 2 3]\n", read(cat.getInputStream()));
    finishesSilently(start(script, locale, "unpack", "ü.npz", "out"));
    assertTrue(Files.exists(folder.resolve("out/ö.npy")));
  }

  @Test
  void withoutTheLauncherTheLocaleIsNamed() throws Exception {
    requireUnicodeNames();
    var java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            project.resolve("npyio-cli/target/npyio/lib/npyio-cli.jar").toString(),
            "cat",
            "ü.npy");
    java.environment().put("LC_ALL", "C");
    Process cat = java.start();
    String said = read(cat.getErrorStream());
    assertTrue(
        said.matches(
            "npyio: [^:]*\\.npy: the encoding of the locale, \\S+, lacks characters of the name; set"
                + " LC_ALL=C\\.UTF-8\n"),
        said);
    assertEquals(2, cat.waitFor());
  }

  private static void requireUnicodeNames() {
    assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "skipped: names are not UTF-8");
  }
}
