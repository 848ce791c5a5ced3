package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.file.Npy;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only requests with the address are let in, from the page itself, by a name of this machine. */
@Timeout(60)
class AccessTest {
  private static final String NO_SECRET =
      "this address lacks the secret of the viewer; open the address that npyio view printed";

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void start() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.save(file, new int[] {1, 2, 3});
    served = Served.of(file);
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private String state(String... headers) throws IOException {
    return get("api/state", headers);
  }

  private String get(String path, String... headers) throws IOException {
    String[] lines = new String[headers.length + 1];
    lines[0] = "GET " + served.root() + path + " HTTP/1.1";
    System.arraycopy(headers, 0, lines, 1, headers.length);
    return served.raw(lines);
  }

  private static void assertStatus(int status, String response) {
    assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
  }

  private static void assertRefused(int status, String reason, String response) {
    assertStatus(status, response);
    assertTrue(response.endsWith("\r\n\r\n{\"error\":\"" + reason + "\"}"), response);
  }

  @Test
  void theSecretHas192Bits() {
    assertEquals("//".length() + 192 / 6, served.root().length());
    assertNotEquals(AccessRules.withNewToken().token(), AccessRules.withNewToken().token());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api/state", "//api/state", "/wrong/api/state", "/favicon.ico", "/%2e%2e/"})
  void withoutTheSecretThereIsNothing(String path) throws IOException {
    assertRefused(403, NO_SECRET, served.raw("GET " + path + " HTTP/1.1", "Host: localhost"));
  }

  @Test
  void theWholeSecretIsAsked() throws IOException {
    String secret = served.root().substring(1, served.root().length() - 1);
    for (String given :
        new String[] {secret.substring(1), secret + "x", secret.toLowerCase(Locale.ROOT)}) {
      assertRefused(
          403, NO_SECRET, served.raw("GET /" + given + "/api/state HTTP/1.1", "Host: localhost"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "127.0.0.1",
        "[::1]",
        "localhost:9000",
        "127.0.0.1:1",
        "[::1]:80"
      })
  void eachNameOfThisMachineIsServedWithAnyPort(String host) throws IOException {
    assertStatus(200, state("Host: " + host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:localhost",
        "192.168.0.1",
        "localhost:",
        "localhost:99999999",
        "[::1",
        "user@localhost"
      })
  void otherNamesAreThoseOfDnsRebinding(String host) throws IOException {
    assertRefused(
        403,
        "the request names the host [%s]; open the viewer as localhost or 127.0.0.1, also through ssh -L"
            .formatted(host),
        state("Host: " + host));
  }

  @Test
  void aRequestNamesOneHost() throws IOException {
    assertStatus(403, state("Host: localhost", "Host: evil.example"));
    assertStatus(403, served.raw("GET " + served.root() + "api/state HTTP/1.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://localhost:9000",
        "http://localhost:9001",
        "http://localhost:9000.evil.example",
        "null",
        "file://"
      })
  void pagesOfOtherSitesAreRefused(String origin) throws IOException {
    assertRefused(
        403,
        "the request comes from a page of " + origin,
        state("Host: localhost:9000", "Origin: " + origin));
  }

  @Test
  void thePageItselfIsServed() throws IOException {
    assertStatus(200, state("Host: localhost:9000", "Origin: http://localhost:9000"));
    for (String site : new String[] {"same-origin", "none"}) {
      assertStatus(200, state("Host: localhost", "Sec-Fetch-Site: " + site));
    }
  }

  /** As by the page on disk through which the command opens it. */
  @Test
  void linksOfOtherSitesOpenThePageOnly() throws IOException {
    String[] opening = {
      "Host: localhost",
      "Sec-Fetch-Site: cross-site",
      "Sec-Fetch-Mode: navigate",
      "Sec-Fetch-Dest: document"
    };
    assertStatus(200, get("", opening));
    assertStatus(403, get("api/state", opening));
    assertStatus(403, get("app/main.js", opening));
    opening[3] = "Sec-Fetch-Dest: iframe";
    assertStatus(403, get("", opening));
    opening[2] = "Sec-Fetch-Mode: no-cors";
    opening[3] = "Sec-Fetch-Dest: document";
    assertStatus(403, get("", opening));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "Cross-Site"})
  void aBrowserTellsThatAnotherSiteAsks(String site) throws IOException {
    assertRefused(
        403,
        "the request comes from a page of another site",
        state("Host: localhost", "Sec-Fetch-Site: " + site));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/../index.html",
        "app/../../../../../../etc/passwd",
        "app/%2e%2e/%2e%2e/ViewServer.class",
        "app/..%2fapp/index.html",
        "app/",
        "app//etc/passwd",
        "app/INDEX.HTML",
        "app/index.html/"
      })
  void assetsComeFromTheListOnly(String path) throws IOException {
    assertRefused(
        404,
        "the page has no file of this name",
        served.raw("GET " + served.root() + path + " HTTP/1.1", "Host: localhost"));
  }

  @Test
  void filesAreKnownByNumberOnly() throws IOException {
    for (String path : new String[] {"a.npy", "api", "api/", "api/files/", "../a.npy"}) {
      assertRefused(
          404,
          "the viewer has no such address",
          served.raw("GET " + served.root() + path + " HTTP/1.1", "Host: localhost"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, api/state, GET",
    "PUT, api/state, GET",
    "DELETE, api/files, GET",
    "OPTIONS, api/cells, GET",
    "TRACE, '', GET",
    "POST, app/index.html, GET",
    "GET, api/cell, PUT",
    "POST, api/cell, PUT",
    "BREW, api/hist, GET"
  })
  void othersMethodsAreRefused(String method, String path, String allowed) throws IOException {
    assertRefused(
        405,
        "this address takes " + allowed + ", not " + method,
        served.raw(method + " " + served.root() + path + " HTTP/1.1", "Host: localhost"));
  }

  @Test
  void everyAnswerForbidsWhatNoPageNeeds() throws IOException {
    String[] responses = {
      state("Host: localhost"),
      state("Host: evil.example"),
      served.raw("GET / HTTP/1.1", "Host: localhost"),
      served.raw("GET " + served.root() + " HTTP/1.1", "Host: localhost")
    };
    for (String response : responses) {
      String head = response.substring(0, response.indexOf("\r\n\r\n")) + "\r\n";
      assertHeader(head, "X-content-type-options: nosniff");
      assertHeader(head, "Referrer-policy: no-referrer");
      assertHeader(head, "Cross-origin-resource-policy: same-origin");
      assertHeader(head, "Cache-control: no-store");
      assertHeader(
          head,
          "Content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
              + " img-src 'self' data: blob:; connect-src 'self'; worker-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      assertFalse(head.toLowerCase(Locale.ROOT).contains("access-control-"), head);
    }
  }

  private static void assertHeader(String head, String header) {
    assertTrue(head.contains("\r\n" + header + "\r\n"), head);
  }

  @Test
  void itListensOnLoopbackOnly() throws IOException {
    assertEquals("127.0.0.1", served.server().address().getHost());
    for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          assertFalse(isOpen(address), address + " is open");
        }
      }
    }
  }

  private boolean isOpen(InetAddress address) {
    try {
      new Socket(address, served.port()).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
