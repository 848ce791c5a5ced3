package io.npyio.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the head of a reply whether its body is the bytes that were asked for.
 *
 * @param name of the file, for messages
 * @param uri that was asked
 * @param asked the range
 * @param known the file of the earlier replies; null for the first one
 * @param hasCredentials whether the request had some
 */
record ReplyCheck(
    String name, URI uri, ByteRange asked, @Nullable FileIdentity known, boolean hasCredentials) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  /**
   * The content of the body.
   *
   * @throws Moved if the file is elsewhere
   * @throws Transient if it is worth asking again
   * @throws IOException if the reply cannot be used
   */
  Content content(ResponseInfo reply) throws IOException {
    int status = reply.statusCode();
    HttpHeaders headers = reply.headers();
    return switch (status) {
      case 206 -> part(headers);
      case 200 -> whole(headers);
      case 301, 302, 303, 307, 308 -> throw moved(status, headers);
      case 408, 429, 500, 502, 503, 504 -> throw busy(status, headers);
      case 416 -> outside(headers);
      default -> throw new HttpStatusException(name, status, problem(status));
    };
  }

  private String problem(int status) {
    return switch (status) {
      case 401 ->
          hasCredentials ? "the server refuses the credentials" : "the server asks for credentials";
      case 403 -> "the server does not allow access";
      case 404, 410 -> known == null ? "no such file" : "the file has gone while it was read";
      case 412 -> "the file has changed while it was read";
      default -> "the server does not answer with a part of the file";
    };
  }

  // ---- bodies --------------------------------------------------------------------------------

  private Content part(HttpHeaders headers) throws IOException {
    requirePlain(headers);
    String found = headers.firstValue("Content-Range").orElse("none");
    Matcher range = CONTENT_RANGE.matcher(found);
    if (!range.matches() || range.group(1) == null || range.group(3).equals("*")) {
      throw new Refusal(
          name,
          "expected a Content-Range with the bytes %s and the size of the file but found %s"
              .formatted(asked.text(), Shown.text(found)));
    }
    long from = Long.parseLong(range.group(1));
    long end = Long.parseLong(range.group(2)) + 1;
    FileIdentity file = FileIdentity.of(Long.parseLong(range.group(3)), headers);
    requireSame(file);
    if (from != asked.fromIn(file.size()) || end != asked.endIn(file.size())) {
      throw new Refusal(
          name,
          "expected the bytes %s but found the Content-Range %s"
              .formatted(asked.text(), Shown.text(found)));
    }
    requireLength(headers, end - from);
    return new Content(from, end, file);
  }

  private void requireLength(HttpHeaders headers, long expected) throws Refusal {
    long found = length(headers, expected);
    if (found != expected) {
      throw new Refusal(
          name,
          "expected a reply of %d bytes for the range %s but found a Content-Length of %d"
              .formatted(expected, asked.text(), found));
    }
  }

  /** The length that a reply announces, or another one if it does not. */
  private long length(HttpHeaders headers, long unknown) throws Refusal {
    String length = headers.firstValue("Content-Length").orElse(null);
    if (length == null) {
      return unknown;
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new Refusal(
          name, "expected a number of bytes but found the Content-Length " + Shown.text(length));
    }
    return Long.parseLong(length);
  }

  /** Small files may come as a whole. */
  private Content whole(HttpHeaders headers) throws IOException {
    requirePlain(headers);
    long size = length(headers, Long.MAX_VALUE);
    FileIdentity file = FileIdentity.of(size, headers);
    if (asked.fromIn(size) != 0 || asked.endIn(size) != size) {
      throw new Refusal(
          name,
          "the server sends the whole file (status 200) where a range is asked for; npyio reads files"
              + " from servers that have ranges, so download it first");
    }
    requireSame(file);
    return new Content(0, size, file);
  }

  /** A range of an empty file cannot be satisfied. */
  private Content outside(HttpHeaders headers) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (known == null && range.matches() && range.group(3).equals("0")) {
      return new Content(0, 0, FileIdentity.of(0, headers));
    }
    throw new HttpStatusException(
        name,
        416,
        known == null
            ? "the server does not have the bytes " + asked.text()
            : "the file has changed while it was read: it lacks the bytes " + asked.text());
  }

  private void requirePlain(HttpHeaders headers) throws Refusal {
    String encoding = headers.firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(
          name,
          "expected the bytes of the file but found them compressed (Content-Encoding: %s); a part of"
                  .formatted(Shown.text(encoding))
              + " them is of no use, so turn that off for this file");
    }
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/byteranges")) {
      throw new Refusal(name, "expected one range but found several (multipart/byteranges)");
    }
  }

  private void requireSame(FileIdentity file) throws Refusal {
    String difference = known == null ? null : known.difference(file);
    if (difference != null) {
      throw new Refusal(name, "the file has changed while it was read: " + difference);
    }
  }

  // ---- replies without the file --------------------------------------------------------------

  private IOException moved(int status, HttpHeaders headers) {
    String location = headers.firstValue("Location").orElse("");
    URI target;
    try {
      target = uri.resolve(location.replace(" ", "%20"));
    } catch (IllegalArgumentException malformed) {
      target = uri;
    }
    if (location.isEmpty() || target.equals(uri) || target.getHost() == null) {
      return new HttpStatusException(name, status, "the server redirects to no other address");
    }
    boolean isHttps = "https".equalsIgnoreCase(target.getScheme());
    if (!isHttps && "https".equalsIgnoreCase(uri.getScheme())) {
      return new HttpStatusException(
          name,
          status,
          "the server redirects from https to " + Shown.address(target) + ", which is not secure");
    }
    return isHttps || "http".equalsIgnoreCase(target.getScheme())
        ? new Moved(target)
        : new HttpStatusException(
            name, status, "the server redirects to an address that is neither http nor https");
  }

  private Transient busy(int status, HttpHeaders headers) {
    Duration delay = headers.firstValue("Retry-After").map(ReplyCheck::delay).orElse(null);
    String problem =
        status == 429 ? "the server limits the number of requests" : "the server cannot answer now";
    return new Transient(
        tried -> new HttpStatusException(name, status, problem + ", " + tried), delay);
  }

  /** Seconds or a date; null if it is neither. */
  private static @Nullable Duration delay(String retryAfter) {
    if (SECONDS.matcher(retryAfter).matches()) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(ZonedDateTime.now(date.getZone()), date);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException neither) {
      return null;
    }
  }
}
