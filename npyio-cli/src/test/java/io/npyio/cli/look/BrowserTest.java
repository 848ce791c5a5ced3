package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser is called with a page that leads to the address, and not with the address. */
class BrowserTest {
  private static final URI ADDRESS = URI.create("http://127.0.0.1:1234/secret/");

  @TempDir Path folder;

  /** A program of a shell script. */
  private List<String> program(String script) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
    Path file = folder.resolve("browser");
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertTrue(file.toFile().setExecutable(true));
    return List.of(file.toString());
  }

  @Test
  void thePageIsPrivateAndGoesAway() throws IOException {
    Path seen = folder.resolve("seen");
    List<String> program = program("ls -l \"$1\" >'" + seen + "'; cat \"$1\" >>'" + seen + "'\n");
    Path page;
    try (Browser browser = Browser.open(ADDRESS, program)) {
      page = browser.page();
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(page.getParent())));
    }
    String text = Files.readString(seen);
    assertTrue(text.startsWith("-rw------- "), text);
    assertTrue(
        text.contains(
            "<meta http-equiv=\"refresh\" content=\"0; url=http://127.0.0.1:1234/secret/\">"),
        text);
    assertFalse(page.toString().contains("secret"));
    assertFalse(Files.exists(page));
    assertFalse(Files.exists(page.getParent()));
  }

  @Test
  void aProgramThatFailsOrIsMissingIsNamed() throws IOException {
    List<String> program = program("exit 3\n");
    IOException failure = assertThrows(IOException.class, () -> Browser.open(ADDRESS, program));
    assertEquals(program.get(0) + " ended with status 3", failure.getMessage());
    String missing = folder.resolve("none").toString();
    failure = assertThrows(IOException.class, () -> Browser.open(ADDRESS, List.of(missing)));
    assertEquals(missing + " is not installed", failure.getMessage());
  }

  @Test
  void eachSystemHasItsProgram() throws IOException {
    assertEquals(List.of("open"), Browser.opener("Mac OS X", Map.of()));
    assertEquals(
        List.of("rundll32", "url.dll,FileProtocolHandler"), Browser.opener("Windows 11", Map.of()));
    for (String display : List.of("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")) {
      assertEquals(List.of("xdg-open"), Browser.opener("Linux", Map.of(display, ":0")));
    }
    IOException failure =
        assertThrows(IOException.class, () -> Browser.opener("Linux", Map.of("DISPLAY", "")));
    assertEquals("there is no display", failure.getMessage());
  }
}
