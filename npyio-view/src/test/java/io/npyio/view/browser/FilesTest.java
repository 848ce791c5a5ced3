package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files and members: what they are, addresses of states, files that change, and exports. */
class FilesTest extends BrowserTest {
  @Test
  void theHeaderNeedsNoData() throws Exception {
    serve(save("weights.npy", arange("<f4", 3, 4)));
    page.block("*/api/cells*", "*/api/tile*", "*/api/range*", "*/api/line*");
    expectedComplaint = "ERR_BLOCKED_BY_CLIENT";
    page.open("v=grid");
    page.awaitText("#header", "float32");
    page.awaitText("#header", "(3, 4)");
    assertTrue(page.text("body").contains("weights.npy"));
    assertEquals("", page.cell(0, 0));
  }

  private Path archive() throws Exception {
    Map<String, Object> arrays = new LinkedHashMap<>();
    arrays.put("weights", arange("<f4", 3, 4));
    arrays.put("bias", arange("<i2", 7));
    Path file = folder.resolve("model.npz");
    Npz.save(file, arrays);
    return file;
  }

  @Test
  void membersAreATree() throws Exception {
    serve(archive(), save("other.npy", arange("<i8", 2)));
    page.openAndWait("");
    String tree = page.text("#tree");
    for (String name : List.of("weights", "bias", "other.npy")) {
      assertTrue(tree.contains(name), tree);
    }
    page.script(
        """
        const items = [...document.querySelectorAll('#tree [role=treeitem]')];
        items.filter(item => item.innerText.includes('bias')).at(-1).click();
        """);
    page.awaitText("#header", "int16");
    page.await("6 is the last value", () -> page.cell(6, 0).equals("6"));
    page.awaitState("m=bias");
    assertTrue(page.text("[role=treeitem][aria-selected=true]").contains("bias"));
  }

  @Test
  void anAddressLeadsBackToItsState() throws Exception {
    serve(archive());
    page.openAndWait("f=0&m=weights&v=grid");
    page.type("#slice", "1:, ::2");
    page.await("the slice is shown", () -> page.cell(1, 1).equals("10.0"));
    page.awaitState("s=1:, ::2");
    String state = page.state();
    page.openAndWait("v=grid");
    page.openAndWait(state);
    assertEquals("1:, ::2", page.value("#slice"));
    assertEquals("10.0", page.cell(1, 1));
  }

  @Test
  void aChangedFileIsSaidAndReloadedInPlace() throws Exception {
    Path file = save("array.npy", arange("<f4", 300, 4));
    serve(file);
    page.openAndWait("v=grid&s=10:,%201:");
    assertEquals("41.0", page.cell(0, 0));
    expectedComplaint = "409";
    save("array.npy", arange("<f8", 300, 5));
    page.awaitElement("#banner");
    page.click("#reload");
    page.awaitText("#header", "float64");
    page.await("the new value", () -> page.cell(0, 0).equals("51.0"));
    assertEquals("10:, 1:", page.value("#slice"));
    page.await("the banner goes", () -> !page.has("#banner"));
  }

  @Test
  void aFileCutShortIsAnErrorOnThePage() throws Exception {
    Path file = save("array.npy", arange("<f8", 100_000, 10));
    Path other = save("other.npy", arange("<f8", 3, 3));
    serve(file, other);
    page.openAndWait("f=0&v=grid");
    expectedComplaint = "Failed to load resource";
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(4096);
    }
    page.awaitElement("#banner");
    page.click("#reload");
    page.await("the page says what is wrong", () -> page.text("body").contains("4096"));
    page.openAndWait("f=1&v=grid");
    assertEquals("8.0", page.cell(2, 2));
  }

  @Test
  void aSliceIsExported() throws Exception {
    show(arange("<f4", 30, 4), "v=grid&s=10:12,%201:3");
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    page.downloadTo(downloads);
    page.click("#export-npy");
    Path npy = downloaded(downloads, ".npy");
    assertTrue(Npy.load(npy).contentEquals(arange("<f4", 30, 4).slice("10:12, 1:3").copy(Order.C)));
    page.click("#export-csv");
    assertEquals(
        List.of("41.0,42.0", "45.0,46.0"), Files.readAllLines(downloaded(downloads, ".csv")));
  }

  private Path downloaded(Path downloads, String ending) {
    page.await("no " + ending + " is downloaded", () -> find(downloads, ending) != null);
    return find(downloads, ending);
  }

  private static Path find(Path downloads, String ending) {
    try (Stream<Path> files = Files.list(downloads)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElse(null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
