package io.npyio.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keys make of the screen; the chosen element is between {@code <} and {@code >}. */
class ScreenTest {
  private static final String KEYS =
      "q quit  hjkl move  g G row  / go to  [ ] slice  x swap  p picture  y copy  Tab next";

  private Screen screen = screen(MemoryFile.of("a.npy", counted(3, 4)));

  private static Screen screen(ViewedFile... files) {
    try {
      Screen screen = new Screen(new Deck(List.of(files)), false);
      screen.resize(100, 9);
      screen.lines();
      return screen;
    } catch (IOException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  private static NdArray counted(long... shape) {
    int size = (int) Shape.of(shape).size();
    int[] values = new int[size];
    Arrays.setAll(values, i -> i);
    return NdArray.of(values).reshape(shape);
  }

  /** Presses the keys of a text, each as the loop of the terminal does. */
  private void type(String keys) {
    keys.chars().forEach(key -> press(Key.of((char) key)));
  }

  private void press(Key key) {
    screen.press(key);
    screen.lines();
  }

  private void press(Key.Name name) {
    press(Key.of(name));
  }

  /** The screen without the empty lines above its last one. */
  private String shown() {
    List<String> lines = new ArrayList<>(screen.lines());
    String last = lines.remove(lines.size() - 1);
    String body = String.join("\n", lines).stripTrailing();
    return (body + "\n" + last).replace(Grid.REVERSE, "<").replace(Grid.NORMAL, ">");
  }

  private String line(int number) {
    return shown().lines().toList().get(number);
  }

  private String last() {
    List<String> lines = screen.lines();
    return lines.get(lines.size() - 1);
  }

  @Test
  void aGridBelowWhatItIs() {
    assertEquals(
        """
        a.npy  int32 (3, 4) C order
        [:, :]  [0, 0] = 0
           0  1   2   3
        0  <0>  1   2   3
        1  4  5   6   7
        2  8  9  10  11
        """
            + KEYS,
        shown());
  }

  @Test
  void theCursorMovesByTheKeysOfLessAndByArrows() {
    type("jl");
    assertEquals("[:, :]  [1, 1] = 5", line(1));
    assertEquals("1  4  <5>   6   7", line(4));
    press(Key.Name.DOWN);
    press(Key.Name.RIGHT);
    assertEquals("[:, :]  [2, 2] = 10", line(1));
    type("jjjlll");
    assertEquals("[:, :]  [2, 3] = 11", line(1));
    type("kh");
    press(Key.Name.UP);
    press(Key.Name.LEFT);
    assertEquals("[:, :]  [0, 1] = 1", line(1));
    press(Key.Name.END);
    assertEquals("[:, :]  [0, 3] = 3", line(1));
    press(Key.Name.HOME);
    type("$0G");
    assertEquals("[:, :]  [2, 0] = 8", line(1));
    type("g");
    assertEquals("[:, :]  [0, 0] = 0", line(1));
  }

  @Test
  void pagesAndRowsByNumber() {
    screen = screen(MemoryFile.of("a.npy", counted(1000)));
    type(" ");
    assertEquals("[:]  [5] = 5", line(1));
    press(Key.control('f'));
    press(Key.Name.PAGE_DOWN);
    assertEquals("[:]  [15] = 15", line(1));
    press(Key.control('b'));
    type("b");
    press(Key.Name.PAGE_UP);
    assertEquals("[:]  [0] = 0", line(1));
    press(Key.control('d'));
    assertEquals("[:]  [2] = 2", line(1));
    press(Key.control('u'));
    type("700");
    assertEquals("700", last());
    type("G");
    assertEquals("[:]  [700] = 700", line(1));
    assertEquals("700  <700>", line(7));
    type("12g3j");
    assertEquals("[:]  [15] = 15", line(1));
    type("G");
    assertEquals("999  <999>", line(7));
    type("99999999999999999999999g");
    assertEquals("[:]  [999] = 999", line(1));
  }

  @Test
  void columnsThatDoNotFitComeWithTheCursor() {
    screen = screen(MemoryFile.of("a.npy", counted(2, 1000)));
    screen.resize(30, 9);
    assertEquals("      0     1     2     3", line(2));
    type("$");
    assertEquals("    996   997   998   999", line(2));
    assertEquals("0   996   997   998  < 999>", line(3));
    type("3h");
    assertEquals("0  < 996>   997   998   999", line(3));
    type("h");
    assertEquals("0  < 995>   996   997   998", line(3));
    for (String line : screen.lines()) {
      assertTrue(line.replace(Grid.REVERSE, "").replace(Grid.NORMAL, "").length() <= 30, line);
    }
  }

  @Test
  void theOtherAxesAreStepped() {
    screen = screen(MemoryFile.of("a.npy", counted(2, 3, 4, 5)));
    assertEquals("[0, 0, :, :]  [ ] step axis 1  [0, 0, 0, 0] = 0", line(1));
    type("]");
    assertEquals("[0, 1, :, :]  [ ] step axis 1  [0, 1, 0, 0] = 20", line(1));
    type("9]");
    assertEquals("[0, 2, :, :]  [ ] step axis 1  [0, 2, 0, 0] = 40", line(1));
    type("a]");
    assertEquals("[1, 2, :, :]  [ ] step axis 0  [1, 2, 0, 0] = 100", line(1));
    type("[[");
    assertEquals("[0, 2, :, :]  [ ] step axis 0  [0, 2, 0, 0] = 40", line(1));
    screen = screen(MemoryFile.of("a.npy", counted(2, 3)));
    type("]");
    assertEquals("all axes are shown, so none is sliced", last());
  }

  @Test
  void theShownAxesAreSwapped() {
    type("lx");
    assertEquals(
        """
        a.npy  int32 (3, 4) C order
        [:, :]  [0, 1] = 1
           0  1   2
        0  0  4   8
        1  <1>  5   9
        2  2  6  10
        3  3  7  11
        """
            + KEYS,
        shown());
  }

  @Test
  void anIndexIsGoneTo() {
    screen = screen(MemoryFile.of("a.npy", counted(2, 3, 4, 5)));
    type("/1, 2, 3, 4");
    assertEquals("go to index: 1, 2, 3, 4", last());
    press(Key.Name.ENTER);
    assertEquals("[1, 2, :, :]  [ ] step axis 1  [1, 2, 3, 4] = 119", line(1));
    type("/[:, -1, :, 0]");
    press(Key.Name.ENTER);
    assertEquals("[:, 2, :, 0]  [ ] step axis 1  [1, 2, 3, 0] = 115", line(1));
    type("/0");
    press(Key.Name.ENTER);
    assertEquals("[:, 2, :, 0]  [ ] step axis 1  [0, 2, 3, 0] = 55", line(1));
    type("/0, 0, :, 0");
    press(Key.Name.ENTER);
    assertEquals("[0, 0, :, 0]  [ ] step axis 1  [0, 0, 3, 0] = 15", line(1));
    assertEquals("3  <15>", line(6));
  }

  @Test
  void aTypedIndexIsEditedAndGivenUp() {
    type("/12");
    press(Key.Name.ERASE);
    assertEquals("go to index: 1", last());
    press(Key.Name.ESCAPE);
    assertEquals(KEYS, last());
    type("/");
    press(Key.Name.ERASE);
    assertEquals(KEYS, last());
    type("/2,1");
    press(Key.Name.ENTER);
    assertEquals("[:, :]  [2, 1] = 9", line(1));
  }

  @Test
  void aWrongIndexIsExplained() {
    assertEquals("index 3 is out of bounds for axis 0 of length 3", afterIndex("3, 0"));
    assertEquals("'a' is not an index, as in 5, 3 or 5, :, 3, :", afterIndex("a"));
    assertEquals("3 indices for 2 axes", afterIndex("0, 0, 0"));
    assertEquals("an index with ':' names all 2 axes", afterIndex(":"));
    screen = screen(MemoryFile.of("a.npy", counted(2, 3, 4)));
    assertEquals("two axes are shown at most, not 3", afterIndex(":, :, :"));
  }

  private String afterIndex(String index) {
    type("/" + index);
    press(Key.Name.ENTER);
    return last();
  }

  @Test
  void aPictureOfTheSlice() {
    type("p");
    List<String> lines = screen.lines();
    assertEquals("[:, :]  [0, 0] = 0", lines.get(1));
    assertEquals(
        List.of("all elements", "means of about 1.5 x 1", "0 .:-=", "2 #%@@", "  0  3"),
        lines.subList(2, 7));
    type("p");
    assertEquals("   0  1   2   3", line(2));
  }

  @Test
  void aPictureOfALargeArrayIsOfASampleAndSaysSo() {
    screen = screen(MemoryFile.of("a.npy", NdArray.zeros(DType.INT8, 3000, 2000)));
    type("p");
    assertEquals("a sample: 1 in 750 rows, 1 in 333 columns", line(2));
    screen = screen(MemoryFile.of("a.npy", NdArray.zeros(DType.INT8, 1 << 23)));
    type("p");
    assertEquals("a sample: 1 in 2 elements", line(2));
  }

  @Test
  void whatCannotBeDrawnIsExplained() {
    screen = screen(MemoryFile.of("a.npy", NdArray.of(new String[] {"x", "y"})));
    type("p");
    assertEquals("plot draws numbers, not elements of str32", line(2));
    type("p");
    screen = screen(MemoryFile.of("a.npy", NdArray.of(1.5)));
    type("p");
    assertEquals("a picture shows numbers along an axis; p shows the grid, Tab a field", line(2));
    screen = screen(MemoryFile.of("a.npy", NdArray.of(new double[] {Double.NaN})));
    type("p");
    assertEquals("there is nothing to draw: no element is finite", line(2));
  }

  @Test
  void anElementIsCopied() {
    type("jl");
    screen.press(Key.of('y'));
    assertEquals("5", screen.copied());
    assertEquals("copied 5", last());
    screen.press(Key.of('j'));
    assertNull(screen.copied());
  }

  @Test
  void structsAreTablesAndTheirFieldsFollow() {
    DType point =
        DType.of("[('x', '<f8'), ('p', [('n', '<i4'), ('s', '<U3')]), ('m', '<i2', (2,))]");
    NdArray array = NdArray.zeros(point, 2);
    array.field("x").setDouble(1.5, 1);
    array.field("p").field("s").setString("abc", 0);
    screen = screen(MemoryFile.of("t.npy", array));
    assertEquals(
        """
        t.npy  struct (2,) C order
        [:, :]  [0, x] = 0.0
             x  p.n  p.s      m
        0  <0.0>    0  abc  [0 0]
        1  1.5    0       [0 0]
        """
            + KEYS,
        shown());
    press(Key.Name.TAB);
    press(Key.Name.TAB);
    assertEquals("t.npy p.n  int32 (2,) C order", line(0));
    press(Key.Name.TAB);
    press(Key.Name.TAB);
    assertEquals("t.npy m  int16 (2,) C order", line(0));
    assertEquals("[:, :]  [0, 0] = 0", line(1));
    press(Key.Name.TAB);
    assertEquals("t.npy  struct (2,) C order", line(0));
  }

  @Test
  void wideCharactersDoNotMoveTheColumnsBehindThem() {
    DType city = DType.of("[('city', '<U4'), ('n', '<i4')]");
    NdArray array = NdArray.zeros(city, 2);
    array.field("city").setString("東京", 0);
    array.field("city").setString("Rome", 1);
    screen = screen(MemoryFile.of("t.npy", array));
    type("l");
    assertEquals("0  東京  <0>", line(3));
    assertEquals("1  Rome  0", line(4));
  }

  @Test
  void tabTurnsToTheNextArrayAndClosesTheLast() {
    var archive = new MemoryFile("a.npz");
    archive.put("w", counted(2));
    archive.put("v", counted(3));
    screen = screen(archive, MemoryFile.of("b.npy", counted(4)));
    assertEquals("a.npz:w  int32 (2,) C order  (1 of 3)", line(0));
    press(Key.Name.TAB);
    assertEquals("a.npz:v  int32 (3,) C order  (2 of 3)", line(0));
    assertEquals(1, archive.open());
    press(Key.Name.TAB);
    assertEquals("b.npy  int32 (4,) C order  (3 of 3)", line(0));
    assertEquals(0, archive.open());
    press(Key.Name.TAB);
    press(Key.Name.BACK_TAB);
    assertEquals("b.npy  int32 (4,) C order  (3 of 3)", line(0));
  }

  @Test
  void aChangedFileIsShownAnew() {
    MemoryFile file = MemoryFile.of("a.npy", counted(3, 4));
    screen = screen(file);
    type("j");
    file.put("", NdArray.of(new int[][] {{7, 7, 7, 7}, {8, 8, 8, 8}, {9, 9, 9, 9}}));
    type("l");
    assertEquals("[:, :]  [1, 1] = 8", line(1));
    assertEquals("the file has changed, and is shown anew", last());
    assertEquals(1, file.open());
    file.put("", NdArray.of(new double[] {1.5}));
    type("l");
    assertEquals("a.npy  float64 (1,) C order", line(0));
    assertEquals("[:]  [0] = 1.5", line(1));
    file.remove("");
    type("l");
    assertEquals("is no longer in the file", line(2));
    assertEquals(0, file.open());
  }

  @Test
  void aFileThatIsGoneIsSaidAndCanBeQuit() {
    MemoryFile file = MemoryFile.of("a.npy", counted(2));
    screen = screen(file);
    file.delete();
    type("j");
    assertEquals("no such file", last());
    assertEquals("[:]  [1] = 1", line(1));
    type("q");
    assertTrue(screen.isDone());
  }

  @Test
  void anArrayThatCannotBeReadHidesNoOther() {
    var archive = new MemoryFile("a.npz");
    archive.damage("w", "its header is bad");
    archive.put("v", counted(2));
    screen = screen(archive);
    assertEquals("a.npz:w  (1 of 2)", line(0));
    assertEquals("its header is bad", line(2));
    type("jlxp]G/1");
    press(Key.Name.ENTER);
    assertEquals("1 indices for 0 axes", last());
    press(Key.Name.TAB);
    assertEquals("a.npz:v  int32 (2,) C order  (2 of 2)", line(0));
  }

  @Test
  void singleElementsAndNoneAtAll() {
    screen = screen(MemoryFile.of("a.npy", NdArray.of(1.5)));
    assertEquals("a.npy  float64 () C order\n[] = 1.5\n     \n  <1.5>\n" + KEYS, shown());
    type("jlx]y");
    assertEquals("1.5", screen.copied());
    screen = screen(MemoryFile.of("a.npy", NdArray.zeros(DType.INT8, 0, 3)));
    assertEquals("a.npy  int8 (0, 3) C order\n\n\nthere are no elements\n" + KEYS, shown());
    type("jlxpG");
    assertEquals("there are no elements", line(3));
  }

  @Test
  void objectsAreText() {
    ObjectArray objects =
        ObjectArray.of(Shape.of(2), List.of("a\u001Bb", ObjectArray.Tuple.of(1L, "x")));
    screen = screen(MemoryFile.of("o.npy", objects));
    assertEquals("0  <a\\x1bb  >", line(3));
    assertEquals("1  (1, 'x')", line(4));
  }

  @Test
  void longTextIsCutAndControlCharactersAreEscaped() {
    screen =
        screen(
            MemoryFile.of("a\u0007.npy", NdArray.of(new String[] {"x".repeat(500), "\u001B[2J"})));
    assertEquals("a\\x07.npy  str16000 (2,) C order", line(0));
    assertEquals("0  <" + "x".repeat(39) + "…>", line(3));
    assertEquals("1  \\x1b[2J", line(4).stripTrailing());
  }

  @Test
  void aSmallScreenKeepsItsSize() {
    screen.resize(20, 5);
    List<String> lines = screen.lines();
    assertEquals(5, lines.size());
    lines.forEach(
        line ->
            assertTrue(
                line.replace(Grid.REVERSE, "").replace(Grid.NORMAL, "").length() <= 20, line));
  }

  @Test
  void qEndsIt() {
    assertFalse(screen.isDone());
    type("q");
    assertTrue(screen.isDone());
  }
}
