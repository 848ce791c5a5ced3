package io.npyio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.architecture.Comments;
import io.npyio.architecture.CompiledModule;
import io.npyio.architecture.ReviewedApi;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What users see of the module, and what it needs. */
class PublicApiTest {
  private static final CompiledModule MODULE = new CompiledModule(HttpSource.class);

  @Test
  void isTheReviewedOne() throws Exception {
    new ReviewedApi(MODULE, "npyio-http").requireUnchanged();
  }

  @Test
  void everythingPublicAndEveryTypeHasAComment() throws IOException {
    assertEquals(Set.of(), Comments.missing(MODULE.sources()));
  }

  @Test
  void everyTypeOfTheApiNamesTheVersionThatBroughtIt() throws IOException {
    assertEquals(Set.of(), Comments.undated(MODULE.sources()));
  }

  @Test
  void needsNothingButCoreAndTheJdk() {
    Set<String> atRunTime = new TreeSet<>();
    for (Requires needed : MODULE.descriptor().requires()) {
      if (!needed.modifiers().contains(Requires.Modifier.STATIC)) {
        atRunTime.add(needed.name());
      }
    }
    assertEquals(Set.of("io.npyio", "java.base", "java.net.http"), atRunTime);
  }
}
