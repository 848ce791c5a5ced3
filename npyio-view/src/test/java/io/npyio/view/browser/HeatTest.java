package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.IntToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Heat maps and images, judged by pixels and by the index under the pointer. */
class HeatTest extends BrowserTest {
  private static final Pattern INDEX = Pattern.compile("\\[(?::, )?(\\d+)[:\\d]*, (\\d+)[:\\d]*");

  /** Both ends of viridis, as Matplotlib has them. */
  private static final Color LEAST = new Color(68, 1, 84);

  private static final Color GREATEST = new Color(253, 231, 37);

  private static final long OUTSIDE = -1;

  private static final String BACKGROUND = "return getComputedStyle(document.body).backgroundColor";

  private record Place(int x, int y, long row, long column) {}

  /** The element under a place of the canvas, as the page says it. */
  private Place at(int x, int y) {
    long[] index = index(x, y);
    assertNotEquals(
        OUTSIDE, index[0], "no element at " + x + ", " + y + ": " + page.text("#pointer"));
    return new Place(x, y, index[0], index[1]);
  }

  private int width() {
    return page.element("#heat").getSize().getWidth();
  }

  private int height() {
    return page.element("#heat").getSize().getHeight();
  }

  private static void assertNear(Color expected, Color found, String what) {
    int distance =
        Math.abs(expected.getRed() - found.getRed())
            + Math.abs(expected.getGreen() - found.getGreen())
            + Math.abs(expected.getBlue() - found.getBlue());
    assertTrue(distance <= 9, () -> what + ": expected " + expected + " but found " + found);
  }

  /** A place of the canvas where an element is, found by halving along both axes. */
  private Place find(long row, long column) {
    int y = halve(height(), at -> index(width() / 2, at)[0], row);
    int x = halve(width(), at -> index(at, y)[1], column);
    Place found = at(x, y);
    assertEquals(row + ", " + column, found.row() + ", " + found.column());
    return found;
  }

  private static int halve(int length, IntToLongFunction indexAt, long wanted) {
    int low = 0;
    int high = length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long index = indexAt.applyAsLong(middle);
      if (index == wanted) {
        return middle;
      }
      boolean isBefore = index == OUTSIDE ? middle < length / 2 : index < wanted;
      low = isBefore ? middle + 1 : low;
      high = isBefore ? high : middle - 1;
    }
    return low;
  }

  /** Row and column under a place of the canvas, or outside. */
  private long[] index(int x, int y) {
    page.hover("#heat", x, y);
    Matcher index = INDEX.matcher(page.text("#pointer"));
    return index.find()
        ? new long[] {Long.parseLong(index.group(1)), Long.parseLong(index.group(2))}
        : new long[] {OUTSIDE, OUTSIDE};
  }

  private BufferedImage unhovered() {
    page.hover("#header", 1, 1);
    return page.picture("#heat");
  }

  private Color colour(Place place) {
    return Page.pixel(unhovered(), place.x(), place.y());
  }

  @Test
  void theEndsOfTheRangeHaveTheEndsOfTheColours() throws Exception {
    show(NdArray.of(new float[][] {{0, 1}, {2, 3}}), "v=heat&low=0&high=3&map=viridis");
    assertNear(LEAST, colour(find(0, 0)), "0");
    assertNear(GREATEST, colour(find(1, 1)), "3");
    Place one = find(0, 1);
    assertTrue(page.text("#pointer").contains("1"), page.text("#pointer"));
    assertNear(new Color(49, 104, 142), colour(one), "a third of viridis");
  }

  @Test
  void aTypedRangeAndAnotherMapColourAnew() throws Exception {
    show(NdArray.of(new float[][] {{0, 1}, {2, 3}}), "v=heat&low=0&high=3");
    Place two = find(1, 0);
    page.type("#high", "2");
    page.await("2 is the greatest colour", () -> colour(two).equals(GREATEST));
    page.choose("#map", "grey");
    page.await("2 is white", () -> colour(two).equals(Color.WHITE));
    page.awaitState("map=grey");
  }

  @Test
  void notANumberHasItsOwnColourAndIsSaid() throws Exception {
    show(NdArray.of(new float[][] {{0, Float.NaN}, {2, 3}}), "v=heat&low=0&high=3");
    Place nan = find(0, 1);
    assertTrue(page.text("#pointer").matches("(?is).*nan.*"), page.text("#pointer"));
    Color colour = colour(nan);
    for (int[] other : new int[][] {{0, 0}, {1, 0}, {1, 1}}) {
      assertNotEquals(colour(find(other[0], other[1])), colour);
    }
    assertNotEquals(
        page.script(BACKGROUND),
        "rgb(%d, %d, %d)".formatted(colour.getRed(), colour.getGreen(), colour.getBlue()));
  }

  @Test
  void draggingPansAndTheWheelZooms() throws Exception {
    show(arange("<i4", 2000, 2000), "v=heat");
    int x = width() / 2;
    int y = height() / 2;
    page.wheel("#heat", -600);
    page.awaitFrame();
    page.awaitData();
    Place middle = at(x, y);
    Place near = at(x + 60, y);
    assertTrue(near.column() - middle.column() < 200, middle + " " + near);
    page.drag("#heat", x, y, x - 90, y - 60);
    page.awaitData();
    Place after = at(x - 90, y - 60);
    assertTrue(Math.abs(after.row() - middle.row()) <= 3, middle + " moved to " + after);
    assertTrue(Math.abs(after.column() - middle.column()) <= 3, middle + " moved to " + after);
  }

  @Test
  void zoomedInTheValueIsThatOfTheElement() throws Exception {
    show(arange("<i4", 2000, 2000), "v=heat");
    for (int i = 0; i < 20; i++) {
      page.wheel("#heat", -300);
    }
    page.awaitData();
    Place place = at(width() / 2, height() / 2);
    page.awaitText("#pointer", Long.toString(place.row() * 2000 + place.column()));
  }

  @Test
  void keysMoveACrossThatIsSaid() throws Exception {
    show(arange("<i4", 20, 20), "v=heat");
    page.focus("#heat");
    page.press(Keys.ARROW_RIGHT);
    page.await("an index is said", () -> INDEX.matcher(page.text("#pointer")).find());
    String before = page.text("#pointer");
    page.press(Keys.ARROW_DOWN);
    page.await("the cross has moved", () -> !page.text("#pointer").equals(before));
    String now = page.text("#pointer");
    Matcher index = INDEX.matcher(now);
    assertTrue(index.find(), now);
    long value = Long.parseLong(index.group(1)) * 20 + Long.parseLong(index.group(2));
    page.awaitText("#live", Long.toString(value));
    page.press("+");
    page.awaitState("zoom=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels last", "planes first"})
  void imagesHaveTheirOwnColours(String order) throws Exception {
    NdArray image = NdArray.zeros(DType.UINT8, 8, 8, 3);
    image.slice(2, 0, 1).slice(1, 0, 4).fill(200);
    image.slice(2, 1, 2).slice(1, 4, 8).fill(150);
    show(order.equals("pixels last") ? image : image.permute(2, 0, 1), "v=heat");
    assertNear(new Color(200, 0, 0), colour(find(3, 1)), "left");
    assertNear(new Color(0, 150, 0), colour(find(3, 6)), "right");
    assertFalse(page.has("#map"));
  }

  @Test
  void allNaNIsAPictureWithoutARange() throws Exception {
    NdArray array = NdArray.zeros(DType.FLOAT64, 50, 50);
    array.fill(Double.NaN);
    show(array, "v=heat");
    at(width() / 2, height() / 2);
    assertTrue(page.text("#pointer").matches("(?is).*nan.*"), page.text("#pointer"));
  }
}
