package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.file.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link in the Markdown files leads to a file and to a heading that exist. */
class LinksTest {
  private static final Path ROOT = Golden.folder().getParent();

  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");
  private static final Pattern LINK =
      Pattern.compile("!?\\[[^\\]]*\\]\\(\\s*<?([^)>\\s]*)>?[^)]*\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean passed = List.of("target", ".git").contains(folder.getFileName().toString());
            return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    String text = CODE.matcher(Files.readString(page)).replaceAll("code");
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  @Test
  void everyLinkResolves() throws IOException {
    var broken = new TreeSet<String>();
    int links = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        links++;
        if (!resolves(page, link)) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertEquals(Set.of(), broken);
    assertTrue(links > 100, links + " links");
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    Path index = ROOT.resolve("docs/README.md");
    Set<Path> missing = new TreeSet<>(pages());
    missing.removeIf(page -> !page.getParent().equals(index.getParent()));
    missing.remove(index);
    links(index).forEach(link -> missing.remove(index.resolveSibling(link).normalize()));
    assertEquals(Set.of(), missing, "docs/README.md, the navigation of the website, lacks pages");
  }

  private boolean resolves(Path page, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return isAddress(link);
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    boolean inside = target.startsWith(ROOT) && Files.exists(target);
    return inside && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  private static boolean isAddress(String link) {
    try {
      URI address = URI.create(link);
      return List.of("https", "http").contains(address.getScheme()) && address.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private Set<String> anchors(Path page) throws IOException {
    if (!anchors.containsKey(page)) {
      anchors.put(page, headings(Files.readString(page)));
    }
    return anchors.get(page);
  }

  private static Set<String> headings(String markdown) {
    String text = FENCED.matcher(markdown).replaceAll("");
    return HEADING.matcher(text).results().map(LinksTest::anchor).collect(Collectors.toSet());
  }

  /** GitHub's anchor of a heading. */
  private static String anchor(MatchResult heading) {
    String text = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  @Test
  void anchorsAreMadeAsGitHubMakesThem() {
    String page =
        """
        # The command: `npyio`
        ## Options & files, 2 kinds
        ```
        # a comment
        ```
        ## [Linked](other.md) heading
        """;
    assertEquals(
        Set.of("the-command-npyio", "options--files-2-kinds", "linked-heading"), headings(page));
  }

  @Test
  void brokenLinksAreFound() throws IOException {
    Path page = ROOT.resolve("README.md");
    assertTrue(resolves(page, "docs/dtypes.md"));
    for (String broken :
        List.of(
            "docs/nowhere.md",
            "docs/dtypes.md#nowhere",
            "#nowhere",
            "../outside",
            "https:///path",
            "ftp://example.org/")) {
      assertFalse(resolves(page, broken), broken);
    }
  }
}
