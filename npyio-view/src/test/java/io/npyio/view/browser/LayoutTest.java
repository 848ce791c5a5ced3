package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Every view at its smallest size, in light and dark, with the keyboard, and for screen readers.
 */
class LayoutTest extends BrowserTest {
  private static final String BOXES = Scripts.read("boxes.js");
  private static final String CONTRAST = Scripts.read("contrast.js");

  private static final String LIGHTNESS =
      """
      const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
      return (r + g + b) / 765;
      """;

  private static final String LONG_NAME = "rather_long_name_of_a_field";

  private static final List<String> VIEWS = List.of("grid", "heat", "line", "hist", "stats");

  private void serveAll() throws Exception {
    NdArray table =
        NdArray.zeros(DType.of("[('name','U12'),('" + LONG_NAME + "','f8'),('c','c16')]"), 50);
    Path cube =
        save(
            "a_file_with_a_name_that_is_rather_long_for_a_page_of_this_width.npy",
            arange("<f8", 7, 6, 500, 40));
    serve(cube, save("table.npy", table));
  }

  /** Opens every view of both files, and checks each. */
  private void openAll(Runnable check) {
    for (String view : VIEWS) {
      page.openAndWait("f=0&v=" + view);
      check.run();
    }
    for (String state :
        List.of("v=grid", "v=line", "v=hist&field=c", "v=stats&field=" + LONG_NAME)) {
      page.openAndWait("f=1&" + state);
      check.run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000x600", "1400x900"})
  void noTextOverlaps(String size) throws Exception {
    serveAll();
    String[] sides = size.split("x");
    page.resize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    openAll(
        () -> {
          List<String> overlaps = page.script(BOXES);
          assertEquals(List.of(), overlaps, size + " at " + page.state());
          boolean fits = page.script("return document.documentElement.scrollWidth <= innerWidth");
          assertTrue(fits, "the page is wider than " + size + " at " + page.state());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textIsReadable(String scheme) throws Exception {
    serveAll();
    page.prefer("prefers-color-scheme", scheme);
    openAll(
        () -> {
          List<String> faint = page.script(CONTRAST);
          assertEquals(List.of(), faint, scheme + " at " + page.state());
        });
    double light = page.<Number>script(LIGHTNESS).doubleValue();
    assertEquals(scheme.equals("light"), light > 0.5, "the background has a lightness of " + light);
  }

  @Test
  void everyControlHasAName() throws Exception {
    serveAll();
    openAll(
        () -> {
          for (WebElement control :
              page.elements("button, input, select, a, [tabindex='0']:not(td)")) {
            if (control.isDisplayed()) {
              String what = control.getTagName() + "#" + control.getDomAttribute("id");
              assertFalse(
                  control.getAccessibleName().isBlank(), what + " has no name at " + page.state());
            }
          }
        });
  }

  @Test
  void rolesAreThoseOfAGridTreeAndTabs() throws Exception {
    serveAll();
    page.openAndWait("v=grid");
    assertEquals("grid", page.element("table[role=grid]").getAriaRole());
    assertEquals("501", page.attribute("[role=grid]", "aria-rowcount"));
    assertEquals(1, page.count("[role=gridcell][tabindex='0']"));
    assertEquals("status", page.attribute("#live", "role"));
    assertEquals("polite", page.attribute("#live", "aria-live"));
    assertEquals(VIEWS.size(), page.count("[role=tab]"));
    assertEquals("true", page.attribute("[data-view=grid]", "aria-selected"));
    assertEquals("tree", page.attribute("#tree", "role"));
  }

  @Test
  void tabReachesEverythingInItsOrderAndShowsWhere() throws Exception {
    serveAll();
    page.openAndWait("v=grid");
    List<String> reached = new ArrayList<>();
    page.script("document.body.focus()");
    for (int i = 0; i < 60 && !reached.contains("grid"); i++) {
      page.press(Keys.TAB);
      reached.add(
          page.script(
              """
              const e = document.activeElement;
              if (e.closest('[role=grid]')) return 'grid';
              const style = getComputedStyle(e);
              if (style.outlineStyle === 'none' && style.boxShadow === 'none') return 'no focus shown: ' + e.outerHTML;
              return e.id || e.getAttribute('role') || e.dataset.axis || e.tagName;
              """));
    }
    assertTrue(reached.containsAll(List.of("slice", "grid")), reached.toString());
    assertEquals(List.of(), reached.stream().filter(each -> each.startsWith("no focus")).toList());
    assertEquals(0, page.count("[tabindex]:not([tabindex='0']):not([tabindex='-1'])"));
  }
}
