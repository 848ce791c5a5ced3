package io.npyio.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** {@link TwoHosts} in a JVM of its own, whose children are the two executors. */
final class LocalCluster {
  private final Path folder;
  private final Process driver;

  private LocalCluster(Path folder, Process driver) {
    this.folder = folder;
    this.driver = driver;
  }

  /** Starts the program with settings of Spark; logs and temporary files go to a folder. */
  static LocalCluster start(Path folder, Map<String, String> settings, String... arguments)
      throws IOException {
    Files.createDirectory(temporary(folder));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx512m", "-Dnpyio.spark.log=warn"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    settings(folder).forEach((key, value) -> command.add("-D" + key + "=" + value));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwoHosts.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(environment(folder));
    return new LocalCluster(folder, builder.start());
  }

  private static Path temporary(Path folder) {
    return folder.resolve("temporary");
  }

  private static Map<String, String> settings(Path folder) {
    return Map.of(
        "spark.executor.memory", "512m",
        "spark.executor.extraClassPath", System.getProperty("java.class.path"),
        "spark.executor.extraJavaOptions", "-Djava.io.tmpdir=" + temporary(folder),
        "spark.driver.host", "127.0.0.1",
        "spark.ui.enabled", "false",
        "spark.speculation", "true",
        "spark.speculation.quantile", "0.25");
  }

  private static Map<String, String> environment(Path folder) throws IOException {
    return Map.of(
        "SPARK_HOME", home(folder).toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_LOCAL_DIRS", folder.resolve("local").toString(),
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** What executors look for in an installation; their classes are on the extra class path. */
  private static Path home(Path folder) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.createDirectory(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    return home;
  }

  /** Kills the executor that writes, while the other one hangs. */
  void killWriting(Random random) throws IOException, InterruptedException {
    while (executors("hanging").isEmpty() || executors("writing").isEmpty()) {
      if (!driver.isAlive()) {
        throw new IllegalStateException("expected two executors, found the program ended");
      }
      Thread.sleep(50);
    }
    Thread.sleep(random.nextInt(1000));
    executors("writing").forEach(ProcessHandle::destroyForcibly);
  }

  /** The executors that left a temporary file with that word. */
  private List<ProcessHandle> executors(String deed) throws IOException {
    try (Stream<Path> files = Files.list(temporary(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(deed))
          .map(name -> Long.parseLong(name.substring(deed.length() + 1)))
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    }
  }

  /** {@return the exit status of the program} */
  int await() throws InterruptedException {
    return driver.waitFor();
  }

  /** {@return the rows in temporary files that the executors left} */
  List<Path> spools() throws IOException {
    try (Stream<Path> files = Files.list(temporary(folder))) {
      return files.filter(file -> file.toString().endsWith(".spool")).toList();
    }
  }

  /** {@return what the program and its executors printed} */
  String log() {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder log = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().matches(".*/(log|stderr)")).toList()) {
        log.append(file).append('\n').append(Files.readString(file));
      }
      return log.toString();
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  void stop() {
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    driver.destroyForcibly();
  }
}
