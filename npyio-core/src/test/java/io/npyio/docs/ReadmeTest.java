package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of the README, as one program in a folder of its own. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theSnippetsOfTheReadmePrintWhatTheirCommentsSay() throws Exception {
    List<String> snippets = Snippets.of("README.md");
    assertEquals(7, snippets.size());
    List<String> blocks = snippets.stream().map(snippet -> "{\n" + snippet + "}\n").toList();
    List<String> printed = Snippets.run(folder, blocks);
    assertEquals(
        List.of(
            "<f8 (2, 3)",
            "[[5. 6.]",
            " [2. 3.]]",
            "1.5",
            "[('Vega', 279.23, 0.) ('Altair', 297.7 , 0.)]",
            "counts.npy: 5000000000 at (2,) does not fit an int; astype(INT32) converts as NumPy does",
            "2 6.0",
            "Star[name=Vega, ra=279.23, dec=0.0]",
            "Star[name=Altair, ra=297.7, dec=0.0]",
            "7.0 7.0",
            "[[4. 5. 6.]]"),
        printed);
    assertTrue(Files.exists(folder.resolve("stars.npy")));
  }
}
