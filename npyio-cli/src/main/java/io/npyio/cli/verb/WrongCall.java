package io.npyio.cli.verb;

import io.npyio.cli.format.ArrayFiles;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The usage error of a call, in the words of the command instead of the parser's. */
final class WrongCall {
  private WrongCall() {}

  /**
   * The error of a call that explains it best, null if it has none: an unknown option comes before
   * the others, which often follow from it.
   */
  static @Nullable ParameterException in(ParseResult parsed) {
    @Nullable ParameterException first = null;
    for (CommandLine part : parsed.asCommandLineList()) {
      for (Exception error : part.getParseResult().errors()) {
        if (error instanceof ParameterException wrong) {
          if (isUnknownOption(wrong)) {
            return wrong;
          }
          first = first == null ? wrong : first;
        }
      }
    }
    return first;
  }

  private static boolean isUnknownOption(ParameterException error) {
    return error instanceof UnmatchedArgumentException unmatched && isOption(surplus(unmatched));
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1 && !word.startsWith("-:");
  }

  /** The word to blame: one that looks like an option, unless a verb was expected before it. */
  private static String surplus(UnmatchedArgumentException error) {
    List<String> words = error.getUnmatched();
    boolean expectsVerb = error.getCommandLine().getParent() == null;
    String word =
        words.stream()
            .filter(each -> expectsVerb || isOption(each))
            .findFirst()
            .orElse(words.get(0));
    return StreamAddress.unmarked(word);
  }

  /** {@return the error, and where the help is} */
  static String text(ParameterException error) {
    CommandSpec spec = error.getCommandLine().getCommandSpec();
    String problem = problem(error, spec);
    return problem
        + (problem.endsWith("?") ? " See '" : "; see '")
        + spec.qualifiedName()
        + " --help'";
  }

  private static String problem(ParameterException error, CommandSpec spec) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unexpected(surplus(unmatched), spec);
    }
    if (!(error.getCause() instanceof TypeConversionException wrong)) {
      return String.valueOf(error.getMessage());
    }
    return error.getArgSpec() instanceof OptionSpec option
        ? error.getMessage() + Suggestion.question(String.valueOf(error.getValue()), words(option))
        : String.valueOf(wrong.getMessage());
  }

  private static String unexpected(String word, CommandSpec spec) {
    if (isOption(word)) {
      return unknownOption(word.split("=", 2)[0], spec);
    }
    if (spec.parent() == null) {
      return notVerb(word);
    }
    List<PositionalParamSpec> all = spec.positionalParameters();
    @Nullable PositionalParamSpec last = all.isEmpty() ? null : all.get(all.size() - 1);
    if (word.isEmpty() && last != null && last.arity().isVariable()) {
      return Verb.emptyName(last.paramLabel());
    }
    String taken = parameters(all);
    return "'%s' is one word too many; %s takes %s"
        .formatted(word, spec.name(), taken.isEmpty() ? "no parameters" : taken);
  }

  private static String unknownOption(String name, CommandSpec spec) {
    List<String> names = spec.options().stream().map(OptionSpec::longestName).toList();
    return "Unknown option: '" + name + "'" + Suggestion.question(name, names);
  }

  /** What to say of a word where a verb belongs. */
  static String notVerb(String word) {
    String question =
        isFile(word)
            ? "; did you mean 'npyio info " + word + "'?"
            : Suggestion.ofVerb(word, Verbs.NAMES);
    return "'"
        + word
        + "' is not a verb"
        + (question.isEmpty() ? ": " + String.join(", ", Verbs.NAMES) : question);
  }

  private static boolean isFile(String word) {
    return word.contains(".") || ArrayFiles.exists(word);
  }

  /** Their labels as a list in words: {@code FILE, INDEX and VALUE}. */
  private static String parameters(List<PositionalParamSpec> parameters) {
    List<String> labels =
        parameters.stream().filter(each -> !each.hidden()).map(ArgSpec::paramLabel).toList();
    return String.join(", ", labels).replaceFirst(", (?=[^,]*$)", " and ");
  }

  /** The words for an option that a shell can complete. */
  private static List<String> words(OptionSpec option) {
    Iterable<String> candidates = option.completionCandidates();
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false).toList();
  }
}
