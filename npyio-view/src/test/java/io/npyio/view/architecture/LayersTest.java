package io.npyio.view.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.architecture.PackageUses;
import io.npyio.view.server.ViewServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packages of the viewer are layers, and use of core only what it exports. */
class LayersTest {
  private static final String ARRAY = "io.npyio.array";
  private static final String DTYPE = "io.npyio.dtype";
  private static final String FILE = "io.npyio.file";

  @Test
  void eachPackageUsesTheOnesOfItsRowAndNoOthers() throws Exception {
    Path classes =
        Path.of(ViewServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertEquals(
        Map.of(
            "io.npyio.view", Set.of(ARRAY, DTYPE),
            "io.npyio.view.reduce", Set.of(ARRAY, DTYPE, "io.npyio.view"),
            "io.npyio.view.server",
                Set.of(ARRAY, DTYPE, FILE, "io.npyio.view", "io.npyio.view.reduce")),
        PackageUses.in(classes));
  }
}
