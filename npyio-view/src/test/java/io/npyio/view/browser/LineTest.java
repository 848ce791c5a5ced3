package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines, histograms and statistics. */
class LineTest extends BrowserTest {
  private static final String PLOT = "#line .u-over";

  private static NdArray spike() {
    NdArray array = NdArray.zeros(DType.FLOAT32, 1_000_000);
    array.setFloat(1000, 765_432);
    return array;
  }

  /** Whether a picture has other pixels than its background in a part, from 0 to 1 each way. */
  private static boolean isDrawn(
      BufferedImage picture, double x0, double x1, double y0, double y1) {
    Color background = Page.pixel(picture, picture.getWidth() / 3, 3);
    for (int y = (int) (picture.getHeight() * y0); y < picture.getHeight() * y1; y++) {
      for (int x = (int) (picture.getWidth() * x0); x < picture.getWidth() * x1; x++) {
        if (differ(background, Page.pixel(picture, x, y))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether colours differ by more than a line of the grid does from its background. */
  private static boolean differ(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed())
            + Math.abs(a.getGreen() - b.getGreen())
            + Math.abs(a.getBlue() - b.getBlue())
        > 150;
  }

  private int[] size(String selector) {
    return new int[] {
      page.element(selector).getSize().getWidth(), page.element(selector).getSize().getHeight()
    };
  }

  @Test
  void aSpikeAmongAMillionIsSeenAndZoomedTo() throws Exception {
    show(spike(), "v=line");
    BufferedImage whole = page.picture(PLOT);
    assertTrue(isDrawn(whole, 0.755, 0.775, 0.2, 0.7), "the spike is not drawn");
    assertTrue(!isDrawn(whole, 0.30, 0.70, 0.2, 0.7), "something else is drawn");
    int[] size = size(PLOT);
    page.drag(PLOT, size[0] * 76 / 100, 40, size[0] * 77 / 100, 40);
    page.await("the part is in the address", () -> page.state().matches(".*from=7[56]\\d{4}.*"));
    page.awaitData();
    assertTrue(isDrawn(page.picture(PLOT), 0.3, 0.8, 0.2, 0.7), "the spike is gone when zoomed to");
    page.click("#whole");
    page.await("the whole is shown", () -> !page.state().contains("from="));
  }

  @Test
  void fieldsAreLinesOverADate() throws Exception {
    NdArray table = NdArray.zeros(DType.of("[('day','M8[D]'),('a','f8'),('b','f8')]"), 100);
    for (int i = 0; i < 100; i++) {
      table.field("day").setString(LocalDate.of(2024, 1, 1).plusDays(i).toString(), i);
      table.field("a").setDouble(i, i);
      table.field("b").setDouble(100 - i, i);
    }
    show(table, "v=line");
    page.choose("#x", "day");
    page.awaitState("x=day");
    page.awaitData();
    BufferedImage picture = page.picture(PLOT);
    assertTrue(isDrawn(picture, 0.02, 0.2, 0.02, 0.3), "one line falls");
    assertTrue(isDrawn(picture, 0.02, 0.2, 0.7, 0.98), "the other one rises");
  }

  @Test
  void aHistogramHasItsBins() throws Exception {
    NdArray array = NdArray.zeros(DType.FLOAT32, 1000);
    array.slice(0, 0, 500).fill(1);
    show(array, "v=hist&bins=4");
    BufferedImage picture = page.picture("#hist");
    assertTrue(isDrawn(picture, 0.02, 0.98, 0.3, 0.9), "no bars");
    page.type("#bins", "10");
    page.awaitState("bins=10");
  }

  @Test
  void statisticsAreThoseOfTheArray() throws Exception {
    show(arange("<i4", 4, 5), "v=stats");
    page.awaitText("#statistics", "9.5");
    page.awaitText("#of", "all");
    assertEquals(1, page.count("table#statistics"));
  }

  @Test
  void statisticsOfStructsHaveARowForEachField() throws Exception {
    NdArray stars =
        NdArray.zeros(DType.of("[('name','U8'),('place',[('ra','f8'),('dec','f8')])]"), 3);
    stars.field("place").field("dec").setDouble(38.75, 1);
    show(stars, "v=stats");
    assertEquals(
        List.of("field", "elements", "least", "greatest", "mean"),
        page.texts("#statistics th[scope=col]"));
    assertEquals(List.of("name", "place.ra", "place.dec"), page.texts("#statistics th[scope=row]"));
    String last = page.texts("#statistics tr").get(3);
    assertTrue(last.contains("38.75"), last);
    page.choose("#field", "place.dec");
    page.awaitText("#statistics", "greatest");
    page.await("one value a row", () -> page.count("#statistics th[scope=col]") == 0);
  }
}
