package io.npyio.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** The signal by which a terminal says that its size has changed. */
final class Resizes {
  private static final String NAME = "WINCH";

  private Resizes() {}

  /**
   * Has an action run at each change; where there are no signals, never. javac warns of the
   * classes, so they are used by name.
   */
  static void follow(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
              return method.invoke(action, args);
            }
            action.run();
            return null;
          };
      Object handler = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
      Object winch = signal.getConstructor(String.class).newInstance(NAME);
      Object unused = signal.getMethod("handle", signal, type).invoke(null, winch, handler);
    } catch (ReflectiveOperationException | RuntimeException noSignals) {
      // the size stays what it was
    }
  }
}
