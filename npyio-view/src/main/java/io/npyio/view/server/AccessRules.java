package io.npyio.view.server;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets in only requests with the secret of the address, and only from pages of this server. */
final class AccessRules {
  private static final int SECRET_BYTES = 24;
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Of requests that the page makes, and of addresses that the user types. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** A host and its port, which is any one, since {@code ssh -L} forwards another. */
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:]*]|[^:]*)(?::\\d{1,5})?");

  private static final Pattern ORIGIN = Pattern.compile("http://(.*)");

  private final String token;

  private AccessRules(String token) {
    this.token = token;
  }

  /** Rules with a new secret. */
  static AccessRules withNewToken() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new AccessRules(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** The secret, which begins the path of every address. */
  String token() {
    return token;
  }

  /**
   * The path behind the secret, without a slash at its start.
   *
   * @throws HttpProblem if the request may not have an answer
   */
  String requireAllowed(String path, Headers headers) throws HttpProblem {
    requireLoopbackHost(headers);
    requireOwnOrigin(headers);
    int end = path.indexOf('/', 1);
    String given = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    if (!isToken(given)) {
      throw HttpProblem.forbidden(
          "this address lacks the secret of the viewer; open the address that npyio view printed");
    }
    String rest = end < 0 ? "" : path.substring(end + 1);
    requireOwnSite(rest, headers);
    return rest;
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Another name that leads here is a sign of DNS rebinding. */
  private static void requireLoopbackHost(Headers headers) throws HttpProblem {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !isLoopback(hosts.get(0))) {
      throw HttpProblem.forbidden(
          "the request names the host "
              + hosts
              + "; open the viewer as localhost or 127.0.0.1, also through ssh -L");
    }
  }

  /** From elsewhere, a file on disk or a mail, the page may be opened, but nothing else be used. */
  private static void requireOwnSite(String path, Headers headers) throws HttpProblem {
    String site = headers.getFirst("Sec-Fetch-Site");
    boolean isOpening =
        path.isEmpty()
            && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
            && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    if (site != null && !OWN_SITES.contains(site) && !isOpening) {
      throw HttpProblem.forbidden("the request comes from a page of another site");
    }
  }

  private static void requireOwnOrigin(Headers headers) throws HttpProblem {
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      Matcher matcher = ORIGIN.matcher(origin);
      if (!matcher.matches() || !matcher.group(1).equals(headers.getFirst("Host"))) {
        throw HttpProblem.forbidden("the request comes from a page of " + origin);
      }
    }
  }

  private static boolean isLoopback(@Nullable String host) {
    Matcher matcher = HOST.matcher(String.valueOf(host).toLowerCase(Locale.ROOT));
    return matcher.matches() && LOOPBACK_NAMES.contains(matcher.group(1));
  }
}
