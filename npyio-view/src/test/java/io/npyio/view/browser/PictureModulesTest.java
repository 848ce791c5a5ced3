package io.npyio.view.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What modules of the page compute, apart from the page. */
class PictureModulesTest extends BrowserTest {
  @BeforeEach
  void openPage() throws Exception {
    show(NdArray.of(new float[][] {{0, 1}, {2, 3}}), "v=grid");
  }

  /** What an expression with a module {@code m} of the page gives. */
  private Object module(String name, String expression) {
    return page.script("return import('./app/" + name + "').then(async (m) => " + expression + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|1|5|0 0.2 0.4 0.6 0.8 1.0",
        "0|1e8|6|0 20M 40M 60M 80M 100M",
        "61234000|61236000|4|61.2340M 61.2345M 61.2350M 61.2355M 61.2360M",
        "-3|4|4|-2 0 2 4",
        "1e-5|9e-5|4|0.00002 0.00004 0.00006 0.00008",
        "1e22|5e22|4|1e22 2e22 3e22 4e22 5e22",
        "7|7|4|7"
      })
  void ticksAreRoundAndHaveOnePrefix(String low, String high, int most, String expected) {
    String expression =
        "m.tickTexts(m.roundTicks(%s, %s, %d)).join(' ')".formatted(low, high, most);
    assertEquals(expected, module("ticks.js", expression));
  }

  @ParameterizedTest
  @CsvSource({
    "linear, -10, 30, 10, 0.5",
    "log, 1, 10000, 100, 0.5",
    "log, -5, 1000000, 1, 0",
    "symlog, -100, 100, 0, 0.5",
    "symlog, -100, 100, 100, 1"
  })
  void scalesPlaceValues(String kind, double low, double high, double value, double expected) {
    String expression =
        "m.fractionOf({kind: '%s', low: %s, high: %s})(%s)".formatted(kind, low, high, value);
    Number fraction = (Number) module("colours.js", expression);
    assertEquals(expected, fraction.doubleValue(), 1e-12);
  }

  @Test
  void whatIsNotFiniteHasColoursOfItsOwn() {
    String expression =
        """
        {
          const table = m.colourTable("viridis", {nan: [1, 2, 3], above: [4, 5, 6], below: [7, 8, 9]});
          const pixels = new Uint32Array(7);
          const values = new Float32Array([NaN, Infinity, -Infinity, -1e30, 0, 1, 1e30]);
          m.paintValues(values, pixels, table, {kind: "linear", low: 0, high: 1});
          return Array.from(pixels, m.cssColour);
        }""";
    assertEquals(
        List.of(
            "rgb(1 2 3)",
            "rgb(4 5 6)",
            "rgb(7 8 9)",
            "rgb(68 1 84)",
            "rgb(68 1 84)",
            "rgb(253 231 37)",
            "rgb(253 231 37)"),
        module("colours.js", expression));
  }

  @Test
  void theMapOfPhasesHasNoSeam() {
    String expression =
        """
        {
          const table = m.colourTable("phase", {nan: [0, 0, 0], above: [0, 0, 0], below: [0, 0, 0]});
          const bytes = (i) => [0, 8, 16].map((shift) => (table[i % 256] >> shift) & 255);
          const step = (i) => Math.max(...bytes(i).map((byte, j) => Math.abs(byte - bytes(i + 1)[j])));
          return Math.max(...Array.from({length: 256}, (_, i) => step(i)));
        }""";
    Number greatestStep = (Number) module("colours.js", expression);
    assertTrue(greatestStep.intValue() <= 8, greatestStep.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "50000, 50000, 0.013, 6", // 64 elements are 0.83 pixels, 128 would be 1.66
    "50000, 50000, 0.0115, 6", // rounded up to the nearest level: floor would take 7 times more
    // tiles
    "1000000, 768, 0.7, 6", // 0.7 pixels along the columns alone would need 8,000 tiles
    "10, 10, 30, 0"
  })
  void theLevelIsTheNearestThatNeedsFewTiles(long rows, long columns, double pixels, int expected) {
    String expression =
        "m.levelFor({top: 0, left: 0, bottom: %d, right: %d}, %s, m.topLevel(%1$d, %2$d))"
            .formatted(rows, columns, pixels);
    Number level = (Number) module("tiles.js", expression);
    assertEquals(expected, level.intValue());
  }

  @Test
  void theTileInTheMiddleComesFirst() {
    String expression = "m.placesIn({top: 0, left: 0, bottom: 768, right: 768}, 0).map(m.keyOf)";
    List<?> places = (List<?>) module("tiles.js", expression);
    assertEquals("0/1/1", places.get(0));
    assertEquals(9, places.size());
  }

  @Test
  void aLoaderHasFewRequestsOpenAndDropsWhatIsNoLongerWanted() {
    String expression =
        """
        {
          let open = 0, aborted = 0;
          const loader = new m.TileLoader(async (place, isHasty, signal) => {
            open++;
            await new Promise((resolve) => setTimeout(resolve, 20));
            open--;
            aborted += signal.aborted ? 1 : 0;
            return {place, rows: 1, columns: 1, channels: [], isExact: place.row > 0, exactLater: place.row > 0 ? "" : "scan"};
          }, () => {}, 150);
          const first = m.placesIn({top: 0, left: 0, bottom: 1024, right: 1024}, 0);
          const second = m.placesIn({top: 0, left: 0, bottom: 1024, right: 256}, 1);
          loader.want(first, true);
          loader.want(second, true);
          const isDone = () => !loader.isLoading && open === 0;
          while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5));
          loader.refresh();
          return [aborted, [...loader.tiles.keys()].sort().join(), [...loader.outdated].join()];
        }""";
    assertEquals(List.of(4L, "1/0/0,1/1/0", "1/0/0"), module("tiles.js", expression));
  }

  @Test
  void exactTilesThatTakeLongComeLastAndOnlyToAStillView() {
    String expression =
        """
        {
          const asked = [];
          const loader = new m.TileLoader(async (place, isHasty) => {
            asked.push((isHasty ? "hasty " : "exact ") + place.row);
            return {place, rows: 1, columns: 1, channels: [], isExact: !isHasty, exactLater: isHasty && place.row === 1 ? "request" : ""};
          }, () => {}, 150);
          const places = [0, 1, 2].map((row) => ({level: 4, row, column: 0}));
          const settled = async (isStill) => {
            loader.want(places, isStill);
            while (loader.isLoading) await new Promise((resolve) => setTimeout(resolve, 5));
          };
          await settled(false);
          await settled(false);
          await settled(true);
          await settled(true);
          return asked.join();
        }""";
    assertEquals("hasty 0,hasty 1,hasty 2,exact 1", module("tiles.js", expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/b/x.npy | /a/b/",
        "/a/b/x.npy /a/b/y.npz | /a/b/",
        "/a/b/x.npy /a/c/b/y.npz | /a/",
        "https://example.org/a/x.npy https://example.org/ab/y.npy | https://example.org/",
        "x.npy /a/y.npy | ''"
      })
  void theFolderOfAllFilesIsLeftOut(String names, String folder) {
    assertEquals(folder, module("tree.js", "m.commonFolder('%s'.split(' '))".formatted(names)));
  }

  @ParameterizedTest
  @CsvSource({"float32, float32", "str512, U16", "bytes24, S3", "void64, V8"})
  void textTypesAreShownByTheirLengths(String name, String shown) {
    assertEquals(shown, module("dom.js", "m.dtypeText('" + name + "')"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0, 3:5, 9, 3|0 3 4", "5:|5 6 7", ":|0 1 2 3 4 5 6 7", "x|''", "''|0 1 2 3"})
  void columnsAreReadAsTyped(String typed, String expected) {
    String expression = "m.chosenColumns('%s', 8).join(' ')".formatted(typed);
    assertEquals(expected, module("line-source.js", expression));
  }
}
