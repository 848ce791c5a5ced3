package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.StdoutKind;
import io.npyio.cli.console.Terminal;
import io.npyio.cli.format.WebAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One verb of the command: its parameters, its help and its work.
 *
 * <p>Options are declared in code: searching for annotations would take as long as the rest of a
 * short command.
 */
abstract class Verb implements Callable<Integer> {
  /** The labels of parameters that name files. */
  private static final Set<String> FILES =
      Set.of("FILE", "SRC", "DST", "A", "B", "DIR", "SCRIPT", "ARCHIVE:MEMBER");

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Console console;
  private final List<Closeable> resources = new ArrayList<>();
  private final Map<String, String> addresses = new HashMap<>();

  Verb(Console console, String name, String summary) {
    this.console = console;
    spec.name(name);
    spec.usageMessage().description(summary);
    addCommon(spec);
  }

  /** Adds the options, the help layout and the collecting of errors that every verb has. */
  static void addCommon(CommandSpec spec) {
    spec.parser().collectErrors(true);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(OptionSpec.builder("-q", "--quiet").description("Show no progress.").build());
    spec.addOption(
        OptionSpec.builder("--debug")
            .description("Show where in the program an error arose.")
            .build());
    spec.usageMessage()
        .sectionKeys(List.of("help"))
        .sectionMap(
            Map.of("help", help -> HelpText.of(help.commandSpec(), Terminal.textColumns())));
  }

  final CommandSpec spec() {
    return spec;
  }

  /** Has a resource closed when the verb has done its work. */
  final <T extends Closeable> T closing(T resource) {
    resources.add(resource);
    return resource;
  }

  /** Closes what the work needed. */
  final void close() {
    for (Closeable resource : resources) {
      try {
        resource.close();
      } catch (IOException leftBehind) {
        // the results are there, and nothing depends on it
      }
    }
  }

  /** The console; under {@code --quiet} it shows no progress. */
  final Console console() {
    return isQuiet(spec) || isQuiet(spec.parent()) ? console.unwatched() : console;
  }

  /** Whether the name of a file to be written stands for standard output. */
  static boolean isStandardOutput(String name) {
    return name.equals("-");
  }

  /** As {@link #console()}, but a terminal that shows the array itself has no room for progress. */
  final Console watched(String target) {
    return isStandardOutput(target) ? console().unlessPrintingTo(StdoutKind.TERMINAL) : console();
  }

  private static boolean isQuiet(@Nullable CommandSpec spec) {
    OptionSpec quiet = spec == null ? null : spec.findOption("--quiet");
    return quiet != null && isSet(quiet);
  }

  final OptionSpec flag(String name, String description) {
    return add(OptionSpec.builder(name).type(boolean.class).description(description).build());
  }

  final OptionSpec option(String name, String label, String description) {
    return option(name, label, description, OptionType.TEXT);
  }

  final OptionSpec option(String name, String label, String description, OptionType<?> type) {
    return add(
        OptionSpec.builder(name)
            .type(type.type())
            .arity("1")
            .converters(explained(type.converter()))
            .completionCandidates(type.words())
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** An option that may be given several times. */
  final OptionSpec options(
      String name, String label, String description, ITypeConverter<String> converter) {
    return add(
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .converters(explained(converter))
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** A converter whose error messages picocli shows unchanged. */
  private static <T> ITypeConverter<T> explained(ITypeConverter<T> converter) {
    return text -> {
      try {
        return converter.convert(StreamAddress.unmarked(text));
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

  /** Catches surplus words, for verbs whose parameters may begin with a hyphen. */
  final PositionalParamSpec rest(int index) {
    return add(many(index, "0..*", "WORD").hidden(true));
  }

  /** An optional parameter. */
  final PositionalParamSpec optional(int index, String label, String description) {
    return add(one(index, "0..1", label, description));
  }

  /** Any number of parameters at the end. */
  final PositionalParamSpec remaining(int index, String label, String description) {
    return add(many(index, "0..*", label).description(description));
  }

  /** One or more parameters at the end. */
  final PositionalParamSpec parameters(int index, String label, String description) {
    return add(many(index, "1..*", label).required(true).description(description));
  }

  private PositionalParamSpec.Builder one(
      int index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity(arity)
        .type(String.class)
        .converters(explained(text -> checked(label, text)))
        .paramLabel(label)
        .description(description);
  }

  /** An unset variable of the shell is an empty name, which Java takes for the current folder. */
  private String checked(String label, String text) {
    if (text.isEmpty() && FILES.contains(label)) {
      throw new IllegalArgumentException(emptyName(label));
    }
    return FILES.contains(label) && WebAddress.isOne(text) ? shown(text) : text;
  }

  /** The name that an address has from now on, in results and messages; no other one has it. */
  private String shown(String address) {
    String shown = WebAddress.shown(address);
    String name = shown;
    for (int i = 2; !addresses.getOrDefault(name, address).equals(address); i++) {
      name = shown + "#" + i;
    }
    addresses.put(name, address);
    return name;
  }

  /** The address of a web server that a name stands for, with user and password. */
  final String addressOf(String name) {
    return addresses.getOrDefault(name, name);
  }

  static String emptyName(String label) {
    return "the name of " + label + " is empty";
  }

  private PositionalParamSpec.Builder many(int index, String arity, String label) {
    return PositionalParamSpec.builder()
        .index(index + "..*")
        .arity(arity)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .converters(explained(text -> checked(label, text)))
        .paramLabel(label);
  }

  private PositionalParamSpec add(PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.build();
    spec.addPositional(parameter);
    return parameter;
  }

  /** Example calls, the most common one first. */
  final void examples(String... lines) {
    spec.usageMessage().footer(lines);
  }

  /** An error in the usage of the command. */
  final ParameterException misuse(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** The error of a word that the verb does not take. */
  final ParameterException unexpected(String word) {
    return new UnmatchedArgumentException(spec.commandLine(), List.of(word));
  }

  static boolean isSet(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  /** Reports an error without ending the verb; returns the exit status. */
  final int report(Failure failure) {
    return Command.report(spec.commandLine(), console, failure);
  }

  /** Does the work; returns the exit status. */
  @Override
  public abstract Integer call() throws Exception;
}
