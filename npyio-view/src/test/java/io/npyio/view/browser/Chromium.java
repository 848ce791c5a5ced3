package io.npyio.view.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium without a window, and the driver that belongs to it.
 *
 * <p>The variables {@code NPYIO_CHROMIUM} and {@code NPYIO_CHROMEDRIVER} name the programs, which
 * otherwise are looked for on the path. Both are passed to Selenium, which would otherwise download
 * them.
 */
public final class Chromium {
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static ChromeDriver shared;

  private Chromium() {}

  /**
   * The Chromium of this JVM, which ends with it. Without one the test is skipped, or fails with
   * {@code -Dnpyio.requireBrowser}.
   */
  static synchronized ChromeDriver shared() {
    if (shared == null) {
      shared = start(program(BROWSER), program(DRIVER));
      Runtime.getRuntime().addShutdownHook(new Thread(shared::quit));
    }
    return shared;
  }

  /** Starts one that the caller ends. */
  public static ChromeDriver start() {
    return start(program(BROWSER), program(DRIVER));
  }

  private static ChromeDriver start(Path browser, Path driver) {
    SELENIUM.setLevel(
        Level.SEVERE); // it warns that it does not know the newest protocol of DevTools
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-device-scale-factor=1",
        "--window-size=1400,900");
    System.setProperty(ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, driver.toString());
    System.setProperty(ChromeDriverService.CHROME_DRIVER_SILENT_OUTPUT_PROPERTY, "true");
    ChromeDriver started = new ChromeDriver(options);
    started.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return started;
  }

  private static final Wanted BROWSER =
      new Wanted("NPYIO_CHROMIUM", List.of("chromium", "chromium-browser", "google-chrome"));
  private static final Wanted DRIVER = new Wanted("NPYIO_CHROMEDRIVER", List.of("chromedriver"));

  private record Wanted(String variable, List<String> names) {
    Optional<Path> found() {
      String named = System.getenv(variable);
      if (named != null) {
        return Optional.of(Path.of(named));
      }
      String path = System.getenv().getOrDefault("PATH", "");
      List<String> folders =
          Stream.of((path + File.pathSeparator + "/usr/bin").split(File.pathSeparator)).toList();
      return names.stream()
          .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  private static Path program(Wanted wanted) {
    Optional<Path> found = wanted.found();
    if (found.isEmpty()) {
      String missing =
          "no " + wanted.names().get(0) + ": install it, or name it in " + wanted.variable();
      if (Boolean.getBoolean("npyio.requireBrowser")) {
        Assertions.fail(missing);
      }
      Assumptions.abort("skipped: " + missing);
    }
    return found.orElseThrow();
  }
}
