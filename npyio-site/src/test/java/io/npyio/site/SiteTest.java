package io.npyio.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final String REPOSITORY = "https://example.org/project";

  @TempDir private Path root;
  @TempDir private Path site;

  @BeforeEach
  void aReadme() throws IOException {
    write("README.md", "# npyio\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String made(String page) throws IOException {
    return Files.readString(site.resolve(page));
  }

  private void assertHas(String page, String html) throws IOException {
    assertTrue(made(page).contains(html), () -> html + " is not in\n" + page);
  }

  @Test
  void linksLeadToPagesOrToTheRepository() throws IOException {
    write("LICENSE", "text");
    write("src/Main.java", "text");
    write(
        "README.md", "# A & B\n[docs](docs) [licence](LICENSE) [code](src) [out](https://a.b/)\n");
    write("docs/README.md", "# Index\n## Group\n- [one](deep/one.md#two-words)\n");
    write("docs/deep/one.md", "# One\n## Two words\n[up](../../README.md) [here](#two-words)\n");
    assertEquals(3, Site.make(root, site, REPOSITORY));

    assertHas("index.html", "<title>A &amp; B · npyio</title>");
    assertHas("index.html", "<a href=\"docs/index.html\">docs</a>");
    assertHas("index.html", "<a href=\"" + REPOSITORY + "/blob/main/LICENSE\">licence</a>");
    assertHas("index.html", "<a href=\"" + REPOSITORY + "/tree/main/src\">code</a>");
    assertHas("index.html", "<a href=\"https://a.b/\">out</a>");
    assertHas("docs/deep/one.html", "<a href=\"../../index.html\">up</a>");
    assertEquals(List.of(), DeadLinks.in(site));
  }

  @Test
  void theIndexIsBesideEveryPage() throws IOException {
    write("docs/README.md", "# Index\n[before](one.md)\n## Group\n- [one `x`](one.md#two-words)\n");
    write("docs/one.md", "# One\n## Two words\n");
    Files.createDirectories(site.resolve("api"));
    Site.make(root, site, REPOSITORY);

    assertHas("index.html", "<title>npyio</title>");
    assertHas("index.html", "<h2>Group</h2>");
    assertHas("index.html", "<a href=\"docs/one.html#two-words\">one");
    assertFalse(made("index.html").contains("before"));
    assertHas("docs/one.html", "<a href=\"../index.html\">First steps</a>");
    assertHas("index.html", "<a href=\"index.html\" aria-current=\"page\">First steps</a>");
    assertHas("docs/one.html", "<a href=\"../api/core/index.html\">io.npyio</a>");
    assertEquals(
        List.of(
            "docs/index.html: ../api/core/index.html",
            "docs/index.html: ../api/http/index.html",
            "docs/one.html: ../api/core/index.html",
            "docs/one.html: ../api/http/index.html",
            "index.html: api/core/index.html",
            "index.html: api/http/index.html"),
        DeadLinks.in(site).stream().sorted().toList());
  }

  @Test
  void picturesArePartOfTheSite() throws IOException {
    write(
        "docs/one.md",
        """
        # One
        ![a picture](images/a.png)

        <picture><source srcset="images/dark.png"><img src="images/light.png"></picture>

        An <img alt="icon" src="icon.png">
        """);
    for (String picture :
        List.of("images/a.png", "images/dark.png", "images/light.png", "icon.png")) {
      write("docs/" + picture, "picture");
    }
    write("docs/images/b.png", "not shown");
    Site.make(root, site, REPOSITORY);
    assertEquals("picture", made("docs/images/a.png"));
    assertFalse(Files.exists(site.resolve("docs/images/b.png")));
    assertEquals(List.of(), DeadLinks.in(site));
  }

  @Test
  void whatTheBuildMadeAndHiddenFoldersAreLeftOut() throws IOException {
    write("target/one.md", "# One\n");
    write(".github/two.md", "# Two\n");
    write("three.md", "no heading\n");
    assertEquals(2, Site.make(root, site, REPOSITORY));
    assertHas("three.html", "<title>three.md · npyio</title>");
  }

  @Test
  void deadLinksAreFound() throws IOException {
    write("one.md", "# One\n[a](nowhere.md) [b](#nowhere) [c](two.md#nowhere) ![d](two.png)\n");
    write("two.md", "# Two\n[one](one.md#one)\n");
    write("two.png", "picture");
    Site.make(root, site, REPOSITORY);
    Files.delete(site.resolve("two.png"));
    assertEquals(
        List.of(
            "one.html: nowhere.html",
            "one.html: one.html#nowhere",
            "one.html: two.html#nowhere",
            "one.html: two.png"),
        DeadLinks.in(site).stream().sorted().toList());
  }
}
