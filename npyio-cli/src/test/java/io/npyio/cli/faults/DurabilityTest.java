package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.NpzEditor;
import io.npyio.file.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new file is forced to disk before it takes its name, and its folder afterwards. */
class DurabilityTest {
  private static final NdArray ARRAY = NdArray.of(new int[] {1, 2, 3});

  @TempDir Path folder;
  private FaultyFileSystem system;

  @BeforeEach
  void beginToCount() {
    system = FaultyFileSystem.create();
  }

  private Path file(String name) {
    return system.of(folder.resolve(name));
  }

  /** The calls since the last time, without those that write. */
  private List<String> calls() {
    List<String> calls =
        system.calls().log().stream()
            .filter(call -> !call.startsWith("WRITE"))
            .map(call -> call.replaceAll("\\.npyio-.*\\.part", "PART"))
            .map(call -> call.replace(folder.getFileName().toString(), "FOLDER"))
            .toList();
    system.calls().clear();
    return calls;
  }

  private static List<String> synced(String name) {
    return List.of("CREATE PART", "FORCE PART", "MOVE " + name, "FORCE FOLDER");
  }

  private static List<String> unsynced(String name) {
    return List.of("CREATE PART", "MOVE " + name);
  }

  @Test
  void everyKindOfFileIsForcedBeforeItIsRenamedAndItsFolderAfterwards() throws Exception {
    for (int replaced = 0; replaced < 2; replaced++) {
      Npy.save(file("a.npy"), ARRAY);
      assertEquals(synced("a.npy"), calls());
      Npy.save(file("b.npy"), new double[] {1, 2});
      assertEquals(synced("b.npy"), calls());
      Npz.save(file("c.npz"), Map.of("a", ARRAY));
      assertEquals(synced("c.npz"), calls());
      Npz.saveCompressed(file("d.npz"), Map.of("a", ARRAY));
      assertEquals(synced("d.npz"), calls());
    }
  }

  @Test
  void aChangedArchiveIsForcedToo() throws Exception {
    Npz.save(folder.resolve("c.npz"), Map.of("a", ARRAY));
    try (NpzEditor editor = NpzEditor.open(file("c.npz"))) {
      editor.put("b", ARRAY);
      editor.commit();
    }
    assertEquals(synced("c.npz"), calls());
  }

  @Test
  void withoutSyncNothingIsForced() throws Exception {
    WriteOptions fast = WriteOptions.DEFAULT.withoutSync();
    Npy.save(file("a.npy"), ARRAY, fast);
    assertEquals(unsynced("a.npy"), calls());
    Npy.save(file("a.npy"), (Object) new double[] {1, 2}, fast);
    assertEquals(unsynced("a.npy"), calls());
    Npz.save(file("c.npz"), Map.of("a", ARRAY), fast);
    assertEquals(unsynced("c.npz"), calls());
    Npz.saveCompressed(file("c.npz"), Map.of("a", ARRAY), fast);
    assertEquals(unsynced("c.npz"), calls());
    try (NpzEditor editor = NpzEditor.open(file("c.npz"), fast)) {
      editor.remove("a");
      editor.commit();
    }
    assertEquals(unsynced("c.npz"), calls());
  }

  @Test
  void aDeviceIsNotForced() throws Exception {
    Path device = system.of(Path.of("/dev/null"));
    assumeTrue(Files.exists(device), "skipped: there are no devices");
    Npy.save(device, ARRAY);
    assertEquals(List.of(), calls());
  }
}
