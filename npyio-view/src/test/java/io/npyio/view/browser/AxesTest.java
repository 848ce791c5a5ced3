package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Which axes are shown, where the others stand, and which part of complex numbers. */
class AxesTest extends BrowserTest {
  private static final NdArray CUBE = arange("<i4", 5, 3, 4);

  private void awaitCell(long row, long column, String text) {
    page.await(
        "cell " + row + ", " + column + " should be " + text,
        () -> page.cell(row, column).equals(text));
  }

  @Test
  void aSliderMovesAlongItsAxis() throws Exception {
    show(CUBE, "v=grid");
    assertEquals("0, :, :", page.value("#slice"));
    page.focus("input[type=range][data-axis='0']");
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    awaitCell(1, 1, "29");
    assertEquals("2, :, :", page.value("#slice"));
    assertEquals("2", page.value("input[type=number][data-axis='0']"));
    page.type("input[type=number][data-axis='0']", "4");
    awaitCell(0, 0, "48");
  }

  @Test
  void sliceTextSaysItAll() throws Exception {
    show(CUBE, "v=grid");
    page.type("#slice", "1:, -1, ::2");
    awaitCell(0, 1, "22");
    assertEquals(2, page.count("tr[data-row='0'] [role=gridcell]"));
    assertEquals(4, page.count("tr[data-row]"));
    page.type("#slice", "7, :, :");
    page.await("the page should say that 7 is too large", () -> page.problems().contains("7"));
    page.type("#slice", "3, :, :");
    awaitCell(0, 0, "36");
    page.await("the error stays", () -> page.problems().isEmpty());
  }

  @Test
  void axesAreChosenAndExchanged() throws Exception {
    show(CUBE, "v=grid");
    page.choose("#row-axis", "0");
    awaitCell(1, 0, "12");
    page.click("#exchange");
    awaitCell(0, 1, "12");
    page.awaitState("t=1");
  }

  @Test
  void playingMovesOn() throws Exception {
    show(CUBE, "v=grid");
    page.click("[data-play='0']");
    awaitCell(0, 0, "24");
    page.click("[data-play='0']");
  }

  @Test
  void complexNumbersHaveParts() throws Exception {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 1, 1);
    array.setString("-3+4j", 0, 0);
    show(array, "v=grid");
    assertEquals("(-3+4j)", page.cell(0, 0));
    page.view("heat");
    for (String[] each :
        new String[][] {{"real", "-3"}, {"imag", "4"}, {"abs", "5"}, {"phase", "2.21"}}) {
      page.choose("#part", each[0]);
      page.awaitData();
      page.focus("#heat");
      page.press(Keys.ARROW_RIGHT);
      page.awaitText("#pointer", each[1]);
    }
  }
}
