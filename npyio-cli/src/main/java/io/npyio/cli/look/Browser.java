package io.npyio.cli.look;

import io.npyio.cli.transfer.Cleanup;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The browser of the user. It is given a page that only the user can read, which leads to the
 * address, because everyone can see the arguments of a process.
 */
final class Browser implements Closeable {
  /** By then a program that cannot open a page has said so; one that can may run on. */
  private static final long WAIT_MILLIS = 3000;

  private static final List<String> DISPLAYS = List.of("DISPLAY", "WAYLAND_DISPLAY", "BROWSER");

  private final Path folder;
  private final Path page;

  private Browser(Path folder) {
    this.folder = folder;
    this.page = folder.resolve("npyio.html");
  }

  /**
   * Opens an address.
   *
   * @return the page that leads to it; closing it removes it
   * @throws IOException if there is no browser, or it cannot be called
   */
  static Browser open(URI address) throws IOException {
    return open(address, opener(System.getProperty("os.name", ""), System.getenv()));
  }

  /** As {@link #open(URI)}, by a program that takes the page as its last word. */
  static Browser open(URI address, List<String> opener) throws IOException {
    Browser browser = Cleanup.open(() -> new Browser(Files.createTempDirectory("npyio-view")));
    try {
      browser.writePage(address);
      browser.call(opener);
      return browser;
    } catch (IOException problem) {
      browser.close();
      throw problem;
    }
  }

  /** The program that opens a page on a system. */
  static List<String> opener(String system, Map<String, String> environment) throws IOException {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    if (name.startsWith("mac")) {
      return List.of("open");
    }
    if (DISPLAYS.stream().allMatch(each -> environment.getOrDefault(each, "").isEmpty())) {
      throw new IOException("there is no display");
    }
    return List.of("xdg-open");
  }

  private void writePage(URI address) throws IOException {
    String html =
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"referrer\" content=\"no-referrer\">\n"
            + "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n".formatted(address)
            + "<title>npyio view</title>\n";
    // the folder is new and its owner's alone, and so becomes the file
    Path created = Files.createTempFile(folder, "page", ".html");
    Files.writeString(created, html, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    Files.move(created, page);
  }

  private void call(List<String> opener) throws IOException {
    List<String> command = new ArrayList<>(opener);
    command.add(page.toString());
    Process process = started(command);
    process.getOutputStream().close();
    try {
      if (process.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
        throw new IOException(
            "%s ended with status %d".formatted(opener.get(0), process.exitValue()));
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process started(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException missing) {
      throw new IOException(command.get(0) + " is not installed", missing);
    }
  }

  Path page() {
    return page;
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(this);
    Files.deleteIfExists(page);
    Files.deleteIfExists(folder);
  }
}
