package io.npyio.http;

import java.net.URI;

/** Addresses taken apart. */
final class Addresses {
  private Addresses() {}

  /** An address without user, password and fragment, in ASCII. */
  static URI plain(URI address) {
    String text = address.getScheme() + "://" + authority(address) + address.getRawPath();
    String query = address.getRawQuery();
    URI plain = URI.create(query == null ? text : text + "?" + query);
    return URI.create(plain.toASCIIString());
  }

  private static String authority(URI address) {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  /** Options with user and password of an address, unless they have other credentials. */
  static HttpOptions credentials(URI address, HttpOptions options) {
    String pair = address.getUserInfo();
    if (pair == null || options.hasCredentials()) {
      return options;
    }
    int colon = pair.indexOf(':');
    return colon < 0
        ? options.withBasic(pair, "")
        : options.withBasic(pair.substring(0, colon), pair.substring(colon + 1));
  }
}
