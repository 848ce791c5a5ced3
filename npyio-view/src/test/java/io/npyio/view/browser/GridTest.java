package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The grid: values as NumPy prints them, keys, places far away, copying and editing. */
class GridTest extends BrowserTest {
  private static final double[][] NUMBERS = {
    {0.1, -0.0, 1e300}, {Double.NaN, Double.POSITIVE_INFINITY, 3}, {1 / 3.0, 1e-5, 123456789}
  };

  /** Row and column of the cell that has the focus. */
  private String active() {
    return page.script(
        """
        const cell = document.activeElement.closest('[role=gridcell]');
        return cell === null ? 'none' : cell.closest('tr').dataset.row + ',' + cell.dataset.col;
        """);
  }

  private void awaitActive(String cell) {
    page.await("the focus should be on " + cell, () -> active().equals(cell));
  }

  @Test
  void valuesAreThoseOfNumPy() throws Exception {
    NdArray numbers = NdArray.of(NUMBERS);
    show(numbers, "v=grid");
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        assertEquals(numbers.getString(row, column), page.cell(row, column));
      }
    }
    assertEquals(
        List.of("0.1", "-0.0", "1e+300"),
        page.texts("[role=grid] tr[data-row='0'] [role=gridcell]"));
  }

  @ParameterizedTest
  @CsvSource({
    "<M8[D], 2024-02-29, 2024-02-29",
    "<m8[s], 90, 90 seconds",
    "<U5, größe, größe",
    "|S3, abc, abc",
    "<c16, 3-4j, (3-4j)",
    "|b1, True, True",
    "<f2, 0.1, 0.1",
    ">u8, 18446744073709551615, 18446744073709551615"
  })
  void anElementOfEveryKindIsText(String dtype, String value, String shown) throws Exception {
    NdArray array = NdArray.zeros(DType.of(dtype), 2);
    array.setString(value, 1);
    show(array, "v=grid");
    assertEquals(shown, page.cell(1, 0).replace("'", "").replaceFirst("^b", ""));
  }

  @Test
  void fieldsAreColumns() throws Exception {
    NdArray stars =
        NdArray.zeros(DType.of("[('name','U8'),('place',[('ra','f8'),('dec','f8')])]"), 3);
    stars.field("name").setString("Vega", 1);
    stars.field("place").field("dec").setDouble(38.75, 1);
    show(stars, "v=grid");
    List<String> heads = page.texts("[role=columnheader]");
    assertTrue(heads.containsAll(List.of("name", "place.ra", "place.dec")), heads.toString());
    assertEquals(List.of("Vega", "0.0", "38.75"), page.texts("tr[data-row='1'] [role=gridcell]"));
    page.choose("#field", "place.dec");
    page.awaitText("tr[data-row='1']", "38.75");
    assertEquals(1, page.count("tr[data-row='1'] [role=gridcell]"));
  }

  @Test
  void objectsAreText() throws Exception {
    Path file = folder.resolve("objects.npy");
    List<Object> values = Arrays.asList("Vega", null, 2.5);
    Npy.saveObjects(file, ObjectArray.of(DType.of("O"), Shape.of(3), values));
    serve(file);
    page.openAndWait("v=grid");
    assertEquals(List.of("Vega", "None", "2.5"), page.texts("[role=gridcell]"));
  }

  @Test
  void anArrayWithoutAxesIsOneCellAndAnEmptyOneSaysSo() throws Exception {
    serve(save("one.npy", NdArray.of(2.5)), save("none.npy", NdArray.zeros(DType.FLOAT32, 0, 3)));
    page.openAndWait("f=0&v=grid");
    assertEquals("2.5", page.cell(0, 0));
    page.openAndWait("f=1&v=grid");
    assertEquals(0, page.count("[role=gridcell]"));
    assertTrue(page.text("#pane").contains("no elements"), page.text("#pane"));
  }

  @Test
  void keysMove() throws Exception {
    show(arange("<i4", 1000, 100), "v=grid");
    page.click(Page.cellSelector(0, 0));
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
    awaitActive("2,1");
    page.press(Keys.END);
    awaitActive("2,99");
    page.press(Keys.HOME);
    awaitActive("2,0");
    page.pressWith(Keys.CONTROL, Keys.END);
    awaitActive("999,99");
    page.await("the last value is missing", () -> page.cell(999, 99).equals("99999"));
    page.press(Keys.PAGE_UP);
    page.await("Page Up moves", () -> !active().equals("999,99"));
    long row = Long.parseLong(active().split(",")[0]);
    assertTrue(row > 940 && row < 995, "Page Up goes to row " + row);
    page.pressWith(Keys.CONTROL, Keys.HOME);
    awaitActive("0,0");
  }

  private Path trillion() throws Exception {
    Path file = folder.resolve("trillion.npy");
    ArrayLayout layout = ArrayLayout.of(DType.INT8, 1_000_000_000, 1000);
    Npy.create(file, layout).close();
    try (Memmap map = Npy.map(file, MapMode.READ_WRITE)) {
      map.array().setByte((byte) 42, 123_456_789, 7);
      map.array().setByte((byte) 43, 999_999_999, 999);
    }
    return file;
  }

  @Test
  void theWheelMovesRowsAmongATrillionElements() throws Exception {
    serve(trillion());
    page.openAndWait("v=grid");
    page.wheel("[role=grid]", 120);
    page.await("the wheel moves", () -> page.firstRow() > 0);
    assertTrue(page.firstRow() < 20, "row " + page.firstRow());

    page.type("#go-to", "123456789, 7");
    page.await("the value is missing", () -> page.cell(123_456_789, 7).equals("42"));
    long before = page.firstRow();
    page.wheel("[role=grid]", 120);
    page.await("the wheel moves", () -> page.firstRow() > before);
    assertTrue(page.firstRow() - before < 20, "by " + (page.firstRow() - before) + " rows");

    page.type("#go-to", "999999999, 999");
    page.await("the last value is missing", () -> page.cell(999_999_999, 999).equals("43"));
  }

  @Test
  void aSelectionIsCopiedAsTsv() throws Exception {
    show(arange("<f4", 4, 3), "v=grid");
    page.click(Page.cellSelector(1, 1));
    page.pressWith(Keys.SHIFT, Keys.ARROW_RIGHT);
    page.pressWith(Keys.SHIFT, Keys.ARROW_DOWN);
    page.pressWith(Keys.CONTROL, "c");
    page.await(
        "4.0 to 8.0 are copied",
        () -> page.clipboard().stripTrailing().equals("4.0\t5.0\n7.0\t8.0"));
  }

  @Test
  void draggingSelectsARectangle() throws Exception {
    show(arange("<f4", 6, 5), "v=grid");
    String from = Page.cellSelector(1, 1);
    List<Number> way =
        page.script(
            """
            const [a, b] = [arguments[0], arguments[1]].map(each => document.querySelector(each).getBoundingClientRect());
            return [a.width / 2, a.height / 2, b.left - a.left + b.width / 2, b.top - a.top + b.height / 2];
            """,
            from,
            Page.cellSelector(3, 2));
    int[] at = way.stream().mapToInt(Number::intValue).toArray();
    page.drag(from, at[0], at[1], at[2], at[3]);
    assertEquals(6, page.count("[role=gridcell][aria-selected=true]"));
    page.pressWith(Keys.CONTROL, "c");
    page.await(
        "6.0 to 17.0 are copied",
        () -> page.clipboard().stripTrailing().equals("6.0\t7.0\n11.0\t12.0\n16.0\t17.0"));
  }

  @Test
  void aValueIsSetInPlace() throws Exception {
    Path file = save("array.npy", arange("<f4", 4, 3));
    serve(true, file);
    page.openAndWait("v=grid");
    page.click(Page.cellSelector(1, 1));
    page.press(Keys.F2);
    page.awaitElement("[role=gridcell] input");
    page.pressWith(Keys.CONTROL, "a");
    page.press("2.5", Keys.ENTER);
    page.await("the value is set", () -> page.cell(1, 1).equals("2.5"));
    assertEquals(2.5f, Npy.load(file).getFloat(1, 1));
    page.click(Page.cellSelector(2, 2));
    page.press(Keys.F2);
    page.awaitElement("[role=gridcell] input");
    page.press("77", Keys.ESCAPE);
    page.await("the input is gone", () -> page.count("[role=gridcell] input") == 0);
    assertEquals("8.0", page.cell(2, 2));
    assertEquals(8f, Npy.load(file).getFloat(2, 2));
  }

  @Test
  void nothingIsSetUnlessAskedFor() throws Exception {
    show(arange("<f4", 4, 3), "v=grid");
    page.click(Page.cellSelector(1, 1));
    page.press(Keys.F2, Keys.ARROW_DOWN);
    awaitActive("2,1");
    assertFalse(page.has("[role=gridcell] input"));
  }
}
