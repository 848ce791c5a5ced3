package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.docs.Snippets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page has the programs that the other tests run, and no more. */
class PageTest {
  @Test
  void everyProgramOfThePageIsRun() throws Exception {
    assertEquals(
        List.of("Onnx", "Arrow", "ArrowShared", "Duck", "Ejml", "Djl", "Lucene"),
        List.copyOf(Snippets.programs(Programs.PAGE).keySet()));
  }
}
