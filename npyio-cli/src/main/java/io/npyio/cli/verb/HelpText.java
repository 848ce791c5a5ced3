package io.npyio.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command. In lines of 80 characters it fits a terminal of 24 and leaves one for the
 * prompt; it shows as many examples as fit.
 *
 * <p>The options of all verbs, and those of all verbs that read, are summarised in one line each.
 */
final class HelpText {
  static final int HEIGHT_LINES = 23;

  /** The start of the descriptions of options for raw files. */
  static final String RAW = "For raw files: ";

  /** The start of the descriptions of options for tables. */
  static final String TABLE = "For tables: ";

  /** The start of the descriptions of options of all verbs that read. */
  static final String READING = "For reading: ";

  private static final int MIN_WIDTH_CHARS = 40;
  private static final int MIN_GAP_CHARS = 2;
  private static final List<String> EVERYWHERE = List.of("--help", "--quiet", "--debug");

  private final List<String> lines = new ArrayList<>();
  private final int width;

  private HelpText(int width) {
    this.width = width;
  }

  /** The help in lines of a number of characters. */
  static String of(CommandSpec spec, int width) {
    var text = new HelpText(Math.max(MIN_WIDTH_CHARS, width));
    if (spec.parent() == null) {
      text.addCommand(spec);
    } else {
      text.addVerb(spec);
    }
    return String.join("\n", text.lines) + "\n";
  }

  /** A verb in one line: the first clause of its description. */
  static String summary(CommandSpec spec) {
    return description(spec).split("[.:;]( |$)", 2)[0];
  }

  static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  static boolean isRaw(OptionSpec option) {
    return description(option).startsWith(RAW);
  }

  static boolean isTable(OptionSpec option) {
    return description(option).startsWith(TABLE);
  }

  static boolean isReading(OptionSpec option) {
    return description(option).startsWith(READING);
  }

  static boolean isEverywhere(OptionSpec option) {
    return EVERYWHERE.contains(option.longestName());
  }

  static String description(OptionSpec option) {
    return String.join(" ", option.description());
  }

  /** An option and its argument, as in {@code -o PICTURE} or {@code --to=KIND}. */
  static String words(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.arity().max() == 0) {
      return names;
    }
    return names + (option.longestName().startsWith("--") ? "=" : " ") + option.paramLabel();
  }

  private void addCommand(CommandSpec spec) {
    addParagraph("Usage: npyio VERB [OPTION...]  " + description(spec));
    lines.add("");
    List<Row> rows = new ArrayList<>();
    spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(verb -> !Verbs.ABOUT.contains(verb.name()))
        .forEach(verb -> rows.add(new Row(verb.name(), summary(verb))));
    addRows(rows);
    addParagraph("Also 'npyio help VERB', 'npyio completion' for a shell, and 'npyio version'.");
  }

  private void addVerb(CommandSpec spec) {
    addParagraph("Usage: npyio " + spec.name() + " [OPTION...]" + parameters(spec));
    addParagraph(description(spec));
    lines.add("");
    addRows(rows(spec));
    addGroup("Raw files: ", spec, HelpText::isRaw);
    addNames("Tables: ", spec, HelpText::isTable);
    addNames("Read: ", spec, HelpText::isReading);
    addIndented("Everywhere: --help; -q, --quiet: no progress; --debug: the trace of an error.");
    addExamples(spec.usageMessage().footer());
  }

  /** The options of a group in one line, if the verb has any. */
  private void addGroup(String name, CommandSpec spec, Predicate<OptionSpec> isIn) {
    List<String> words = spec.options().stream().filter(isIn).map(HelpText::words).toList();
    if (!words.isEmpty()) {
      addIndented(name + String.join(", ", words) + ".");
    }
  }

  /** The names alone of a group that is too large for the arguments. */
  private void addNames(String name, CommandSpec spec, Predicate<OptionSpec> isIn) {
    List<String> names = spec.options().stream().filter(isIn).map(OptionSpec::longestName).toList();
    if (!names.isEmpty()) {
      addIndented(name + String.join(" ", names));
    }
  }

  private static String parameters(CommandSpec spec) {
    var words = new StringBuilder();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        words.append(' ').append(words(parameter));
      }
    }
    return words.toString();
  }

  private static String words(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.required() ? label : "[" + label + "]";
  }

  private static List<Row> rows(CommandSpec spec) {
    List<Row> rows = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        rows.add(new Row(parameter.paramLabel(), String.join(" ", parameter.description())));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && !isInGroup(option) && !isInAnother(option, spec)) {
        rows.add(new Row(words(option), description(option)));
      }
    }
    return rows;
  }

  private static boolean isInGroup(OptionSpec option) {
    return isRaw(option) || isTable(option) || isReading(option) || isEverywhere(option);
  }

  /** Whether the description of another option explains this one as well. */
  private static boolean isInAnother(OptionSpec option, CommandSpec spec) {
    String explained = "; " + words(option) + " ";
    return spec.options().stream().anyMatch(other -> description(other).contains(explained));
  }

  /** A word and its meaning. */
  private record Row(String word, String meaning) {}

  private void addRows(List<Row> rows) {
    int longest = rows.stream().mapToInt(row -> row.word().length()).max().orElse(0);
    int column = Math.min(2 + longest + MIN_GAP_CHARS, width / 2);
    for (Row row : rows) {
      String first = "  " + row.word();
      if (first.length() + MIN_GAP_CHARS > column) {
        lines.add(first);
        first = "";
      }
      List<String> wrapped = wrapped(row.meaning(), width - column);
      lines.add(first + " ".repeat(column - first.length()) + wrapped.get(0));
      wrapped.stream().skip(1).forEach(line -> lines.add(" ".repeat(column) + line));
    }
  }

  private void addExamples(String[] examples) {
    lines.add("");
    int room = Math.max(1, HEIGHT_LINES - lines.size() - 1);
    lines.add(Math.min(room, examples.length) == 1 ? "Example:" : "Examples:");
    for (int i = 0; i < Math.min(room, examples.length); i++) {
      lines.add("  " + examples[i]);
    }
  }

  private void addParagraph(String text) {
    lines.addAll(wrapped(text, width));
  }

  private void addIndented(String text) {
    wrapped(text, width - 2).forEach(line -> lines.add("  " + line));
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
