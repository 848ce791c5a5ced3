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

  @Test
  void everythingPublicAndEveryTypeHasAComment() throws IOException {
    Path sources = CompiledModule.CORE.classes().resolve("../../src/main/java").normalize();
    assertEquals(Set.of(), Comments.missing(sources));
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
}
