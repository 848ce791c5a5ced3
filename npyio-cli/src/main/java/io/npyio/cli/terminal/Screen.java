package io.npyio.cli.terminal;

import io.npyio.array.NdArray;
import io.npyio.cli.console.ErrorMessages;
import io.npyio.cli.console.Failure;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.plot.Glance;
import io.npyio.cli.plot.TextArea;
import io.npyio.cli.transfer.Cleanup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arrays on a terminal: the part that is shown, and how keys change it. */
final class Screen {
  /** The most digits of a number that is typed before a key. */
  private static final int MAX_DIGITS = 15;

  private static final int MAX_PROMPT_CHARS = 200;
  private static final String KEYS =
      "q quit  hjkl move  g G row  / go to  [ ] slice  x swap  p picture  y copy  Tab next";

  private final Deck deck;
  private final boolean isColour;
  private int columns = 80;
  private int rows = 24;
  private @Nullable Place place;
  private @Nullable Grid grid;
  private @Nullable String prompt;
  private @Nullable String copied;
  private String count = "";
  private String message = KEYS;
  private boolean isPicture;
  private boolean isDone;

  /**
   * A screen.
   *
   * @param isColour whether pictures are made of half blocks in colours
   */
  Screen(Deck deck, boolean isColour) {
    this.deck = deck;
    this.isColour = isColour;
  }

  void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
  }

  boolean isDone() {
    return isDone;
  }

  /** The text that the last key has copied; null if it has not. */
  @Nullable String copied() {
    return copied;
  }

  // ---- keys ------------------------------------------------------------------------------------

  void press(Key key) {
    message = KEYS;
    copied = null;
    attempt(
        () -> {
          if (deck.closeChanged()) {
            message = "the file has changed, and is shown anew";
          }
        });
    attempt(
        () -> {
          if (prompt == null) {
            command(key);
          } else {
            edit(key, prompt);
          }
        });
  }

  /** Does something that may fail, which the last line then says. */
  private void attempt(Cleanup.Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException | InternalError problem) {
      message = reason(problem);
    }
  }

  private String reason(Throwable problem) {
    return ErrorMessages.reason(new Failure(deck.fileName(), problem));
  }

  /** A key of the line in which an index is typed. */
  private void edit(Key key, String typed) {
    switch (key.name()) {
      case ENTER -> {
        prompt = null;
        at().goTo(typed);
      }
      case ERASE -> prompt = typed.isEmpty() ? null : typed.substring(0, typed.length() - 1);
      case ESCAPE -> prompt = null;
      case CHARACTER -> {
        boolean isTaken = key.character() >= ' ' && typed.length() < MAX_PROMPT_CHARS;
        prompt = isTaken ? typed + key.character() : typed;
      }
      default -> {}
    }
  }

  private void command(Key key) throws IOException {
    if (key.name() == Key.Name.CHARACTER && isDigit(key.character())) {
      count = count.length() < MAX_DIGITS ? count + key.character() : count;
      message = count;
      return;
    }
    Long typed = count.isEmpty() ? null : Long.valueOf(count);
    count = "";
    long times = typed == null ? 1 : typed;
    if (key.name() == Key.Name.CHARACTER) {
      character(key.character(), times, typed);
    } else {
      named(key.name(), times);
    }
  }

  private void named(Key.Name name, long number) throws IOException {
    switch (name) {
      case UP -> down(-number);
      case DOWN, ENTER -> down(number);
      case LEFT -> right(-number);
      case RIGHT -> right(number);
      case PAGE_UP -> down(-number * page());
      case PAGE_DOWN -> down(number * page());
      case HOME -> at().toColumn(0);
      case END -> at().toColumn(Long.MAX_VALUE);
      case TAB -> turn(true);
      case BACK_TAB -> turn(false);
      case CHARACTER, ERASE, ESCAPE, OTHER -> {}
    }
  }

  /** A digit of a number; a leading 0 is none. */
  private boolean isDigit(char character) {
    return character >= (count.isEmpty() ? '1' : '0') && character <= '9';
  }

  private void character(char character, long number, @Nullable Long typed) throws IOException {
    switch (character) {
      case 'h' -> right(-number);
      case 'j' -> down(number);
      case 'k' -> down(-number);
      case 'l' -> right(number);
      case ' ', 'F' & 0x1F -> down(number * page());
      case 'b', 'B' & 0x1F -> down(-number * page());
      case 'D' & 0x1F -> down(number * Math.max(1, page() / 2));
      case 'U' & 0x1F -> down(-number * Math.max(1, page() / 2));
      case 'g' -> at().toRow(typed == null ? 0 : typed);
      case 'G' -> at().toRow(typed == null ? Long.MAX_VALUE : typed);
      case '0' -> at().toColumn(0);
      case '$' -> at().toColumn(Long.MAX_VALUE);
      case '[' -> step(-number);
      case ']' -> step(number);
      default -> action(character);
    }
  }

  private void action(char character) throws IOException {
    switch (character) {
      case 'q' -> isDone = true;
      case 'a' -> at().stepNextAxis();
      case 'x' -> at().swap();
      case 'p' -> isPicture = !isPicture;
      case 'y' -> copy();
      case '/' -> prompt = "";
      default -> {}
    }
  }

  private void down(long by) {
    at().toRow(at().row() + by);
  }

  private void right(long by) {
    at().toColumn(at().column() + by);
  }

  private int page() {
    return Math.max(1, body() - 1);
  }

  private void step(long by) {
    if (!at().step(by)) {
      message = "all axes are shown, so none is sliced";
    }
  }

  private void turn(boolean isForward) throws IOException {
    if (isForward) {
      deck.next();
    } else {
      deck.previous();
    }
    place = null;
    grid = null;
  }

  private void copy() throws IOException {
    String text = deck.sheet().text(at().index());
    copied = text;
    message = "copied " + Printable.of(text);
  }

  /** Where the user is; that of a single element for an array that cannot be shown. */
  private Place at() {
    return place == null ? new Place() : place;
  }

  // ---- the picture of the screen ---------------------------------------------------------------

  /** The lines between the two above and the one below. */
  private int body() {
    return Math.max(2, rows - 3);
  }

  /** {@return the lines of the screen, as many as it has} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(cut(deck.title()));
    try {
      Sheet sheet = deck.sheet();
      Place now = place(sheet);
      List<String> shown = body(sheet, now);
      lines.add(cut(where(sheet, now)));
      lines.addAll(shown);
    } catch (IOException | RuntimeException | InternalError problem) {
      lines.addAll(List.of("", cut(Printable.of(reason(problem)))));
    }
    List<String> all =
        Stream.concat(lines.stream(), Stream.generate(() -> "")).limit(rows - 1L).toList();
    List<String> whole = new ArrayList<>(all);
    whole.add(cut(prompt == null ? message : "go to index: " + prompt));
    return whole;
  }

  /** The place in the sheet, the same as before if its axes have not changed. */
  private Place place(Sheet sheet) {
    Place known = place;
    if (known == null || !known.fits(sheet.lengths())) {
      known = new Place(sheet.lengths());
      place = known;
      grid = null;
    }
    return known;
  }

  private List<String> body(Sheet sheet, Place now) throws IOException {
    if (now.isEmpty()) {
      return List.of("", "there are no elements");
    }
    if (isPicture) {
      return Glance.of(pictured(sheet, now), new TextArea(columns, body(), isColour));
    }
    Grid before = grid;
    Grid next =
        before == null
            ? new Grid(sheet, now, 0, 0, columns, body())
            : new Grid(sheet, now, before, columns, body());
    grid = next;
    return next.lines();
  }

  private static NdArray pictured(Sheet sheet, Place now) throws IOException {
    NdArray array = sheet.array();
    if (array == null || now.down() < 0) {
      throw new IOException("a picture shows numbers along an axis; p shows the grid, Tab a field");
    }
    NdArray plane = array.slice(now.slice());
    return now.across() >= 0 && now.across() < now.down() ? plane.transpose() : plane;
  }

  /** The slice that is shown, and the element that is chosen. */
  private static String where(Sheet sheet, Place now) {
    if (now.isEmpty()) {
      return "";
    }
    long[] index = now.index();
    List<String> labels = new ArrayList<>();
    for (int axis = 0; axis < index.length; axis++) {
      labels.add(sheet.label(axis, index[axis]));
    }
    String steps = now.stepped() < 0 ? "" : "  [ ] step axis " + now.stepped();
    String element = "[" + String.join(", ", labels) + "] = " + sheet.text(index);
    return Printable.of(
        (index.length == 0 ? "" : "[" + now.slice() + "]" + steps + "  ") + element);
  }

  private String cut(String line) {
    return TextWidth.cut(line, columns);
  }
}
