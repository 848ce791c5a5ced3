package io.npyio.cli.python;

import io.npyio.file.NpyFormatException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ReadOnlyBufferException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyObject;
import org.python.core.PyTuple;

/** Errors of Java as the exceptions that Python programs expect. */
final class PyErrors {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;

  private PyErrors() {}

  /** Work that may fail in any way. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  /** Does the work; any error in it becomes a Python exception. */
  static <T> T inPython(Work<T> work) {
    try {
      return work.run();
    } catch (PyException known) {
      throw known;
    } catch (Exception | InternalError problem) {
      Interrupts.check();
      throw of(problem);
    }
  }

  /** As {@link #inPython(Work)}, but messages name the file as Python does. */
  static <T> T inPython(PyObject name, Work<T> work) {
    return inPython(
        () -> {
          try {
            return work.run();
          } catch (FileSystemException problem) {
            throw isAbout(name, problem) ? of(problem, name.toString()) : problem;
          }
        });
  }

  private static boolean isAbout(PyObject name, FileSystemException problem) {
    return PyFiles.isName(name)
        && problem.getFile() != null
        && PyFiles.path(name).equals(Path.of(problem.getFile()));
  }

  private static PyException of(Throwable problem) {
    if (problem instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    if (problem instanceof FileSystemException known) {
      return of(known, String.valueOf(known.getFile()));
    }
    return new PyException(type(problem), text(problem));
  }

  private static PyObject type(Throwable problem) {
    if (problem instanceof EOFException) {
      return Py.EOFError;
    }
    if (problem instanceof IndexOutOfBoundsException) {
      return Py.IndexError;
    }
    if (problem instanceof ArithmeticException) {
      return Py.OverflowError;
    }
    if (problem instanceof FileNotFoundException || problem instanceof InternalError) {
      return Py.IOError;
    }
    if (problem instanceof IOException
        || problem instanceof IllegalArgumentException
        || problem instanceof IllegalStateException
        || problem instanceof ReadOnlyBufferException) {
      return Py.ValueError; // also for a file that is not NumPy's
    }
    return Py.RuntimeError;
  }

  private static String text(Throwable problem) {
    if (problem instanceof ReadOnlyBufferException) {
      return "assignment destination is read-only";
    }
    if (problem instanceof InternalError) {
      return "a mapped file was cut short, or the disk is full";
    }
    String message = problem.getMessage();
    if (message == null) {
      return problem.toString();
    }
    return problem instanceof NpyFormatException
        ? message.replace("maxHeaderSize", "max_header_size")
        : message;
  }

  private static PyException of(FileSystemException problem, String file) {
    if (problem instanceof NoSuchFileException) {
      return system(ENOENT, "No such file or directory", file);
    }
    if (problem instanceof AccessDeniedException) {
      return system(EACCES, "Permission denied", file);
    }
    if (problem instanceof FileAlreadyExistsException) {
      return system(EEXIST, "File exists", file);
    }
    return new PyException(Py.IOError, String.valueOf(problem.getMessage()));
  }

  /** {@code IOError: [Errno 2] No such file or directory: 'x.npy'}. */
  private static PyException system(int number, String what, @Nullable String file) {
    PyObject[] facts = {Py.newInteger(number), Py.newString(what), Py.newStringOrUnicode(file)};
    return new PyException(Py.IOError, new PyTuple(facts));
  }
}
