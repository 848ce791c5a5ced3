package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk at every call of every way of writing; {@link FaultRuns} says what must hold. */
class FaultInjectionTest {
  /** A folder in memory, where forcing files costs nothing. */
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path temporary;

  @Test
  void afterAFaultAtAnyCallEachFileIsTheOldOneOrTheNewOne() throws Exception {
    Child.assumeMapping();
    Path parent = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "npyio") : temporary;
    try {
      Path folder = parent.toRealPath().resolve("faults");
      Child.Ended runs = Child.run(folder, -1, FaultRuns.class, folder);
      System.out.print(runs.output());
      assertEquals(0, runs.status(), runs.output());
    } finally {
      Scenario.delete(parent);
    }
  }
}
