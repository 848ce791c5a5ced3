package io.npyio.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the website of a checkout. */
public final class Site {
  private static final String STYLE = "site.css";

  private final Path root;
  private final Path target;
  private final Links links;

  private Site(Path root, Path target, String repository) {
    this.root = root;
    this.target = target;
    this.links = new Links(root, repository);
  }

  /**
   * Makes the website of {@code ROOT} in the folder {@code TARGET}, which may hold the Javadoc in
   * {@code api/}. Links to files that are not part of the site lead to the repository at the
   * address {@code REPOSITORY}.
   *
   * @param args ROOT TARGET REPOSITORY
   */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[1]);
    int pages = make(Path.of(args[0]), target, args[2]);
    List<String> dead = DeadLinks.in(target);
    dead.forEach(link -> System.err.println("dead link: " + link));
    if (!dead.isEmpty()) {
      System.exit(1);
    }
    System.out.println(target.resolve("index.html") + ": " + pages + " pages, no dead links");
  }

  /** {@return the number of the pages made} */
  static int make(Path root, Path target, String repository) throws IOException {
    Path from = root.toAbsolutePath().normalize();
    return new Site(from, target, repository).make();
  }

  private int make() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (Path file : MarkdownFiles.in(root)) {
      pages.add(Page.read(root.relativize(file), Files.readString(file)));
    }
    Navigation navigation = Navigation.of(pages, Files.isDirectory(target.resolve("api")));
    for (Page page : pages) {
      links.adapt(page);
      write(page.address(), new Template(page, navigation).html());
    }
    for (Path picture : links.pictures()) {
      copy(picture);
    }
    copyStyle();
    return pages.size();
  }

  private void write(String address, String html) throws IOException {
    Path file = target.resolve(address);
    Files.createDirectories(file.getParent());
    Files.writeString(file, html);
  }

  private void copy(Path picture) throws IOException {
    Path copy = target.resolve(picture.toString());
    Files.createDirectories(copy.getParent());
    Files.write(copy, Files.readAllBytes(root.resolve(picture)));
  }

  private void copyStyle() throws IOException {
    try (InputStream style = Objects.requireNonNull(Site.class.getResourceAsStream(STYLE))) {
      Files.write(target.resolve(STYLE), style.readAllBytes());
    }
  }
}
