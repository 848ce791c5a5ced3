package io.npyio.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A range of a file mapped in a {@code java.lang.foreign.Arena}: on Java 22 and later, by method
 * handles, because the classes are compiled for Java 17.
 *
 * <p>Closing it unmaps at once and makes every later access through its buffers throw. The arena of
 * a segment for one thread is confined, which is closed without a handshake with all other threads;
 * that thread must close it. A segment for all threads that is not closed goes with its last
 * buffer. Each buffer is made from a slice of the segment, and so is every buffer that the JDK
 * derives from it (slices, duplicates, read-only views, views as other types), which asks the slice
 * whether it is still alive; so the slices are what is watched. The first buffer would not do: that
 * of a read-only mapping is itself derived from a hidden one.
 */
final class MappedSegment {
  /** Whether this JVM has arenas. */
  static final boolean IS_AVAILABLE = Runtime.version().feature() >= 22;

  private final AutoCloseable arena;
  private final Object segment;

  private final Users users;

  /** The slices with buffers that are still reachable. */
  private final AtomicInteger slices = new AtomicInteger();

  /** The threads that may use a segment. */
  enum Users {
    /** Any thread, at any time. */
    ALL_THREADS,
    /** The thread that maps it. */
    ONE_THREAD
  }

  private MappedSegment(AutoCloseable arena, Object segment, Users users) {
    this.arena = arena;
    this.segment = segment;
    this.users = users;
  }

  /** Starts its thread only where a file is mapped. */
  private static final class Collected {
    private static final Cleaner CLEANER = Cleaner.create();
  }

  static MappedSegment map(FileChannel channel, MapMode mode, long position, long size, Users users)
      throws IOException {
    AutoCloseable arena = null;
    try {
      arena =
          (AutoCloseable)
              (users == Users.ALL_THREADS
                  ? Foreign.ARENA_SHARED.invoke()
                  : Foreign.ARENA_CONFINED.invoke());
      Object segment = Foreign.MAP.invoke(channel, mode, position, size, arena);
      return new MappedSegment(arena, segment, users);
    } catch (Throwable failure) {
      throw unwound(failure, arena);
    }
  }

  /**
   * A new buffer over a range, which keeps a segment for all threads open for as long as it, or one
   * derived from it, is reachable. The caller holds another such buffer, or has just mapped the
   * segment.
   */
  ByteBuffer buffer(long from, long length) {
    try {
      Object slice = Foreign.SLICE.invoke(segment, from, length);
      if (users == Users.ALL_THREADS) {
        slices.incrementAndGet();
        Collected.CLEANER.register(slice, this::releaseSlice);
      }
      return (ByteBuffer) Foreign.AS_BUFFER.invoke(slice);
    } catch (RuntimeException | Error known) {
      throw known;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void releaseSlice() {
    if (slices.decrementAndGet() == 0) {
      close();
    }
  }

  private boolean isOpen() {
    try {
      return (boolean) Foreign.SCOPE_IS_ALIVE.invoke(Foreign.ARENA_SCOPE.invoke(arena));
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Unmaps; does nothing if that has been done, by a call or because the last slice had gone. */
  synchronized void close() {
    try {
      if (isOpen()) {
        arena.close();
      }
    } catch (RuntimeException known) {
      throw known;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
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

  /** The methods of {@code java.lang.foreign} that a mapping needs. */
  private static final class Foreign {
    private static final MethodHandle ARENA_SHARED = find("Arena", "ofShared", "Arena", true);
    private static final MethodHandle ARENA_CONFINED = find("Arena", "ofConfined", "Arena", true);
    private static final MethodHandle ARENA_SCOPE =
        find("Arena", "scope", "MemorySegment$Scope", false);
    private static final MethodHandle SCOPE_IS_ALIVE =
        find("MemorySegment$Scope", "isAlive", boolean.class, false);
    private static final MethodHandle SLICE =
        find("MemorySegment", "asSlice", "MemorySegment", false, long.class, long.class);
    private static final MethodHandle AS_BUFFER =
        find("MemorySegment", "asByteBuffer", ByteBuffer.class, false);
    private static final MethodHandle MAP = findMap();

    private static MethodHandle findMap() {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(
                FileChannel.class,
                "map",
                MethodType.methodType(
                    type("MemorySegment"), MapMode.class, long.class, long.class, type("Arena")));
      } catch (ReflectiveOperationException missing) {
        throw new ExceptionInInitializerError(missing);
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
        throw new ExceptionInInitializerError(missing);
      }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("java.lang.foreign." + name);
    }
  }
}
