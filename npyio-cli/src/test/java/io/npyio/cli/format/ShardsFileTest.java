package io.npyio.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.Npy;
import io.npyio.shards.NpyShards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the files of shards are opened. */
class ShardsFileTest {
  @TempDir private Path folder;
  private final List<NpyShards> opened = new ArrayList<>();
  private final ShardsFile file = new ShardsFile("shards", this::open);

  @BeforeEach
  void save() throws IOException {
    Npy.save(folder.resolve("0.npy"), new int[] {1, 2});
    Npy.save(folder.resolve("1.npy"), new int[] {3});
  }

  private NpyShards open() throws IOException {
    NpyShards shards = NpyShards.open(folder);
    opened.add(shards);
    return shards;
  }

  @Test
  void theHeadersAreReadOnceForAllThatIsAsked() throws IOException {
    assertEquals(8, file.openingBytes("1:"));
    assertEquals(3, file.info().layout().size());
    assertEquals(
        new ShardsFile.Contents(ArrayLayout.of("<i4", 3), List.of(path(0), path(1))),
        file.contents());
    try (OpenArray array = file.open("1:", null, bytes -> {})) {
      assertEquals("[2 3]", array.array().toString());
    }
    assertEquals(List.of(path(0), path(1)), file.files());
    assertEquals(1, opened.size());
    assertClosed();
  }

  @Test
  void filesThatHaveChangedAreReadAgain() throws IOException {
    assertEquals(3, file.info().layout().size());
    Npy.save(path(1), new int[] {3, 4});
    file.refresh();
    assertClosed();
    assertEquals(4, file.info().layout().size());
    assertEquals("[1 2 3 4]", Objects.requireNonNull(file.corners()).toString());
    assertEquals(2, opened.size());
  }

  @Test
  void anIndexThatDoesNotFitLeavesNothingOpen() throws IOException {
    assertThrows(IndexOutOfBoundsException.class, () -> file.openingBytes("9"));
    assertClosed();
  }

  private Path path(int index) {
    return folder.resolve(index + ".npy");
  }

  private void assertClosed() {
    for (NpyShards shards : opened) {
      assertEquals(
          "the shards have been closed",
          assertThrows(IOException.class, () -> shards.at(0)).getMessage());
    }
  }
}
