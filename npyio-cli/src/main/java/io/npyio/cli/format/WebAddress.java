package io.npyio.cli.format;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file on a web server: its address, or {@code https://…/archive.npz:member}.
 *
 * @param uri of the file, or of the archive
 * @param member of the archive, or null
 */
public record WebAddress(URI uri, @Nullable String member) {
  private static final String MARK = ".npz:";

  /** {@return whether a name is an address of http or https, rather than a path} */
  public static boolean isOne(String name) {
    return hasScheme(name, "http://") || hasScheme(name, "https://");
  }

  private static boolean hasScheme(String name, String scheme) {
    return name.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  /** {@return the address that a name stands for} */
  public static WebAddress of(String name) throws IOException {
    int query = name.indexOf('?');
    String place = query < 0 ? name : name.substring(0, query);
    int mark = place.toLowerCase(Locale.ROOT).indexOf(MARK);
    if (mark < 0) {
      return new WebAddress(uri(name), null);
    }
    int colon = mark + MARK.length() - 1;
    if (colon == place.length() - 1) {
      throw new IOException("names no member after the colon");
    }
    String archive = place.substring(0, colon) + name.substring(place.length());
    return new WebAddress(uri(archive), place.substring(colon + 1));
  }

  private static URI uri(String text) throws IOException {
    try {
      URI uri = new URI(text.replace(" ", "%20"));
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // its message quotes what may be a secret
    }
    throw new IOException("is not an address of a web server, as in https://example.org/a.npy");
  }

  /**
   * {@return the folder that a name stands for}
   *
   * @throws IOException if it is an address
   */
  public static Path localFolder(String name) throws IOException {
    if (isOne(name)) {
      throw readOnly();
    }
    return Path.of(name);
  }

  /** {@return the error of writing to a web server} */
  static IOException readOnly() {
    return new IOException("is on a web server, which npyio reads only");
  }

  /** {@return the name of the file on the server, without its folders} */
  public Path fileName() {
    String path = String.valueOf(uri.getPath());
    String name = path.substring(path.lastIndexOf('/') + 1).replace('\0', '?');
    return Path.of(name.isEmpty() ? "index" : name);
  }

  /**
   * {@return a name as results and messages show it: without user and password, and without the
   * query, which may be a signature}
   */
  public static String shown(String name) {
    return isOne(name) ? withoutQuery(withoutUser(name)) : name;
  }

  private static String withoutQuery(String address) {
    int end = address.indexOf('#');
    String request = end < 0 ? address : address.substring(0, end);
    int query = request.indexOf('?');
    return query < 0 ? request : request.substring(0, query) + "?...";
  }

  private static String withoutUser(String name) {
    int start = name.indexOf("//") + 2;
    int slash = name.indexOf('/', start);
    String server = name.substring(start, slash < 0 ? name.length() : slash);
    // a password that is not encoded may have a slash, and further signs
    boolean isCutPassword = !server.contains("@") && server.matches(".*:.*\\D.*");
    int at = name.lastIndexOf('@', isCutPassword || slash < 0 ? name.length() : slash);
    return at < start ? name : name.substring(0, start) + name.substring(at + 1);
  }
}
