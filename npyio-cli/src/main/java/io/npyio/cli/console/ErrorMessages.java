package io.npyio.cli.console;

import static java.util.Map.entry;

import io.npyio.cli.format.text.JsonFault;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.transfer.ShardFault;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.file.NpyFormatException;
import io.npyio.shards.ShardException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;

/** Errors in one line: {@code npyio: FILE: what is wrong}. */
public final class ErrorMessages {
  /** The most that a path has on Linux. */
  private static final int MAX_FILE_LENGTH = 4096;

  private static final int MAX_REASON_LENGTH = 1000;

  private static final String OBJECT_VERBS = "cat, convert, diff, pack, stats and verify read them";

  /** Hints of core that name Java methods, in the words of the command. */
  private static final Map<String, String> HINTS =
      Map.ofEntries(
          entry("loadObjects reads them", OBJECT_VERBS),
          entry("Npy.loadObjects reads them", OBJECT_VERBS),
          entry(
              "the command npyio reads it, and so does a Decompressor for it",
              "the slim distribution leaves out the library for it, the archive without -slim has it"),
          entry("bytes(name) reads any member", "'npyio unpack' takes out any member"),
          entry("this is a .npy file, which Npy reads", "this is a .npy file"),
          entry(
              "if you trust the source, allow a longer one with maxHeaderSize",
              "if you trust the file, --max-header reads a longer one"),
          entry(
              "open_memmap of NumPy 2 writes this for a shape of NumPy integers, which NumPy itself"
                  + " cannot read; pass it plain ones",
              "open_memmap of NumPy 2 writes this for a shape of NumPy integers, and NumPy cannot"
                  + " read it; 'npyio repair' mends it"),
          entry(
              "Npy.save writes headers with room to grow, so load and save the file once",
              "'npyio repair --in-place' writes one with room to grow"),
          entry(
              "if an interrupted appender left them, recover(path) drops them",
              "if an interrupted append left them, 'npyio append --recover' cuts them off"),
          entry(
              "choose ShardOrder.NATURAL or ShardOrder.NAME",
              "choose --shard-order natural or --shard-order name"),
          entry("NpyShardWriter writes manifests", "'npyio split' writes manifests"));

  /**
   * How an exception of a type is put into words.
   *
   * @param text made of the name of the file and the exception
   */
  private record Explanation<T extends Throwable>(
      Class<T> type, BiFunction<String, T, String> text) {
    boolean covers(Throwable problem) {
      return type.isInstance(problem);
    }

    String of(String file, Throwable problem) {
      return text.apply(file, type.cast(problem));
    }

    static <T extends Throwable> Explanation<T> always(Class<T> type, String text) {
      return new Explanation<>(type, (file, problem) -> text);
    }

    /** For types by which npyio and the JDK report what the user can correct. */
    static <T extends Throwable> Explanation<T> ownWords(Class<T> type) {
      return new Explanation<>(type, (file, problem) -> message(problem));
    }
  }

  /** The first entry for the type of an exception applies. */
  private static final List<Explanation<?>> EXPLANATIONS =
      List.of(
          new Explanation<>(
              WriteFailure.class, (file, problem) -> text(problem.target(), problem.problem())),
          new Explanation<>(
              ShardFault.class, (file, problem) -> problem.shard() + ": " + text(problem)),
          new Explanation<>(ShardException.class, ErrorMessages::ofShards),
          new Explanation<>(FileSystemException.class, ErrorMessages::ofFileSystem),
          new Explanation<>(NpyFormatException.class, (file, problem) -> withoutSource(problem)),
          new Explanation<>(
              JacksonException.class, (file, problem) -> message(JsonFault.text(problem))),
          Explanation.always(
              CharacterCodingException.class, "expected UTF-8 text but found other bytes"),
          new Explanation<>(
              UncheckedIOException.class, (file, problem) -> text(file, cause(problem))),
          Explanation.always(ReadOnlyBufferException.class, "cannot be written to"),
          Explanation.always(ReadOnlyFileSystemException.class, "cannot be written to"),
          Explanation.always(
              InternalError.class, "a mapped file was cut short, or the disk is full"),
          Explanation.always(
              OutOfMemoryError.class,
              "needs more memory than there is; NPYIO_JAVA_OPTS=-Xmx4g allows 4 GiB"),
          new Explanation<>(InvalidPathException.class, (file, problem) -> unencodable(problem)),
          new Explanation<>(IOException.class, (file, problem) -> withoutAddress(problem)),
          new Explanation<>(
              IllegalArgumentException.class, (file, problem) -> withoutMethods(message(problem))),
          Explanation.ownWords(ArithmeticException.class),
          Explanation.ownWords(IndexOutOfBoundsException.class),
          Explanation.ownWords(ParameterException.class));

  private ErrorMessages() {}

  /** {@return the whole line} */
  public static String line(Throwable problem) {
    if (problem instanceof Failure failure) {
      String file = shortened(failure.file(), MAX_FILE_LENGTH);
      return Printable.of("npyio: " + file + ": " + reason(failure)) + "\n";
    }
    if (WriteFailure.in(problem) != null) {
      return line(new Failure("", problem));
    }
    return Printable.of("npyio: " + text("", problem)) + "\n";
  }

  /** Keeps the start and the end of a text that may quote an argument, or a file, of any length. */
  private static String shortened(String text, int most) {
    int half = most / 2;
    return text.length() <= most
        ? text
        : text.substring(0, half) + " ... " + text.substring(text.length() - half);
  }

  /** {@return the message without the name of the file} */
  public static String reason(Failure failure) {
    return text(failure.file(), cause(failure));
  }

  /** {@return the message of an error that concerns no named file} */
  public static String reason(Exception problem) {
    return text("", problem);
  }

  /** {@return the stack trace, in lines} */
  public static String trace(Throwable problem) {
    var text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return Printable.lines(text.toString());
  }

  /** {@return whether the reader of standard output has closed it, which is not an error} */
  public static boolean isBrokenPipe(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException && "Broken pipe".equals(cause.getMessage());
  }

  private static Throwable cause(Throwable problem) {
    Throwable cause = problem.getCause();
    return cause == null ? problem : cause;
  }

  private static String text(String file, Throwable problem) {
    return EXPLANATIONS.stream()
        .filter(explanation -> explanation.covers(problem))
        .findFirst()
        .map(explanation -> shortened(explanation.of(file, problem), MAX_REASON_LENGTH))
        .orElse("internal error (" + problem + ")");
  }

  /** A message of a file on a web server begins with its address, which the line has before. */
  private static String withoutAddress(Throwable problem) {
    return message(problem).replaceFirst("^https?://\\S*: ", "");
  }

  private static String text(ShardFault fault) {
    return text(fault.shard(), fault.problem());
  }

  private static String ofShards(String file, ShardException problem) {
    String shard = problem.source().equals(file) ? "" : problem.source() + ": ";
    return message(shard + problem.problem() + advice(problem.hint()));
  }

  private static String withoutSource(NpyFormatException problem) {
    return message("byte " + problem.offset() + ": " + problem.problem() + advice(problem.hint()));
  }

  private static String advice(@Nullable String hint) {
    return hint == null ? "" : "; " + HINTS.getOrDefault(hint, hint);
  }

  /** A message of the library whose hint, after the last semicolon, may name a method. */
  private static String withoutMethods(String message) {
    int hint = message.lastIndexOf("; ") + 2;
    String known = HINTS.get(message.substring(hint));
    return known == null ? message : message.substring(0, hint) + known;
  }

  private static String ofFileSystem(String file, FileSystemException problem) {
    String reason = problem.getReason();
    if (problem instanceof NoSuchFileException && reason == null) {
      return isAbout(file, problem) ? "no such file" : withoutPlace(problem);
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "already exists";
    }
    if (reason != null) {
      return message(reason);
    }
    return problem instanceof AccessDeniedException ? "permission denied" : "cannot be used";
  }

  /**
   * No new file can be created: its folder is missing, or does not take files, as {@code /proc}.
   */
  private static String withoutPlace(FileSystemException problem) {
    Path folder = Path.of(problem.getFile()).toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder)
        ? "no file can be created in its folder"
        : "its folder does not exist";
  }

  /** The JDK encodes the names of files as the locale says, which may be ASCII. */
  private static String unencodable(InvalidPathException problem) {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    return encoding.equals("UTF-8")
        ? message(problem)
        : "the encoding of the locale, "
            + encoding
            + ", lacks characters of the name; set LC_ALL=C.UTF-8";
  }

  /** Whether the error concerns the file itself, not the temporary file beside it. */
  private static boolean isAbout(String file, FileSystemException problem) {
    return problem.getFile() == null || Path.of(problem.getFile()).endsWith(Path.of(file));
  }

  private static String message(Throwable problem) {
    String text = problem.getMessage();
    return text == null ? "internal error (" + problem + ")" : message(text);
  }

  private static String message(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
