package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.MemoryFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk at every call of every way of writing; {@link FaultRuns} says what must hold. */
class FaultInjectionTest {
  @TempDir(factory = MemoryFolder.class)
  Path temporary;

  @Test
  void afterAFaultAtAnyCallEachFileIsTheOldOneOrTheNewOne() throws Exception {
    Child.assumeMapping();
    Path folder = temporary.toRealPath().resolve("faults");
    Child.Ended runs = Child.run(folder, -1, FaultRuns.class, folder);
    System.out.print(runs.output());
    assertEquals(0, runs.status(), runs.output());
  }
}
