package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the page. A request picks one from the list of their names, never by a path. */
final class Assets {
  private static final String FOLDER = "/io/npyio/view/app/";
  private static final String INDEX = "index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private static final Pattern DOC_COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/ ?");
  private static final Pattern LINE_WITHOUT_CODE = Pattern.compile("(?m)^[ \\t]*(//.*)?\\R");

  private final Set<String> names;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  private Assets(Set<String> names) {
    this.names = names;
  }

  /** The files beside the classes, in their jar or their folder. */
  static Assets ofClassPath() throws IOException {
    URL folder = Assets.class.getResource(FOLDER);
    if (folder == null) {
      throw new IOException("the page of the viewer is not on the class path: " + FOLDER);
    }
    return of(folder);
  }

  /** The files in a folder, or in a folder of a jar. */
  static Assets of(URL folder) throws IOException {
    URLConnection connection = folder.openConnection();
    return new Assets(
        connection instanceof JarURLConnection jar ? namesIn(jar) : namesIn(Path.of(uri(folder))));
  }

  private static Set<String> namesIn(JarURLConnection jar) throws IOException {
    String prefix = FOLDER.substring(1);
    return jar.getJarFile().stream()
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(prefix) && !name.endsWith("/"))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Set<String> names() {
    return names;
  }

  /** The page itself. */
  Reply index() throws HttpProblem {
    return get(INDEX);
  }

  /** A file by its name. */
  Reply get(String name) throws HttpProblem {
    if (!names.contains(name)) {
      throw HttpProblem.notFound("the page has no file of this name");
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return Reply.of(
        TYPES.getOrDefault(suffix, "text/plain; charset=utf-8"),
        contents.computeIfAbsent(name, Assets::content));
  }

  private static byte[] content(String name) {
    try (@Nullable InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("the jar of the viewer has lost " + name);
      }
      byte[] bytes = in.readAllBytes();
      boolean isOurScript = name.endsWith(".js") && !name.contains("/");
      return isOurScript ? withoutComments(new String(bytes, UTF_8)).getBytes(UTF_8) : bytes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Leaves out JSDoc comments and lines that begin with two slashes, a third of our own scripts. No
   * string of theirs has either.
   */
  static String withoutComments(String script) {
    String code = DOC_COMMENT.matcher(script).replaceAll("");
    return LINE_WITHOUT_CODE.matcher(code).replaceAll("");
  }
}
