package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comments of core, and what counts as commented. */
class JavadocTest {
  private static final Path SOURCES = CompiledModule.CORE.sources();

  @Test
  void everythingPublicAndEveryTypeHasAComment() throws IOException {
    assertEquals(Set.of(), Comments.missing(SOURCES));
  }

  @Test
  void everyTypeOfTheApiNamesTheVersionThatBroughtIt() throws IOException {
    for (String exported : CompiledModule.CORE.exportedPackages()) {
      Path sources = SOURCES.resolve(exported.replace('.', '/'));
      assertEquals(Set.of(), Comments.undated(sources), exported);
    }
  }

  @Test
  void missingCommentsAreFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("A.java"),
        """
        public class A {
          /** Fine. */
          public int seen;
          protected int bare;
          int own;
          public A() {}
          @Override public String toString() { return ""; }
          interface Inner { void hidden(); }
          /** Fine. */
          public interface Open { void implied(); private void own() {} }
          /** Fine. */
          public enum E { X }
        }
        """);
    assertEquals(
        Set.of(
            "A.java: A",
            "A.java: A.bare",
            "A.java: A.<init>",
            "A.java: A.Inner",
            "A.java: A.Open.implied",
            "A.java: A.E.X"),
        Comments.missing(folder));
  }

  @Test
  void typesWithoutAVersionAreFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("A.java"),
        """
        /** Fine. @since 1 */
        public interface A {
          /** Undated. */
          class Inner { public record Deep() {} static class Hidden {} }
          /** @since 1 */
          void method();
        }
        class B { public enum C { X } }
        """);
    assertEquals(Set.of("A.java: A.Inner", "A.java: A.Inner.Deep"), Comments.undated(folder));
  }
}
