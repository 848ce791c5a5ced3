package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.file.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/shards.md, which first writes what it then reads. */
class ShardsPageTest {
  @TempDir private Path folder;

  @Test
  void thePageReadsWhatItWrites() throws Exception {
    Files.createDirectory(folder.resolve("unpadded"));
    for (int i : new int[] {1, 2, 10}) {
      Npy.save(folder.resolve("unpadded/emb_" + i + ".npy"), new int[] {i});
    }
    List<String> code = Snippets.of("docs/shards.md");
    assertEquals(5, code.size());
    assertEquals(
        List.of(
            "<f4 (2500, 4) in 3 shards",
            "998.0 3.0",
            "Shard[name=part-00002.npy, firstRow=2000, rows=500]",
            "10",
            "3123750.0",
            "3072.0",
            "[1. 1. 1.]"),
        Snippets.run(
            folder, List.of(code.get(4), code.get(0), code.get(1), code.get(2), code.get(3))));
    assertEquals(
        Snippets.blocks("docs/shards.md", "json").get(0),
        Files.readString(folder.resolve("emb/manifest.json")));
  }
}
