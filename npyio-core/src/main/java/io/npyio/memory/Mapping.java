package io.npyio.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.jspecify.annotations.Nullable;

/**
 * A mapped range of a file as windows, and the arena that unmaps it.
 *
 * <p>On Java 22 and later the whole range is mapped in one shared {@code java.lang.foreign.Arena},
 * reached by method handles because the classes are compiled for Java 17; closing it unmaps at once
 * and makes every later access throw. Before Java 22 each window is a mapping of its own that the
 * garbage collector releases.
 *
 * @param windows the range cut into windows
 * @param arena what unmaps them when closed, or null where only the collector can
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Mapping(ByteBuffer[] windows, @Nullable AutoCloseable arena) {

  static final boolean UNMAPS_AT_ONCE = Runtime.version().feature() >= 22;

  static Mapping of(FileChannel channel, MapMode mode, long position, Windows windows)
      throws IOException {
    return UNMAPS_AT_ONCE
        ? Foreign.map(channel, mode, position, windows)
        : new Mapping(
            windows.cut((from, length) -> channel.map(mode, position + from, length)), null);
  }

  /** Whether {@link #arena} has been closed, by whomever. */
  static boolean isClosed(AutoCloseable arena) {
    try {
      return !(boolean) Foreign.SCOPE_IS_ALIVE.invoke(Foreign.ARENA_SCOPE.invoke(arena));
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The methods of {@code java.lang.foreign} that a mapping needs. */
  private static final class Foreign {
    private static final MethodHandle ARENA_SHARED = find("Arena", "ofShared", "Arena", true);
    private static final MethodHandle ARENA_SCOPE =
        find("Arena", "scope", "MemorySegment$Scope", false);
    private static final MethodHandle SCOPE_IS_ALIVE =
        find("MemorySegment$Scope", "isAlive", boolean.class, false);
    private static final MethodHandle SLICE =
        find("MemorySegment", "asSlice", "MemorySegment", false, long.class, long.class);
    private static final MethodHandle AS_BUFFER =
        find("MemorySegment", "asByteBuffer", ByteBuffer.class, false);
    private static final MethodHandle MAP = findMap();

    static Mapping map(FileChannel channel, MapMode mode, long position, Windows windows)
        throws IOException {
      AutoCloseable arena = null;
      try {
        arena = (AutoCloseable) ARENA_SHARED.invoke();
        Object segment = MAP.invoke(channel, mode, position, windows.size(), arena);
        return new Mapping(windows.cut((from, length) -> window(segment, from, length)), arena);
      } catch (Throwable failure) {
        throw unwound(failure, arena);
      }
    }

    private static ByteBuffer window(Object segment, long from, long length) throws IOException {
      try {
        return (ByteBuffer) AS_BUFFER.invoke(SLICE.invoke(segment, from, length));
      } catch (Throwable failure) {
        throw unwound(failure, null);
      }
    }

    private static IOException unwound(Throwable failure, @Nullable AutoCloseable arena)
        throws IOException {
      if (arena != null) {
        try {
          arena.close();
        } catch (Exception second) {
          failure.addSuppressed(second);
        }
      }
      if (failure instanceof IOException known) {
        throw known;
      }
      if (failure instanceof RuntimeException known) {
        throw known;
      }
      if (failure instanceof Error known) {
        throw known;
      }
      throw new IllegalStateException(failure);
    }

    private static MethodHandle findMap() {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(
                FileChannel.class,
                "map",
                MethodType.methodType(
                    type("MemorySegment"), MapMode.class, long.class, long.class, type("Arena")));
      } catch (ReflectiveOperationException missing) {
        return missing(missing);
      }
    }

    private static MethodHandle find(
        String owner, String name, Object result, boolean isStatic, Class<?>... arguments) {
      try {
        Class<?> returned = result instanceof Class<?> known ? known : type((String) result);
        MethodType type = MethodType.methodType(returned, arguments);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        return isStatic
            ? lookup.findStatic(type(owner), name, type)
            : lookup.findVirtual(type(owner), name, type);
      } catch (ReflectiveOperationException missing) {
        return missing(missing);
      }
    }

    private static MethodHandle missing(ReflectiveOperationException missing) {
      if (UNMAPS_AT_ONCE) {
        throw new ExceptionInInitializerError(missing);
      }
      return MethodHandles.zero(Object.class);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("java.lang.foreign." + name);
    }
  }
}
