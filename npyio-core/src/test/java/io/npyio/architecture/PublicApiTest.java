package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public API of core, and how an API is rendered. */
class PublicApiTest {

  @Test
  void isTheReviewedOne() throws Exception {
    new ReviewedApi(CompiledModule.CORE, "npyio-core").requireUnchanged();
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
    return String.join("\n", new PublicApi(CompiledModule.CORE).lines(type))
        .replace(PublicApiTest.class.getName() + ".", "");
  }

  @Test
  void aDifferenceShowsTheLinesAndTheirType() {
    List<String> before = List.of("enum A", "  x", "  y", "enum B", "  x");
    List<String> after = List.of("enum A", "  y", "  z", "enum B", "  x");
    assertEquals(
        List.of("-   x  [enum A]", "+   z  [enum A]"), ReviewedApi.difference(before, after));
  }

  @Test
  void sameTextIsNoDifference() {
    assertEquals(
        List.of(), ReviewedApi.difference(List.of("enum A", "  x"), List.of("enum A", "  x")));
  }
}
