package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who can write to the start-up cache of {@code scripts/npyio}, and the environment that it is
 * started in. A shell script stands for Java: it makes the cache, or prints its arguments.
 */
class LauncherCacheTest {
  private static final String JAVA =
      """
      #!/bin/sh
      here=${0%/bin/java}
      for word; do
        case $word in
          -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
            echo trained >>"$here/trainings"
            if [ -p "$here/go" ]; then read -r go <"$here/go"; fi
            if [ -f "$here/broken" ]; then exit 1; fi
            : >"${word#*=}"
            exit 0 ;;
        esac
      done
      printf '%s\\n' "$@"
      """;

  /** The id of a user who is neither this one nor root. */
  private static final int STRANGER = 54321;

  @TempDir Path folder;
  private Path launcher;
  private Path java;
  private Path cache;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void anInstalledCopy() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no permissions");
    folder = folder.toRealPath();
    Path bin = Files.createDirectories(folder.resolve("installed/bin"));
    Files.createDirectories(folder.resolve("installed/lib"));
    Files.createFile(folder.resolve("installed/lib/npyio-cli.jar"));
    launcher = executable(bin.resolve("npyio"), Files.readString(Path.of("..", "scripts/npyio")));
    java = javaHome(folder.resolve("java"), "17.0.1");
    cache = folder.resolve("above/a cache");
    environment.put("NPYIO_JAVA_HOME", java.toString());
    environment.put("NPYIO_CACHE", cache.toString());
  }

  private static Path javaHome(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/java"), JAVA);
    return home;
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private record Outcome(int status, String out, String err) {}

  private Outcome launch(String umask, String... args) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$0\" \"$@\""));
    command.add(launcher.toString());
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private void train(String umask) throws Exception {
    assertEquals(new Outcome(0, "", ""), launch(umask, "--train-cache"));
  }

  private boolean isUsed() throws Exception {
    Outcome info = launch("022", "info", "x.npy");
    assertEquals("", info.err());
    assertEquals(0, info.status());
    return info.out().startsWith("-XX:+UseSerialGC\n")
        && info.out().contains("-XX:SharedArchiveFile=" + cache + "/classes.jsa\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "002", "022", "077"})
  void aCacheMadeUnderAnyUmaskCanBeChangedByItsOwnerAlone(String umask) throws Exception {
    train(umask);
    assertTrue(isUsed());
    Map<String, String> permissions = new TreeMap<>();
    try (var files = Files.walk(cache)) {
      for (Path file : files.toList()) {
        String found = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        permissions.put(cache.relativize(file).toString(), found);
      }
    }
    assertEquals(
        "{=rwxr-xr-x, classes.jsa=rw-r--r--, jar=rw-r--r--, java=rw-r--r--}",
        permissions.toString());
  }

  @ParameterizedTest
  @CsvSource({
    ", GROUP_WRITE",
    ", OTHERS_WRITE",
    "java, GROUP_WRITE",
    "java, OTHERS_WRITE",
    "jar, OTHERS_WRITE",
    "classes.jsa, OTHERS_WRITE",
    "classes.aot, OTHERS_WRITE",
    ".., OTHERS_WRITE",
    ".., GROUP_WRITE"
  })
  void aCacheThatOthersCanWriteToIsNotUsed(String file, PosixFilePermission permission)
      throws Exception {
    train("022");
    Files.createFile(cache.resolve("classes.aot"));
    assertTrue(isUsed());
    Path changed = file == null ? cache : cache.resolve(file);
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(changed);
    permissions.add(permission);
    Files.setPosixFilePermissions(changed, permissions);
    assertEquals(false, isUsed());
  }

  @Test
  void aCacheOfAnotherUserIsNotUsed() throws Exception {
    for (String file : List.of(".", "java", "jar", "classes.jsa", "..")) {
      train("022");
      assertTrue(isUsed());
      Path given = cache.resolve(file).normalize();
      Object owner = Files.getAttribute(given, "unix:uid");
      assumeTrue(give(given, STRANGER), "skipped: only root gives files away");
      assertEquals(false, isUsed(), file);
      assertTrue(give(given, owner));
    }
  }

  private static boolean give(Path file, Object owner) throws IOException {
    try {
      Files.setAttribute(file, "unix:uid", owner);
      return true;
    } catch (FileSystemException notAllowed) {
      return false;
    }
  }

  @Test
  void aLinkInTheCacheIsNotFollowed() throws Exception {
    train("022");
    Path moved = Files.move(cache.resolve("java"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(cache.resolve("java"), moved);
    assertEquals(false, isUsed());
  }

  /** As below /tmp. */
  @Test
  void aFolderThatAllCanWriteToMayLieAboveTheCacheIfItIsSticky() throws Exception {
    train("022");
    assertEquals(0, new ProcessBuilder("chmod", "1777", cache.getParent() + "").start().waitFor());
    assertTrue(isUsed());
    assertEquals(0, new ProcessBuilder("chmod", "1777", cache.toString()).start().waitFor());
    assertEquals(false, isUsed());
  }

  /** A user who can replace it can replace the jars as well. */
  @Test
  void theCacheBesideTheJarsIsAsSafeAsTheJars() throws Exception {
    environment.remove("NPYIO_CACHE");
    cache = folder.resolve("installed/cache");
    train("002");
    Path above = cache.getParent();
    Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertTrue(isUsed());
  }

  @Test
  void noCacheIsMadeWhereOthersCanChangeIt() throws Exception {
    Files.createDirectories(cache);
    Path above = cache.getParent();
    for (Path open : List.of(cache, above)) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertEquals(
          new Outcome(
              2,
              "",
              "npyio: "
                  + cache
                  + ": others can change it or a folder above it, so it cannot hold the cache\n"),
          launch("022", "--train-cache"));
      Files.setPosixFilePermissions(open, before);
    }
    try (var files = Files.list(cache)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aCacheThatOthersCouldChangeIsReplacedByTraining() throws Exception {
    train("022");
    for (String file : List.of("java", "jar", "classes.jsa", "classes.aot")) {
      Files.write(cache.resolve(file), new byte[] {'x', '\n'});
      Set<PosixFilePermission> all = PosixFilePermissions.fromString("rw-rw-rw-");
      Files.setPosixFilePermissions(cache.resolve(file), all);
    }
    assertEquals(false, isUsed());
    train("022");
    assertTrue(isUsed());
  }

  private Path jar() {
    return folder.resolve("installed/lib/npyio-cli.jar");
  }

  /** As a build does. */
  private void replaceTheJar() throws IOException {
    Files.setLastModifiedTime(
        jar(),
        FileTime.fromMillis(Files.getLastModifiedTime(cache.resolve("java")).toMillis() + 1));
  }

  private long trainings() throws IOException {
    Path log = java.resolve("trainings");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private static void waitUntil(Callable<Boolean> isSo) throws Exception {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          while (!isSo.call()) {
            Thread.sleep(20);
          }
        });
  }

  private boolean isAtRest() {
    return Files.notExists(cache.resolve("lock"));
  }

  @Test
  void aStaleCacheIsMadeAnewInTheBackgroundByOneOfManyCalls() throws Exception {
    train("022");
    assertEquals(0, new ProcessBuilder("mkfifo", java + "/go").start().waitFor());
    replaceTheJar();
    for (int i = 0; i < 5; i++) {
      assertEquals(false, isUsed());
    }
    waitUntil(() -> trainings() == 2);
    Files.writeString(java.resolve("go"), "go\n");
    waitUntil(this::isAtRest);
    assertTrue(isUsed());
    assertEquals(2, trainings());
    try (var files = Files.list(cache)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void jarsThatChangeMeanwhileMakeItStaleAgain() throws Exception {
    train("022");
    assertEquals(0, new ProcessBuilder("mkfifo", java + "/go").start().waitFor());
    replaceTheJar();
    assertEquals(false, isUsed());
    waitUntil(() -> trainings() == 2);
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now()));
    Files.writeString(java.resolve("go"), "go\n");
    waitUntil(this::isAtRest);
    Files.delete(java.resolve("go"));
    assertEquals(false, isUsed());
    waitUntil(this::isAtRest);
    assertEquals(3, trainings());
    assertTrue(isUsed());
  }

  @Test
  void jarsOfTheFutureAreTriedOnce() throws Exception {
    train("022");
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().plusSeconds(3600)));
    for (int i = 0; i < 3; i++) {
      assertEquals(false, isUsed());
      waitUntil(this::isAtRest);
      assertEquals(2, trainings());
    }
  }

  @Test
  void whatFailsIsNotTriedAgainUntilTheJarsChange() throws Exception {
    train("022");
    replaceTheJar();
    Files.createFile(java.resolve("broken"));
    for (int i = 0; i < 3; i++) {
      assertEquals(false, isUsed());
      waitUntil(this::isAtRest);
      assertEquals(2, trainings());
    }
    Files.delete(java.resolve("broken"));
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now()));
    assertEquals(false, isUsed());
    waitUntil(this::isAtRest);
    assertTrue(isUsed());
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    train("022");
    replaceTheJar();
    Files.createDirectory(cache.resolve("lock"));
    assertEquals(false, isUsed());
    assertEquals(1, trainings());
    Files.createFile(Files.createDirectory(cache.resolve("new.1")).resolve("log"));
    FileTime past = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(cache.resolve("lock"), past);
    Files.setLastModifiedTime(cache.resolve("new.1"), past);
    assertEquals(false, isUsed());
    waitUntil(this::isAtRest);
    assertTrue(isUsed());
    assertTrue(Files.notExists(cache.resolve("new.1")));
  }

  @Test
  void aStaleCacheThatOthersCanChangeStaysAsItIs() throws Exception {
    train("022");
    replaceTheJar();
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertEquals(false, isUsed());
    assertEquals(1, trainings());
    try (var files = Files.list(cache)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void theJarsOfAReleaseHaveAnOldTimestampWhichTrainingReplaces() throws Exception {
    train("022");
    FileTime release = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(jar(), release);
    assertEquals(false, isUsed());
    waitUntil(this::isAtRest);
    assertTrue(isUsed());
    assertTrue(Files.getLastModifiedTime(jar()).compareTo(release) > 0);
  }

  @Test
  void theCacheOfAJavaThatIsGoneIsMadeAnew() throws Exception {
    Path gone = javaHome(folder.resolve("gone"), "9999");
    environment.remove("NPYIO_JAVA_HOME");
    environment.put("JAVA_HOME", gone.toString());
    train("022");
    Path other = Files.move(gone, folder.resolve("other"));
    environment.put("JAVA_HOME", other.toString());
    assertEquals("", launch("022", "info", "x.npy").err());
    waitUntil(this::isAtRest);
    assertEquals(other.toString(), Files.readAllLines(cache.resolve("java")).get(1));
  }

  @Test
  void anInstallationMadeUnderAnyUmaskCanBeChangedByItsOwnerAlone() throws Exception {
    Path unpacked = launcher.getParent().getParent();
    Path share =
        Files.createDirectories(unpacked.resolve("share/man/man1")).getParent().getParent();
    Files.createFile(share.resolve("man/man1/npyio.1"));
    Files.createDirectories(share.resolve("bash-completion/completions"));
    Files.createFile(share.resolve("bash-completion/completions/npyio"));
    Files.createFile(unpacked.resolve("LICENSE"));
    Files.createFile(unpacked.resolve("NOTICE"));
    launcher =
        executable(
            unpacked.resolve("install.sh"), Files.readString(Path.of("src/dist/install.sh")));
    Path prefix = folder.resolve("prefix");
    environment.put("PREFIX", prefix.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.remove("NPYIO_CACHE");
    Outcome outcome = launch("000");
    assertEquals("", outcome.err());
    try (var files = Files.walk(prefix)) {
      for (Path file : files.filter(each -> !Files.isSymbolicLink(each)).toList()) {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        boolean isOpen =
            found.contains(PosixFilePermission.GROUP_WRITE)
                || found.contains(PosixFilePermission.OTHERS_WRITE);
        assertEquals(false, isOpen, file.toString());
      }
    }
    assertTrue(Files.exists(prefix.resolve("lib/npyio/cache/java")));
  }

  @Test
  void variablesMayHoldAnything() throws Exception {
    environment.remove("NPYIO_JAVA_HOME");
    environment.put("NPYIO_CACHE", "off");
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", javaHome(folder.resolve("newest java"), "9999").toString());
    environment.put("JAVA_HOME_18_X64", "");
    environment.put("A", "first line\nJAVA_HOME_17_X64=/nowhere\nJAVA_HOME_21\n");
    environment.put("B", "%s %n ' \" ` $(touch made) \\c * ; \t");
    environment.put("JAVA_HOME_19", "'\"$(touch made)`touch made`\n%s");
    Outcome info = launch("022", "info", "x.npy");
    assertEquals("", info.err());
    assertTrue(info.out().endsWith("\ninfo\nx.npy\n"), info.out());
    assertEquals(false, Files.exists(folder.resolve("made")));
  }

  @Test
  void messagesShowAVariableAsItIs() throws Exception {
    environment.put("NPYIO_JAVA_HOME", "/no\\c%s\\where");
    assertEquals(
        new Outcome(2, "", "npyio: NPYIO_JAVA_HOME: no Java 17 or newer in /no\\c%s\\where\n"),
        launch("022", "info"));
  }

  @Test
  void theEnvironmentMayBeEmpty() throws Exception {
    environment.clear();
    javaHome(folder.resolve("installed/runtime"), "17");
    Outcome info = launch("022", "info", "x.npy");
    assertEquals("", info.err());
    assertTrue(info.out().endsWith("\ninfo\nx.npy\n"), info.out());
  }
}
