package io.npyio.http;

import java.net.URI;

/** Parts of replies and addresses as messages show them. */
final class Shown {
  private static final int MAX_LENGTH = 80;

  private Shown() {}

  /** A header of a reply, which may hold anything. */
  static String text(String value) {
    String printable = value.replaceAll("[^\\x20-\\x7E]", "?");
    return printable.length() <= MAX_LENGTH
        ? printable
        : printable.substring(0, MAX_LENGTH) + "...";
  }

  /** An address without user, password, query and fragment, any of which may be a secret. */
  static String address(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
