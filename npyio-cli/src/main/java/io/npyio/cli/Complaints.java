package io.npyio.cli;

import io.npyio.cli.format.JsonFault;
import io.npyio.file.NpyFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;

/** What went wrong, as one line: {@code npyio: FILE: what is wrong}. */
final class Complaints {
  /** How core's complaints end that name methods, and what the command says instead. */
  private static final Map<String, String> HINTS =
      Map.of(
          "; loadObjects reads them", "; the library reads them, the command does not",
          "; Npy.loadObjects reads them", "; the command neither reads nor writes them",
          "; bytes(name) reads any member", "; 'npyio unpack' takes out any member",
          "; this is a .npy file, which Npy reads", "; this is a .npy file",
          "; if you trust the source, allow a longer one with maxHeaderSize",
              "; the library can be told to read longer ones, the command cannot",
          "; if an interrupted appender left them, recover(path) drops them",
              "; if an interrupted append left them, 'npyio convert' copies the array without them");

  private Complaints() {}

  static String line(Throwable problem) {
    if (problem instanceof Failure failure) {
      String file = failure.file();
      return printable("npyio: " + file + ": " + text(file, cause(failure))) + "\n";
    }
    return printable("npyio: " + text("", problem)) + "\n";
  }

  /** What went wrong, without the file. */
  static String reason(Failure failure) {
    return text(failure.file(), cause(failure));
  }

  static String trace(Throwable problem) {
    var text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Whether the reader of standard output has left, which needs no words. */
  static boolean isBrokenPipe(Throwable problem) {
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
    if (problem instanceof FileSystemException known) {
      return text(file, known);
    }
    if (problem instanceof NpyFormatException format) {
      return message(format).substring(format.source().length() + 2);
    }
    if (problem instanceof JacksonException json) {
      return message(JsonFault.text(json));
    }
    if (problem instanceof CharacterCodingException) {
      return "expected UTF-8 text but found other bytes";
    }
    if (problem instanceof UncheckedIOException) {
      return text(file, cause(problem));
    }
    if (problem instanceof ReadOnlyBufferException
        || problem instanceof ReadOnlyFileSystemException) {
      return "may not be written to";
    }
    if (problem instanceof InternalError) {
      return "a mapped file was cut short, or the disk is full";
    }
    if (problem instanceof OutOfMemoryError) {
      return "needs more memory than there is; NPYIO_JAVA_OPTS=-Xmx4g allows 4 GiB";
    }
    return explains(problem) ? message(problem) : "internal error (" + problem + ")";
  }

  /** The classes by which npyio and the JDK say what the user can mend. */
  private static boolean explains(Throwable problem) {
    return problem.getMessage() != null
        && (problem instanceof IOException
            || problem instanceof IllegalArgumentException
            || problem instanceof ArithmeticException
            || problem instanceof IndexOutOfBoundsException
            || problem instanceof ParameterException);
  }

  private static String text(String file, FileSystemException problem) {
    String reason = problem.getReason();
    if (problem instanceof NoSuchFileException && reason == null) {
      return isAbout(file, problem) ? "no such file" : "its folder does not exist";
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (reason != null) {
      return message(reason);
    }
    return problem instanceof AccessDeniedException ? "permission denied" : "cannot be used";
  }

  /** Whether it is the file itself, and not the one beside it into which it is written. */
  private static boolean isAbout(String file, FileSystemException problem) {
    return problem.getFile() == null || Path.of(problem.getFile()).endsWith(Path.of(file));
  }

  private static String message(Throwable problem) {
    return message(problem.getMessage());
  }

  private static String message(@Nullable String text) {
    return text == null ? "nothing is known about it" : hinted(text.replaceAll("\\s*\\R\\s*", " "));
  }

  private static String hinted(String line) {
    int hint = line.lastIndexOf("; ");
    String own = hint < 0 ? null : HINTS.get(line.substring(hint));
    return own == null ? line : line.substring(0, hint) + own;
  }

  /** Text that may come from a file, without what a terminal would obey. */
  static String printable(String text) {
    var kept = new StringBuilder(text.length());
    text.codePoints().filter(Complaints::isPrintable).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
