package io.npyio.cli.python;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyFrame;
import org.python.core.PyObject;
import org.python.core.ThreadState;
import org.python.core.TraceFunction;

/**
 * Raises KeyboardInterrupt in a script at Ctrl-C. Jython has no such thing: a trace function, which
 * it calls before each line, raises the exception in the thread of the script. A thread that
 * reaches no line is interrupted, which ends sleeping and writing; if that does not help, or the
 * user repeats Ctrl-C, the process ends.
 */
final class Interrupts extends TraceFunction {
  /** The status of a command that Ctrl-C ended. */
  static final int STATUS = 130;

  private static final int LINE_MILLIS = 100;
  private static final int END_MILLIS = 2000;

  private final Thread thread = Thread.currentThread();
  private final ThreadState state = Py.getThreadState();
  private @Nullable Object before;
  private boolean isPending;
  private boolean isInterrupted;

  private Interrupts() {}

  /** Raises the exception in this thread from now on, unless the process ignores Ctrl-C. */
  static Interrupts inThisThread() {
    var interrupts = new Interrupts();
    interrupts.before = interrupts.handled(interrupts.handler());
    if (isIgnored(interrupts.before)) {
      interrupts.close();
    }
    return interrupts;
  }

  /** Ends a long operation on arrays; called once for each block of elements. */
  static void check() {
    if (Thread.interrupted()) {
      throw new PyException(Py.KeyboardInterrupt);
    }
  }

  // ---- the signal ------------------------------------------------------------------------------

  /** A handler of signals; javac warns of the class, so it is used by name. */
  private @Nullable Object handler() {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, args) ->
              method.getDeclaringClass() == Object.class ? method.invoke(this, args) : raised();
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
    } catch (ReflectiveOperationException | RuntimeException noSignals) {
      return null;
    }
  }

  /** Sets the handler of Ctrl-C, and returns the former one; null if there are no signals here. */
  private @Nullable Object handled(@Nullable Object handler) {
    if (handler == null) {
      return null;
    }
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
      return handle.invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    } catch (ReflectiveOperationException | RuntimeException noSignals) {
      return null;
    }
  }

  private static boolean isIgnored(@Nullable Object handler) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return handler != null && handler == type.getField("SIG_IGN").get(null);
    } catch (ReflectiveOperationException noSignals) {
      return false;
    }
  }

  /** Leaves Ctrl-C to the former handler. */
  void close() {
    handled(before);
  }

  /** Runs in a thread for this signal alone. */
  private @Nullable Object raised() throws InterruptedException {
    if (isRepeated() || !isTakenWithin(LINE_MILLIS) && !isTakenAfterInterrupt()) {
      Runtime.getRuntime().exit(STATUS);
    }
    return null;
  }

  private synchronized boolean isRepeated() {
    boolean isRepeated = isPending;
    isPending = true;
    isInterrupted = false;
    return isRepeated;
  }

  private boolean isTakenAfterInterrupt() throws InterruptedException {
    synchronized (this) {
      if (isPending) {
        isInterrupted = true;
        thread.interrupt();
      }
    }
    return isTakenWithin(END_MILLIS);
  }

  private synchronized boolean isTakenWithin(int millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (isPending && System.nanoTime() < end) {
      trace(this);
      wait(10);
    }
    return !isPending;
  }

  /** Sets the trace function of all active frames, and of new ones. */
  private void trace(@Nullable TraceFunction function) {
    state.tracefunc = function;
    for (PyFrame frame = state.frame; frame != null; frame = frame.f_back) {
      frame.tracefunc = function;
    }
  }

  // ---- the lines of the script -----------------------------------------------------------------

  @Override
  public @Nullable TraceFunction traceLine(PyFrame frame, int line) {
    if (isTaken()) {
      throw new PyException(Py.KeyboardInterrupt);
    }
    return null;
  }

  /** Whether the exception is to be raised; not if the interrupt has raised it already. */
  private synchronized boolean isTaken() {
    boolean isRaised = isPending && (!isInterrupted || Thread.interrupted());
    isPending = false;
    trace(null);
    notifyAll();
    return isRaised;
  }

  @Override
  public TraceFunction traceCall(PyFrame frame) {
    return this;
  }

  @Override
  public TraceFunction traceReturn(PyFrame frame, PyObject value) {
    return this;
  }

  @Override
  public TraceFunction traceException(PyFrame frame, PyException exception) {
    return this;
  }
}
