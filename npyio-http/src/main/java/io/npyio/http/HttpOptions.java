package io.npyio.http;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file is requested: credentials, limits, and how often to try.
 *
 * <p>Immutable. Header values are in no message and in no {@code toString}.
 *
 * @since 0.1.0
 */
public final class HttpOptions {
  /** No headers, 30 seconds, 3 more attempts, 16 requests at a time, gaps of 64 KiB. */
  public static final HttpOptions DEFAULT = new HttpOptions(new Settings());

  /** A header of every request. */
  record Header(String name, String value) {
    boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private static final class Settings implements Cloneable {
    private List<Header> headers = List.of();
    private Duration timeout = Duration.ofSeconds(30);
    private int retries = 3;
    private Duration retryDelay = Duration.ofMillis(500);
    private int inFlight = 16;
    private int maxGap = 1 << 16;
    private LongConsumer received = bytes -> {};
    private @Nullable HttpClient client;

    Settings copy() {
      try {
        return (Settings) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

  /** Headers that this library, or the JDK, sets itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "range",
          "transfer-encoding",
          "upgrade");

  private final Settings settings;

  private HttpOptions(Settings settings) {
    this.settings = settings;
  }

  // ---- headers -------------------------------------------------------------------------------

  /**
   * {@return options with one more header of every request} It replaces one of its name. It is sent
   * to the server of the address only, not to one that this redirects to.
   *
   * @throws IllegalArgumentException if the name or the value cannot be sent, or the header is one
   *     that the requests need themselves
   */
  public HttpOptions withHeader(String name, String value) {
    if (!TOKEN.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException("the name of a header is letters, digits and -");
    }
    if (!VALUE.matcher(requireNonNull(value, "value")).matches()) {
      throw new IllegalArgumentException(
          "the value of the header " + name + " has characters other than printable ASCII");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the header " + name + " is set by the requests themselves");
    }
    Settings copy = settings.copy();
    List<Header> headers = new ArrayList<>(copy.headers);
    headers.removeIf(header -> header.isNamed(name));
    headers.add(new Header(name, value));
    copy.headers = List.copyOf(headers);
    return new HttpOptions(copy);
  }

  /**
   * {@return options with a user and a password, sent as the header Authorization in UTF-8}
   *
   * @throws IllegalArgumentException if the user has a colon
   */
  public HttpOptions withBasic(String user, String password) {
    if (requireNonNull(user, "user").indexOf(':') >= 0) {
      throw new IllegalArgumentException("the name of a user has no colon");
    }
    byte[] pair =
        (user + ":" + requireNonNull(password, "password")).getBytes(StandardCharsets.UTF_8);
    return withHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /**
   * {@return options with a bearer token, sent as the header Authorization}
   *
   * @throws IllegalArgumentException if the token has characters other than printable ASCII
   */
  public HttpOptions withBearer(String token) {
    return withHeader("Authorization", "Bearer " + requireNonNull(token, "token"));
  }

  List<Header> headers() {
    return settings.headers;
  }

  boolean hasCredentials() {
    return settings.headers.stream().anyMatch(header -> header.isNamed("Authorization"));
  }

  // ---- limits --------------------------------------------------------------------------------

  /**
   * {@return options with another time-out} A request has failed if no byte of its reply arrives
   * for this time.
   */
  public HttpOptions withTimeout(Duration timeout) {
    Settings copy = settings.copy();
    copy.timeout = positive(timeout, "time-out");
    return new HttpOptions(copy);
  }

  Duration timeout() {
    return settings.timeout;
  }

  /**
   * {@return options with another number of attempts} A request is repeated if the connection
   * breaks or times out, and for the statuses 408, 429, 500, 502, 503 and 504.
   *
   * @param most the greatest number of repetitions of one request; 0 for none
   * @param first the delay before the first one, which doubles with each; a {@code Retry-After} of
   *     at most a minute replaces it
   */
  public HttpOptions withRetries(int most, Duration first) {
    Settings copy = settings.copy();
    copy.retries = atLeast(0, most, "retries");
    copy.retryDelay = positive(first, "delay");
    return new HttpOptions(copy);
  }

  int retries() {
    return settings.retries;
  }

  Duration retryDelay() {
    return settings.retryDelay;
  }

  /** {@return options with another number of requests that one call has under way at a time} */
  public HttpOptions withInFlight(int requests) {
    Settings copy = settings.copy();
    copy.inFlight = atLeast(1, requests, "requests");
    return new HttpOptions(copy);
  }

  int inFlight() {
    return settings.inFlight;
  }

  /**
   * {@return options with another gap} Ranges that lie at most this number of bytes apart are
   * requested as one. A distant server is worth gaps of its latency times its bandwidth.
   */
  public HttpOptions withMaxGap(int bytes) {
    Settings copy = settings.copy();
    copy.maxGap = atLeast(0, bytes, "bytes");
    return new HttpOptions(copy);
  }

  int maxGap() {
    return settings.maxGap;
  }

  // ---- the rest ------------------------------------------------------------------------------

  /**
   * {@return options with a listener for progress} It is given the number of bytes of each piece of
   * a reply, by several threads.
   */
  public HttpOptions withProgress(LongConsumer received) {
    Settings copy = settings.copy();
    copy.received = requireNonNull(received, "received");
    return new HttpOptions(copy);
  }

  LongConsumer received() {
    return settings.received;
  }

  /**
   * {@return options with a client of the caller's, for its certificates, proxies or threads}
   *
   * @throws IllegalArgumentException if the client follows redirects itself, which would send the
   *     headers to other servers
   */
  public HttpOptions withClient(HttpClient client) {
    if (requireNonNull(client, "client").followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "expected a client with Redirect.NEVER but found "
              + client.followRedirects()
              + "; redirects are followed without the headers");
    }
    Settings copy = settings.copy();
    copy.client = client;
    return new HttpOptions(copy);
  }

  /** The client of the caller's, else the one that all sources share. */
  HttpClient client() {
    HttpClient own = settings.client;
    return own == null ? Shared.CLIENT : own;
  }

  private static final class Shared {
    /** HTTP/1.1: many ranges at a time are quicker by many connections than by one. */
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  private static Duration positive(Duration duration, String what) {
    if (requireNonNull(duration, what).isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("expected a positive " + what + " but found " + duration);
    }
    return duration;
  }

  private static int atLeast(int least, int number, String what) {
    if (number < least) {
      throw new IllegalArgumentException(
          "expected at least %d %s but found %d".formatted(least, what, number));
    }
    return number;
  }

  /** {@return the limits, and the names of the headers without their values} */
  @Override
  public String toString() {
    return "headers %s, time-out %s, %d retries, %d requests at a time, gaps of %d bytes"
        .formatted(
            settings.headers.stream().map(Header::name).toList(),
            settings.timeout,
            settings.retries,
            settings.inFlight,
            settings.maxGap);
  }
}
