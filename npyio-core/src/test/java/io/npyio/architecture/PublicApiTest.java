package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public API is a reviewed text, {@code docs/api/npyio-core.txt}, so that no change goes
 * unnoticed.
 */
class PublicApiTest {

  private static final Path REVIEWED =
      CoreModule.classes().resolve("../../../docs/api/npyio-core.txt").normalize();

  private static final String ACCEPT =
      "mvn -pl npyio-core test -Dtest=PublicApiTest -Dnpyio.api.accept";

  @Test
  void isTheReviewedOne() throws Exception {
    List<String> found = PublicApi.lines();
    if (System.getProperty("npyio.api.accept") != null) {
      Files.write(REVIEWED, found);
    }
    List<String> difference = difference(Files.readAllLines(REVIEWED), found);
    if (!difference.isEmpty()) {
      fail(
          "The public API differs from docs/api/npyio-core.txt:\n"
              + String.join("\n", difference)
              + "\nIf this is meant: "
              + ACCEPT);
    }
  }

  /** A sample of every form of declaration. */
  @SuppressWarnings("unused")
  public sealed interface Sample<T extends Comparable<T>> permits Sample.Point, Sample.Colour {
    int LIMIT = 1;

    <R extends Number & Runnable> @Nullable R first(List<? super T> from, R other, long... at)
        throws IOException;

    @Deprecated
    default void old() {}

    record Point(int x, @Nullable String name) implements Sample<String> {
      public Point(int x) {
        this(x, null);
      }

      @Override
      public <R extends Number & Runnable> @Nullable R first(
          List<? super String> from, R other, long... at) {
        return null;
      }
    }

    non-sealed class Colour extends Hidden implements Sample<String> {
      protected final int[][] table = {};

      int internal() {
        return 0;
      }

      @Override
      public <R extends Number & Runnable> @Nullable R first(
          List<? super String> from, R other, long... at) {
        return null;
      }
    }
  }

  abstract static class Hidden {
    public static void inherited() {}
  }

  @Test
  void rendersAnInterface() {
    assertEquals(
        """
        public sealed interface Sample<T extends Comparable<T>> permits Sample.Colour, Sample.Point
          @Deprecated public default void old()
          public <R extends Number & Runnable> @Nullable R first(java.util.List<? super T>, R, \
        long...) throws java.io.IOException
          public static final int LIMIT""",
        rendered(Sample.class));
  }

  @Test
  void rendersARecordByItsComponents() {
    assertEquals(
        """
        public record Sample.Point(int x, @Nullable String name) implements Sample<String>
          public <R extends Number & Runnable> @Nullable R first(java.util.List<? super String>, R, \
        long...)
          public new(int)""",
        rendered(Sample.Point.class));
  }

  @Test
  void rendersMembersOfAHiddenParent() {
    assertEquals(
        """
        public static class Sample.Colour extends Hidden implements Sample<String>
          protected final int[][] table
          public <R extends Number & Runnable> @Nullable R first(java.util.List<? super String>, R, \
        long...)
          public new()
          public static void inherited()""",
        rendered(Sample.Colour.class));
  }

  private static String rendered(Class<?> type) {
    return String.join("\n", PublicApi.lines(type))
        .replace(PublicApiTest.class.getName() + ".", "");
  }

  @Test
  void aDifferenceShowsTheLinesAndTheirType() {
    List<String> before = List.of("enum A", "  x", "  y", "enum B", "  x");
    List<String> after = List.of("enum A", "  y", "  z", "enum B", "  x");
    assertEquals(List.of("-   x  [enum A]", "+   z  [enum A]"), difference(before, after));
  }

  @Test
  void sameTextIsNoDifference() {
    assertEquals(List.of(), difference(List.of("enum A", "  x"), List.of("enum A", "  x")));
  }

  /** Lines are sorted within their type, so that comparing sets is enough. */
  private static List<String> difference(List<String> before, List<String> after) {
    List<String> old = qualified(before);
    List<String> now = qualified(after);
    return Stream.concat(
            old.stream().filter(line -> !now.contains(line)).map("- "::concat),
            now.stream().filter(line -> !old.contains(line)).map("+ "::concat))
        .toList();
  }

  private static List<String> qualified(List<String> lines) {
    List<String> qualified = new ArrayList<>();
    String type = "";
    for (String line : lines) {
      boolean member = line.startsWith(" ");
      type = member ? type : line;
      if (line.isEmpty()) {
        continue;
      }
      qualified.add(member ? line + "  [" + type + "]" : line);
    }
    return qualified;
  }
}
