package io.npyio.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program in a JVM of its own, with a cluster of two executors, which are children of the
 * program.
 */
final class LocalCluster {
  private final Path folder;
  private final Process driver;

  private LocalCluster(Path folder, Process driver) {
    this.folder = folder;
    this.driver = driver;
  }

  /** Starts a class of the tests; logs and temporary files go to a folder. */
  static LocalCluster start(Path folder, Class<?> program, String... arguments) throws IOException {
    Files.createDirectory(temporary(folder));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx512m", "-Dnpyio.spark.log=warn"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    settings(folder).forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
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
        "spark.master", "local-cluster[2,1,600]",
        "spark.executor.memory", "512m",
        "spark.executor.extraClassPath", System.getProperty("java.class.path"),
        "spark.executor.extraJavaOptions", "-Djava.io.tmpdir=" + temporary(folder),
        "spark.driver.host", "127.0.0.1",
        "spark.ui.enabled", "false");
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

  /**
   * {@return the executors that run} Their command lines are too long for ProcessHandle to tell.
   */
  List<ProcessHandle> executors() {
    return driver
        .children()
        .filter(child -> child.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .toList();
  }

  boolean isRunning() {
    return driver.isAlive();
  }

  /** {@return the exit status of the program} */
  int await() throws InterruptedException {
    return driver.waitFor();
  }

  /** {@return what the program and its executors left in the folder of temporary files} */
  List<String> leftOver() throws IOException {
    try (var files = Files.list(temporary(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
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
