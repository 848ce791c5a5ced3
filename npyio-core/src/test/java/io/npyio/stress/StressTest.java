package io.npyio.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads and processes that use one file or archive at the same time, for the seconds that {@code
 * -Dnpyio.stress.seconds} says; {@code scripts/stress} runs it for minutes. {@code -Dnpyio.seed}
 * repeats the random choices, though not the order in which threads run.
 */
class StressTest {
  private static final long SECONDS = Long.getLong("npyio.stress.seconds", 14);
  private static final long SEED =
      Long.getLong("npyio.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  /** A run that needs longer than that after its time hangs. */
  private static final int MAX_HANG_SECONDS = 180;

  @TempDir Path folder;

  /** One of the programs that share the time. */
  private interface Scenario {
    void run(Crew crew, long seconds) throws Exception;
  }

  private Map<String, Scenario> scenarios() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    all.put("maps closed in use", (crew, s) -> new MapStress(crew, folder).closeInUse());
    all.put("maps forgotten", (crew, s) -> new MapStress(crew, folder).forgottenMaps());
    all.put("files replaced", (crew, s) -> new MapStress(crew, folder).replaceWhileRead());
    all.put("archive, many readers", (crew, s) -> new ArchiveStress(crew, folder).manyReaders());
    all.put("archive closed in use", (crew, s) -> new ArchiveStress(crew, folder).closeInUse());
    all.put("archive, interrupts", (crew, s) -> new ArchiveStress(crew, folder).interrupts());
    all.put("appenders", (crew, s) -> SharedFile.appenders(crew, folder, SEED, s));
    all.put(
        "appenders and readers",
        (crew, s) -> SharedFile.appendersAndReaders(crew, folder, SEED, s));
    all.put("map of two processes", (crew, s) -> SharedFile.additions(crew, folder, SEED, s));
    return all;
  }

  @Test
  void threadsAndProcessesDoNotDisturbEachOther() {
    var log = new StressLog();
    assertTimeoutPreemptively(
        Duration.ofSeconds(SECONDS + MAX_HANG_SECONDS),
        () -> runAll(log),
        () -> "seed " + SEED + "\n" + log + log.surprises());
    assertEquals("", log.surprises(), "seed " + SEED);
    assertTrue(log.counted("appenders, rows") > 0, "nothing was appended");
  }

  private void runAll(StressLog log) throws Exception {
    Map<String, Scenario> scenarios = scenarios();
    long seconds = Math.max(1, SECONDS / scenarios.size());
    for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
      try (var crew = new Crew(log, SEED, seconds)) {
        scenario.getValue().run(crew, seconds);
      }
    }
    System.out.printf(
        "stress: seed %d, Java %s, %d s each of %d scenarios%n%s",
        SEED, System.getProperty("java.version"), seconds, scenarios.size(), log);
  }
}
