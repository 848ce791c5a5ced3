package io.npyio.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The links between files of a site that lead nowhere. Those to other sites are not followed. */
final class DeadLinks {
  private static final Pattern LINK = Pattern.compile("\\s(?:href|src|srcset)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("\\sid=\"([^\"]*)\"");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  private DeadLinks() {}

  /**
   * {@return page and link of every dead link on the pages of a site; the Javadoc is not searched}
   */
  static List<String> in(Path site) throws IOException {
    DeadLinks links = new DeadLinks();
    List<String> dead = new ArrayList<>();
    Path api = site.resolve("api");
    try (Stream<Path> files = Files.walk(site)) {
      for (Path page : files.filter(DeadLinks::isPage).sorted().toList()) {
        if (!page.startsWith(api)) {
          links.on(page).forEach(link -> dead.add(site.relativize(page) + ": " + link));
        }
      }
    }
    return dead;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".html");
  }

  private List<String> on(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String link : found(LINK, Files.readString(page))) {
      if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
        dead.add(link);
      }
    }
    return dead;
  }

  private boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.isRegularFile(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  private Set<String> anchors(Path page) throws IOException {
    if (!anchors.containsKey(page)) {
      anchors.put(page, found(ANCHOR, Files.readString(page)));
    }
    return anchors.get(page);
  }

  private static Set<String> found(Pattern pattern, String html) {
    return pattern.matcher(html).results().map(each -> each.group(1)).collect(Collectors.toSet());
  }
}
