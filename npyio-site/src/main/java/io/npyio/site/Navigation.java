package io.npyio.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.jspecify.annotations.Nullable;

/**
 * The navigation beside every page: the groups and links of {@code docs/README.md}, which is also
 * the index for readers of the repository.
 */
record Navigation(List<Group> groups) {
  private static final Path INDEX = Path.of("docs", "README.md");

  /** Pages under a heading. */
  record Group(String title, List<Entry> entries) {}

  /**
   * A link.
   *
   * @param address the path within the site, perhaps with an anchor
   */
  record Entry(String title, String address) {}

  /**
   * {@return the navigation among pages whose links have not been adapted}
   *
   * @param hasApi whether the site has the Javadoc
   */
  static Navigation of(List<Page> pages, boolean hasApi) {
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("npyio", List.of(new Entry("First steps", "index.html"))));
    pages.stream()
        .filter(page -> page.file().equals(INDEX))
        .forEach(index -> index.content().accept(new Reader(groups)));
    if (hasApi) {
      groups.add(
          new Group(
              "Javadoc",
              List.of(
                  new Entry("io.npyio", "api/core/index.html"),
                  new Entry("io.npyio.http", "api/http/index.html"))));
    }
    return new Navigation(groups);
  }

  /** Collects the groups of the index, and not the links before them. */
  private static final class Reader extends AbstractVisitor {
    private final List<Group> groups;
    private @Nullable Group group;

    Reader(List<Group> groups) {
      this.groups = groups;
    }

    @Override
    public void visit(Heading heading) {
      if (heading.getLevel() == 2) {
        group = new Group(Page.text(heading), new ArrayList<>());
        groups.add(group);
      }
    }

    @Override
    public void visit(Link link) {
      if (group == null) {
        return;
      }
      String[] parts = link.getDestination().split("#", 2);
      Path file = INDEX.resolveSibling(parts[0]).normalize();
      String anchor = parts.length == 1 ? "" : "#" + parts[1];
      String title = Page.text(link.getFirstChild());
      group.entries().add(new Entry(title, Page.address(file) + anchor));
    }
  }
}
