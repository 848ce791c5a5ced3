package io.npyio.view.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** Turns whatever ends a request into a status and one sentence. */
final class Faults {
  private static final System.Logger LOG = System.getLogger(Faults.class.getName());

  private Faults() {}

  static HttpProblem problem(Throwable fault) {
    if (fault instanceof UncheckedIOException && fault.getCause() instanceof IOException cause) {
      return problem(cause);
    }
    if (fault instanceof HttpProblem problem) {
      return problem;
    }
    if (fault instanceof NoSuchFileException gone) {
      return HttpProblem.notFound(gone.getFile() + " is gone; its data can no longer be read");
    }
    if (fault instanceof IllegalArgumentException || fault instanceof IndexOutOfBoundsException) {
      return HttpProblem.badRequest(message(fault));
    }
    if (fault instanceof OutOfMemoryError) {
      return HttpProblem.failure("there is not enough memory for this; show a smaller part");
    }
    if (fault instanceof IOException) {
      return HttpProblem.failure(message(fault));
    }
    LOG.log(System.Logger.Level.ERROR, "a request failed", fault);
    return HttpProblem.failure("the viewer has a fault: " + fault);
  }

  private static String message(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? fault.toString() : message;
  }
}
