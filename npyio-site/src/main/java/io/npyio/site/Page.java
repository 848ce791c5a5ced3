package io.npyio.site;

import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A Markdown file.
 *
 * @param file its path within the checkout
 * @param content the parsed text
 */
record Page(Path file, Node content) {
  /** Tables, and anchors of headings such as GitHub gives them. */
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  static Page read(Path file, String markdown) {
    return new Page(file, PARSER.parse(markdown));
  }

  /** {@return the first heading, or the name of a file without one} */
  String title() {
    for (Node node = content.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading) {
        return text(node);
      }
    }
    return file.toString();
  }

  /** {@return the path of the page within the site} */
  String address() {
    return address(file);
  }

  /** {@return the path within the site of the page that is made from a Markdown file} */
  static String address(Path file) {
    String path = slashed(file);
    return path.replaceFirst("(^|/)README\\.md$", "$1index.md").replaceFirst("\\.md$", ".html");
  }

  /** {@return how to get from this page to another one, given by its path within the site} */
  String to(String address) {
    return "../".repeat(file.getNameCount() - 1) + address;
  }

  String html() {
    return HTML.render(content);
  }

  static String text(Node node) {
    return TEXT.render(node).strip();
  }

  static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
