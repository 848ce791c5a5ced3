package io.npyio.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code did you mean} proposes. */
class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "inf, info",
    "nifo, info",
    "ifno, info",
    "infoo, info",
    "INFO, info",
    "sat, cat",
    "covnert, convert",
    "convrt, convert",
    "versoin, version",
    "comp, completion",
    "com, completion",
    "4.0,",
    "con,",
    "c,",
    "x,",
    "ls,",
    "head,",
    "'',",
    "-,",
    "--info, info",
    "datetime64[sn], datetime64[ns]",
    "datetime64[], datetime64[s]"
  })
  void aWordWithinAFewErrorsIsMeant(String typed, String meant) {
    List<String> words =
        List.of(
            "info",
            "cat",
            "convert",
            "concat",
            "completion",
            "set",
            "version",
            "datetime64[s]",
            "datetime64[ns]");
    assertEquals(meant, Suggestion.nearest(typed, words).orElse(null));
  }

  @Test
  void ofTwoThatAreAsCloseTheFirstIsMeant() {
    assertEquals("ab", Suggestion.nearest("aab", List.of("ab", "aabb")).orElseThrow());
  }

  @Test
  void aLongTextIsNotCompared() {
    assertEquals("", Suggestion.question("x".repeat(1 << 20), List.of("x".repeat(1 << 20))));
  }

  @Test
  void theQuestionQuotesTheWord() {
    assertEquals("; did you mean '--slice'?", Suggestion.question("--slcie", List.of("--slice")));
    assertEquals("", Suggestion.question("--nothing", List.of("--slice")));
  }

  @ParameterizedTest
  @CsvSource({
    "ls, info",
    "show, cat",
    "dump, cat",
    "head, cat --head",
    "TAIL, cat --tail",
    "cp, convert",
    "reshape, convert --to-shape",
    "zeros, create",
    "edit, set",
    "extend, append",
    "merge, concat",
    "zip, pack",
    "unzip, unpack",
    "rm, remove",
    "mv, rename",
    "describe, stats",
    "cmp, diff",
    "check, verify",
    "fix, repair",
    "hist, plot",
    "python, run",
    "nifo, info"
  })
  void aVerbOfAnotherProgramIsAnsweredByTheOneThatDoesItsWork(String word, String verb) {
    assertEquals("; did you mean '" + verb + "'?", Suggestion.ofVerb(word, Verbs.NAMES));
    assertTrue(Verbs.NAMES.contains(verb.split(" ")[0]));
  }
}
