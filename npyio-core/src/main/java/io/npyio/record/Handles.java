package io.npyio.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Calls of method handles that pass on the exceptions of the records' own code. */
final class Handles {
  private Handles() {}

  /** A static method of the lookup's own class. */
  static MethodHandle own(Lookup lookup, String name, MethodType type) {
    try {
      return lookup.findStatic(lookup.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(lookup.lookupClass() + " has no " + name + type, e);
    }
  }

  static Object value(MethodHandle getter, Object block, int i) {
    try {
      return (Object) getter.invokeExact(block, i);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static String string(MethodHandle getter, Object block, int i) {
    try {
      return (String) getter.invokeExact(block, i);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** Rethrows errors; accessors and canonical constructors declare no checked exceptions. */
  static RuntimeException thrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }
}
