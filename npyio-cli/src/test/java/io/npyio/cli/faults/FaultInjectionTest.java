package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk at every call of every way of writing; {@link FaultRuns} says what must hold. */
class FaultInjectionTest {
  @TempDir Path temporary;

  @Test
  void afterAFaultAtAnyCallEachFileIsTheOldOneOrTheNewOne() throws Exception {
    assumeTrue(
        Runtime.version().feature() < 22,
        "skipped: a channel made for Java 17 cannot map into arenas");
    Path folder = temporary.toRealPath().resolve("faults");
    assertEquals(0, Child.run(folder, -1, FaultRuns.class, folder));
  }
}
