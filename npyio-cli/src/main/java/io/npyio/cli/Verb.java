package io.npyio.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * One verb of the command: its parameters, its help and what it does.
 *
 * <p>Options are declared in code: looking for annotations would cost as much time as the rest of a
 * short command.
 */
abstract class Verb implements Callable<Integer> {
  static final int DONE = 0;
  static final int NO = 1;
  static final int TROUBLE = 2;

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Console console;

  Verb(Console console, String name, String summary) {
    this.console = console;
    spec.name(name);
    spec.usageMessage().description(summary);
    addHelp(spec);
  }

  /** The options that every command has, and how its help looks. */
  static void addHelp(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(OptionSpec.builder("-q", "--quiet").description("Show no progress.").build());
    spec.addOption(
        OptionSpec.builder("--debug")
            .description("Show where in the program an error arose.")
            .build());
    spec.usageMessage()
        .sectionKeys(List.of("help"))
        .sectionMap(Map.of("help", help -> HelpText.of(help.commandSpec())));
  }

  final CommandSpec spec() {
    return spec;
  }

  /** Where it reads from and writes to; under {@code --quiet} nobody watches. */
  final Console console() {
    return isQuiet(spec) || isQuiet(spec.parent()) ? console.unwatched() : console;
  }

  private static boolean isQuiet(@Nullable CommandSpec spec) {
    OptionSpec quiet = spec == null ? null : spec.findOption("--quiet");
    return quiet != null && isSet(quiet);
  }

  final OptionSpec flag(String name, String description) {
    return add(OptionSpec.builder(name).type(boolean.class).description(description).build());
  }

  final OptionSpec option(String name, String label, String description) {
    return add(
        OptionSpec.builder(name)
            .type(String.class)
            .arity("1")
            .paramLabel(label)
            .description(description)
            .build());
  }

  final <T> OptionSpec option(
      String name, String label, String description, Class<T> type, ITypeConverter<T> converter) {
    return add(
        OptionSpec.builder(name)
            .type(type)
            .arity("1")
            .converters(explained(converter))
            .completionCandidates(() -> Options.candidates(type, converter).iterator())
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** A converter whose complaints appear in their own words. */
  private static <T> ITypeConverter<T> explained(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (IllegalArgumentException problem) {
        throw new TypeConversionException(String.valueOf(problem.getMessage()));
      }
    };
  }

  private OptionSpec add(OptionSpec option) {
    spec.addOption(option);
    return option;
  }

  final PositionalParamSpec parameter(int index, String label, String description) {
    return add(one(index, "1", label, description).required(true));
  }

  /** What is too much, for verbs whose parameters may begin with a hyphen. */
  final PositionalParamSpec rest(int index) {
    return add(many(index, "0..*").hidden(true));
  }

  /** A parameter that may be left out. */
  final PositionalParamSpec optional(int index, String label, String description) {
    return add(one(index, "0..1", label, description));
  }

  /** Any number of parameters, the last ones. */
  final PositionalParamSpec remaining(int index, String label, String description) {
    return add(many(index, "0..*").paramLabel(label).description(description));
  }

  /** One or more parameters, the last ones. */
  final PositionalParamSpec parameters(int index, String label, String description) {
    return add(many(index, "1..*").required(true).paramLabel(label).description(description));
  }

  private static PositionalParamSpec.Builder one(
      int index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity(arity)
        .type(String.class)
        .paramLabel(label)
        .description(description);
  }

  private static PositionalParamSpec.Builder many(int index, String arity) {
    return PositionalParamSpec.builder()
        .index(index + "..*")
        .arity(arity)
        .type(List.class)
        .auxiliaryTypes(String.class);
  }

  private PositionalParamSpec add(PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.build();
    spec.addPositional(parameter);
    return parameter;
  }

  /** Calls that show what the verb is for, the most common one first. */
  final void examples(String... lines) {
    spec.usageMessage().footer(lines);
  }

  /** A complaint about how the command was called. */
  final ParameterException misuse(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  static boolean isSet(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  /** Says what went wrong and goes on. */
  final int complain(Failure failure) {
    Main.report(spec.commandLine(), console, failure);
    return TROUBLE;
  }

  /** Does it; returns the exit status. */
  @Override
  public abstract Integer call() throws Exception;
}
