package io.npyio.view.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page of the viewer in Chromium: looks by selectors, waits, clicks, keys and pixels. */
public final class Page {
  /** Longer than any page takes on a machine that does other work too. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** The time that the pointer takes for a move; Selenium's own is a quarter of a second. */
  private static final Duration MOVE = Duration.ofMillis(5);

  private final ChromeDriver driver;
  private final URI address;

  /** The page at the address that the server has printed. */
  public Page(ChromeDriver driver, URI address) {
    this.driver = driver;
    this.address = address;
  }

  /** Opens the page anew at a state such as {@code v=grid&s=3}. */
  public void open(String state) {
    driver.get("about:blank");
    driver.get(address + "#" + state);
  }

  /** Opens the page anew, and waits until the data are shown. */
  public void openAndWait(String state) {
    open(state);
    awaitData();
  }

  /** Opens a view by its tab. */
  public void view(String name) {
    click("[role=tab][data-view=" + name + "]");
    awaitData();
  }

  /** What follows the {@code #} of the address. */
  public String state() {
    return script("return decodeURIComponent(location.hash.slice(1))");
  }

  /** Waits until the address says a part of the state: it follows the page a moment later. */
  public void awaitState(String part) {
    await(
        () -> "the address should have " + part + ", but is " + state(),
        () -> state().contains(part));
  }

  // ---- waiting -------------------------------------------------------------------------------

  /** Waits until something is so. */
  public void await(String what, BooleanSupplier condition) {
    await(() -> what, condition);
  }

  private void await(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what.get() + "; the page says: " + text("body"));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether a condition holds; not where the page has just replaced the element. */
  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StaleElementReferenceException replaced) {
      return false;
    }
  }

  /** Waits until the pane shows the final values of everything in it. */
  public void awaitData() {
    await("#pane is still busy", () -> has("#pane[aria-busy=false]"));
  }

  /** Waits until the page has been drawn anew. */
  public void awaitFrame() {
    driver.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " done()))");
  }

  /** Waits until there is an element. */
  public void awaitElement(String selector) {
    await("there is no " + selector, () -> has(selector));
  }

  /** Waits until the text of an element has a part. */
  public void awaitText(String selector, String part) {
    await(
        () -> selector + " should say '" + part + "', but says '" + text(selector) + "'",
        () -> text(selector).contains(part));
  }

  // ---- looking -------------------------------------------------------------------------------

  /** The value of a script of the page, run at once. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T script(String script, Object... arguments) {
    return (T) driver.executeScript(script, arguments);
  }

  /** Whether there is such an element that is shown. */
  public boolean has(String selector) {
    return !texts(selector).isEmpty();
  }

  /** The number of such elements. */
  public int count(String selector) {
    return this.<Long>script("return document.querySelectorAll(arguments[0]).length", selector)
        .intValue();
  }

  /** The text of an element as it is shown; empty without the element. */
  public String text(String selector) {
    return script(
        "const e = document.querySelector(arguments[0]); return e === null ? '' :"
            + " e.innerText.trim()",
        selector);
  }

  /** The text of each such element that is shown. */
  public List<String> texts(String selector) {
    return script(
        """
        return [...document.querySelectorAll(arguments[0])]
            .filter(e => e.getClientRects().length > 0)
            .map(e => e.innerText.trim());
        """,
        selector);
  }

  /** The errors that the page shows. */
  public String problems() {
    return String.join("\n", texts("[role=alert]"));
  }

  /** The value of an input or a selection. */
  public String value(String selector) {
    return script("return document.querySelector(arguments[0]).value", selector);
  }

  /** An attribute; null without it. */
  public String attribute(String selector, String name) {
    return script(
        "return document.querySelector(arguments[0]).getAttribute(arguments[1])", selector, name);
  }

  /** The text of a cell of the grid; empty if it is not in sight. */
  public String cell(long row, long column) {
    return text(cellSelector(row, column));
  }

  static String cellSelector(long row, long column) {
    return "[role=grid] tr[data-row='%d'] [role=gridcell][data-col='%d']".formatted(row, column);
  }

  /** The first row of the grid that is in sight as a whole. */
  public long firstRow() {
    return script(
        """
        const rows = [...document.querySelectorAll('[role=grid] tr[data-row]')];
        const grid = document.querySelector('[role=grid]');
        const head = grid.querySelector('thead');
        const top = head === null ? grid.getBoundingClientRect().top : head.getBoundingClientRect().bottom;
        return Number(rows.find(row => row.getBoundingClientRect().top >= top - 1).dataset.row);
        """);
  }

  WebElement element(String selector) {
    awaitElement(selector);
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The element that keys reach. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /**
   * The errors and warnings of the console since the last call, except any that contain a given
   * text.
   */
  public List<String> complaints(String expected) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> expected.isEmpty() || !message.contains(expected))
        .toList();
  }

  // ---- doing ---------------------------------------------------------------------------------

  /** Clicks an element as soon as it is there. */
  public void click(String selector) {
    retrying(() -> element(selector).click());
  }

  /** Chooses an item of a selection by its value. */
  public void choose(String selector, String value) {
    By option = By.cssSelector("option[value='" + value + "']");
    retrying(() -> element(selector).findElement(option).click());
  }

  /** Replaces the text of an input, and presses Enter. */
  public void type(String selector, String text) {
    retrying(() -> element(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.ENTER));
  }

  /** Presses keys where the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver, MOVE).sendKeys(keys).perform();
  }

  /** Presses a key with modifiers where the focus is. */
  public void pressWith(Keys modifier, CharSequence key) {
    new Actions(driver, MOVE).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
  }

  /** Gives an element the focus. */
  public void focus(String selector) {
    element(selector);
    script("document.querySelector(arguments[0]).focus()", selector);
  }

  /** Moves the pointer to a place of an element, from its upper left corner. */
  public void hover(String selector, int x, int y) {
    retrying(() -> moved(selector, x, y).perform());
    awaitFrame();
  }

  /** Drags from one place of an element to another. */
  public void drag(String selector, int x0, int y0, int x1, int y1) {
    retrying(
        () ->
            moved(selector, x0, y0)
                .clickAndHold()
                .moveByOffset((x1 - x0) / 2, (y1 - y0) / 2)
                .moveByOffset(x1 - x0 - (x1 - x0) / 2, y1 - y0 - (y1 - y0) / 2)
                .release()
                .perform());
  }

  /** Turns the wheel over the middle of an element; up is negative. */
  public void wheel(String selector, int pixels) {
    retrying(
        () ->
            new Actions(driver, MOVE)
                .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(element(selector)), 0, pixels)
                .perform());
  }

  private Actions moved(String selector, int x, int y) {
    WebElement element = element(selector);
    int width = element.getSize().getWidth();
    int height = element.getSize().getHeight();
    return new Actions(driver, MOVE).moveToElement(element, x - width / 2, y - height / 2);
  }

  /** Does something again if the page has replaced its element meanwhile. */
  private void retrying(Runnable action) {
    await(
        "the element is replaced again and again",
        () -> {
          action.run();
          return true;
        });
  }

  /** The text of the clipboard. */
  public String clipboard() {
    return (String)
        driver.executeAsyncScript(
            "navigator.clipboard.readText().then(arguments[arguments.length - 1])");
  }

  // ---- pictures ------------------------------------------------------------------------------

  /** An element as it is shown. */
  public BufferedImage picture(String selector) {
    try {
      byte[] png = element(selector).getScreenshotAs(OutputType.BYTES);
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The whole page as a PNG file. */
  public void save(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  static Color pixel(BufferedImage picture, int x, int y) {
    return new Color(picture.getRGB(x, y));
  }

  // ---- the browser ---------------------------------------------------------------------------

  /** Gives the page a size. */
  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Makes a feature of the user known to the page: {@code prefers-color-scheme}, {@code dark}. */
  public void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Lets no request to such addresses through; none blocks none. */
  public void block(String... patterns) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  /** Puts downloads in a folder. */
  public void downloadTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }
}
