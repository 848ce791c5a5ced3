package io.npyio.cli.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the calls that change files of a {@link FaultyFileSystem}, and makes some of them fail.
 */
final class Calls {
  /** What a call does. */
  enum Kind {
    CREATE,
    WRITE,
    FORCE,
    TRUNCATE,
    MOVE,
    DELETE
  }

  /** What happens at a call and after it. */
  enum Fault {
    /** That call fails, and only that one. */
    ONCE,
    /** That call fails, and from then on all that need room on the disk: it is full. */
    FOR_EVER,
    /** A write takes only half of its bytes, and says so. */
    SHORT,
    /** The process ends before the call, as if it had been killed. */
    KILL
  }

  /** The exit status of a process that {@link Fault#KILL} ended. */
  static final int KILLED = 137;

  static final String MESSAGE = "No space left on device";

  private final List<String> log = new ArrayList<>();
  private final String folder;
  private int count;
  private int failing = -1;
  private Fault fault = Fault.ONCE;

  /** Counts the calls for files below a folder. */
  Calls(String folder) {
    this.folder = folder;
  }

  /** Starts counting anew, without faults. */
  synchronized void clear() {
    log.clear();
    count = 0;
    failing = -1;
  }

  /** Makes the call of a number fail, counted from 0 after this. */
  synchronized void failAt(int number, Fault kind) {
    clear();
    failing = number;
    fault = kind;
  }

  /** {@return how many calls there were} */
  synchronized int count() {
    return count;
  }

  /** {@return the calls, each as its kind and the name of its file} */
  synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** Takes a call down; returns how many of its bytes it may write. */
  synchronized int called(Kind kind, Path path, int bytes) throws IOException {
    if (!path.toAbsolutePath().toString().startsWith(folder)) {
      return bytes;
    }
    int number = count++;
    log.add(kind + " " + path.getFileName());
    if (number == failing && fault == Fault.KILL) {
      Runtime.getRuntime().halt(KILLED);
    }
    if (number == failing && fault != Fault.SHORT) {
      throw new IOException(MESSAGE);
    }
    if (failing >= 0 && number > failing && fault == Fault.FOR_EVER && needsRoom(kind)) {
      throw new IOException(MESSAGE);
    }
    return number == failing && fault == Fault.SHORT ? (bytes + 1) / 2 : bytes;
  }

  private static boolean needsRoom(Kind kind) {
    return kind == Kind.CREATE || kind == Kind.WRITE || kind == Kind.FORCE;
  }
}
