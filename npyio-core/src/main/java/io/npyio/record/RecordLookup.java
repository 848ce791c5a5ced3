package io.npyio.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the constructors and accessors of records, including private ones.
 *
 * @param lookup the caller's; null for records that are open to this module
 */
record RecordLookup(@Nullable Lookup lookup) {

  /** The canonical constructor of a record class. */
  static Constructor<?> canonical(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(type + " has no canonical constructor", e);
    }
  }

  MethodHandle constructor(Class<?> type) {
    Constructor<?> canonical = canonical(type);
    try {
      return in(type, canonical).unreflectConstructor(canonical);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "record " + type.getName() + " cannot be constructed: " + e.getMessage(), e);
    }
  }

  MethodHandle accessor(RecordComponent component) {
    Class<?> type = component.getDeclaringRecord();
    try {
      return in(type, component.getAccessor()).unreflect(component.getAccessor());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "record " + type.getName() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A lookup with access to the member. */
  private Lookup in(Class<?> type, AccessibleObject member) {
    if (lookup == null) {
      open(type, member);
      return MethodHandles.lookup();
    }
    try {
      return MethodHandles.privateLookupIn(type, lookup);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "record %s is out of reach of the lookup of %s; pass MethodHandles.lookup() of its module"
              .formatted(type.getName(), lookup.lookupClass().getName()),
          e);
    }
  }

  private static void open(Class<?> type, AccessibleObject member) {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      Module own = RecordLookup.class.getModule();
      throw new IllegalArgumentException(
          ("record %s is not open to npyio: add \"opens %s%s;\" to the module-info of %s,"
                  + " or call RecordMapper.of(%s.class, MethodHandles.lookup())")
              .formatted(
                  type.getName(),
                  type.getPackageName(),
                  own.isNamed() ? " to " + own.getName() : "",
                  type.getModule().getName(),
                  type.getSimpleName()),
          e);
    }
  }
}
