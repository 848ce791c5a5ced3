package io.npyio.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/**
 * Where links of the Markdown files lead on the site: to the page made from the file, or, if there
 * is none, to the file in the repository. Pictures become part of the site.
 */
final class Links {
  private static final Pattern SOURCE = Pattern.compile("\\s(?:src|srcset)=\"([^\"]*)\"");

  private final Path root;
  private final String repository;
  private final Set<Path> pictures = new TreeSet<>();

  Links(Path root, String repository) {
    this.root = root;
    this.repository = repository;
  }

  /** {@return the pictures that the adapted pages show, by their paths within the checkout} */
  Set<Path> pictures() {
    return Collections.unmodifiableSet(pictures);
  }

  /** Changes the links of a page. */
  void adapt(Page page) {
    page.content()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                link.setDestination(adapted(page, link.getDestination()));
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                addPicture(page, image.getDestination());
              }

              @Override
              public void visit(HtmlBlock html) {
                addPictures(page, html.getLiteral());
              }

              @Override
              public void visit(HtmlInline html) {
                addPictures(page, html.getLiteral());
              }
            });
  }

  private void addPictures(Page page, String html) {
    SOURCE.matcher(html).results().forEach(source -> addPicture(page, source.group(1)));
  }

  private void addPicture(Page page, String source) {
    if (!isExternal(source)) {
      pictures.add(file(page, source));
    }
  }

  private static boolean isExternal(String link) {
    return link.matches("[a-z]+:.*");
  }

  /** The file that a link names, within the checkout. */
  private static Path file(Page page, String path) {
    return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
  }

  private String adapted(Page page, String link) {
    if (isExternal(link)) {
      return link;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    return target(page, file(page, path)) + link.substring(path.length());
  }

  private String target(Page page, Path file) {
    if (Files.exists(root.resolve(file).resolve("README.md"))) {
      return page.to(Page.address(file.resolve("README.md")));
    }
    if (file.toString().endsWith(".md")) {
      return page.to(Page.address(file));
    }
    String kind = Files.isDirectory(root.resolve(file)) ? "tree" : "blob";
    return repository + "/" + kind + "/main/" + Page.slashed(file);
  }
}
