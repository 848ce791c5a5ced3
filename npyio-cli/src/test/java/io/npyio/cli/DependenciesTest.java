package io.npyio.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code docs/dependencies.md} names what the build uses. */
class DependenciesTest {
  private static final Path PAGE = Path.of("..", "docs", "dependencies.md");
  private static final List<Path> POMS =
      List.of(
          Path.of("..", "pom.xml"),
          Path.of("..", "npyio-core", "pom.xml"),
          Path.of("..", "npyio-http", "pom.xml"),
          Path.of("..", "npyio-view", "pom.xml"),
          Path.of("..", "npyio-spark", "pom.xml"),
          Path.of("..", "npyio-spark", "s3proxy", "pom.xml"),
          Path.of("pom.xml"));

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`:]+:[^`]+)` \\| ([^ |]+) \\|");

  /** Shipped because another library needs them, so that no pom names them. */
  private static final Set<String> TRANSITIVE =
      Set.of("com.fasterxml.jackson.core:jackson-annotations");

  /** The versions on the page, by {@code group:artifact}. */
  private static Map<String, String> onPage() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .collect(
            Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
  }

  private static Document parsed(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }

  /** The versions in the poms: of dependencies, of the picocli sources, and of tools. */
  private static Map<String, String> inPoms() throws Exception {
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, String> found = new TreeMap<>();
    for (Path pom : POMS) {
      Document document = parsed(pom);
      elements(document, "properties")
          .flatMap(DependenciesTest::children)
          .forEach(each -> properties.putIfAbsent(each.getTagName(), each.getTextContent()));
      for (String kind : List.of("dependency", "artifactItem", "path")) {
        elements(document, kind).forEach(each -> add(found, each, properties));
      }
    }
    found.keySet().removeIf(name -> name.startsWith("io.npyio:") || name.endsWith("-bom"));
    found.put("org.junit.jupiter:junit-jupiter", properties.get("junit.version"));
    String format = "com.google.googlejavaformat:google-java-format";
    found.put(format, properties.get("google-java-format.version"));
    return found;
  }

  private static void add(Map<String, String> found, Element each, Map<String, String> properties) {
    String name = child(each, "groupId") + ":" + child(each, "artifactId");
    String version = child(each, "version");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      version = version.replace("${" + property.getKey() + "}", property.getValue());
    }
    found.put(name, version);
  }

  private static Stream<Element> elements(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> (Element) nodes.item(i));
  }

  private static Stream<Element> children(Element parent) {
    NodeList nodes = parent.getChildNodes();
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .filter(i -> nodes.item(i) instanceof Element)
        .map(i -> (Element) nodes.item(i));
  }

  private static String child(Element parent, String tag) {
    return children(parent)
        .filter(each -> each.getTagName().equals(tag))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  @Test
  void thePageNamesEachDependencyOfThePomsInItsVersion() throws Exception {
    Map<String, String> page = onPage();
    page.keySet().removeAll(TRANSITIVE);
    assertEquals(inPoms(), page);
  }

  @Test
  void thePageNamesTheVersionsOnTheClassPath() throws Exception {
    Set<String> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .collect(Collectors.toSet());
    Map<String, String> page = onPage();
    Set<String> shipped = new TreeSet<>(TRANSITIVE);
    shipped.addAll(
        Set.of(
            "tools.jackson.core:jackson-core",
            "tools.jackson.core:jackson-databind",
            "org.python:jython-standalone"));
    for (String name : shipped) {
      String jar = name.substring(name.indexOf(':') + 1) + "-" + page.get(name) + ".jar";
      assertTrue(jars.contains(jar), () -> jar + " is not among " + jars);
    }
  }

  /** Each library whose version the jar tells stands on the page with it. */
  @Test
  void thePageNamesTheLibrariesInsideJython() throws Exception {
    String jython =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("jython-standalone"))
            .findFirst()
            .orElseThrow();
    Set<String> versions = new TreeSet<>();
    try (ZipFile jar = new ZipFile(jython)) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith("/pom.properties")) {
          String text = new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1);
          versions.add(
              Pattern.compile("(?m)^version=(.*?)\\r?$")
                  .matcher(text)
                  .results()
                  .map(found -> found.group(1))
                  .findFirst()
                  .orElseThrow());
        }
      }
    }
    String page = Files.readString(PAGE);
    String inside = page.substring(page.indexOf("## Inside jython"), page.indexOf("## Used by"));
    Set<String> named =
        Pattern.compile("\\d+(\\.\\d+)+")
            .matcher(inside)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(named.containsAll(versions), () -> versions + " on the page: " + named);
  }
}
