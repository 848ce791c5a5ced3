package io.npyio.http;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from another one that takes its place.
 *
 * @param size in bytes
 * @param etag of the reply; null if there is none
 * @param modified the header Last-Modified; null if there is none
 */
record FileIdentity(long size, @Nullable String etag, @Nullable String modified) {
  static FileIdentity of(long size, HttpHeaders headers) {
    return new FileIdentity(
        size,
        headers.firstValue("ETag").orElse(null),
        headers.firstValue("Last-Modified").orElse(null));
  }

  /** The tag that a server compares for If-Match; null if it is weak, which never matches. */
  @Nullable String strongTag() {
    return etag != null && etag.startsWith("\"") ? etag : null;
  }

  /** The header that tells most; null if there is none. */
  @Nullable String version() {
    return etag == null ? modified : etag;
  }

  /** How a later reply differs; null if it is of this file. */
  @Nullable String difference(FileIdentity later) {
    if (size != later.size) {
      return "%d bytes then, %d now".formatted(size, later.size);
    }
    if (etag != null || later.etag != null) {
      return difference("ETag", etag, later.etag);
    }
    return difference("Last-Modified", modified, later.modified);
  }

  private static @Nullable String difference(
      String header, @Nullable String then, @Nullable String now) {
    boolean isOne = then == null ? now == null : then.equals(now);
    return isOne ? null : "%s %s then, %s now".formatted(header, shown(then), shown(now));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "none" : Shown.text(value);
  }
}
