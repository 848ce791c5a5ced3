package io.npyio.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Integers shared with other threads and, in a mapped file, with other processes: each access is
 * atomic and ordered as {@link VarHandle} describes for its name.
 *
 * <p>The memory is a mapped file or a direct buffer, and positions are aligned in it; otherwise an
 * {@link IllegalStateException} says what to do.
 */
@SuppressWarnings(
    "ReachabilityFenceUsage") // after an exception there is no access to keep alive for
public final class AtomicAccess {
  private static final VarHandle LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);

  private AtomicAccess() {}

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteBufferViewVarHandle(array, order);
  }

  private static boolean isLittle(ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN;
  }

  private static WindowMemory windows(Memory memory) {
    if (memory instanceof WindowMemory windows) {
      return windows;
    }
    throw Memory.notShared();
  }

  // ---- 64 bits -------------------------------------------------------------------------------

  /** {@return the 64 bits at a position; what follows sees what was set before their release} */
  public static long getLongAcquire(Memory memory, long position, ByteOrder order) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Long.BYTES);
    int at = windows.index(position);
    long value =
        isLittle(order)
            ? (long) LONG.getAcquire(window, at)
            : (long) BIG_LONG.getAcquire(window, at);
    Reference.reachabilityFence(memory);
    return value;
  }

  /** Sets the 64 bits at a position after everything that was set before. */
  public static void setLongRelease(Memory memory, long position, ByteOrder order, long value) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Long.BYTES);
    int at = windows.index(position);
    if (isLittle(order)) {
      LONG.setRelease(window, at, value);
    } else {
      BIG_LONG.setRelease(window, at, value);
    }
    Reference.reachabilityFence(memory);
  }

  /**
   * Sets the 64 bits at a position if they are as expected.
   *
   * @return whether they were
   */
  public static boolean compareAndSetLong(
      Memory memory, long position, ByteOrder order, long expected, long value) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Long.BYTES);
    int at = windows.index(position);
    boolean wasSet =
        isLittle(order)
            ? LONG.compareAndSet(window, at, expected, value)
            : BIG_LONG.compareAndSet(window, at, expected, value);
    Reference.reachabilityFence(memory);
    return wasSet;
  }

  /**
   * Adds to the 64 bits at a position.
   *
   * @return the bits before
   */
  public static long getAndAddLong(Memory memory, long position, ByteOrder order, long delta) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Long.BYTES);
    int at = windows.index(position);
    long value =
        isLittle(order)
            ? (long) LONG.getAndAdd(window, at, delta)
            : (long) BIG_LONG.getAndAdd(window, at, delta);
    Reference.reachabilityFence(memory);
    return value;
  }

  // ---- 32 bits -------------------------------------------------------------------------------

  /** {@return the 32 bits at a position; what follows sees what was set before their release} */
  public static int getIntAcquire(Memory memory, long position, ByteOrder order) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Integer.BYTES);
    int at = windows.index(position);
    int value =
        isLittle(order) ? (int) INT.getAcquire(window, at) : (int) BIG_INT.getAcquire(window, at);
    Reference.reachabilityFence(memory);
    return value;
  }

  /** Sets the 32 bits at a position after everything that was set before. */
  public static void setIntRelease(Memory memory, long position, ByteOrder order, int value) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Integer.BYTES);
    int at = windows.index(position);
    if (isLittle(order)) {
      INT.setRelease(window, at, value);
    } else {
      BIG_INT.setRelease(window, at, value);
    }
    Reference.reachabilityFence(memory);
  }

  /**
   * Sets the 32 bits at a position if they are as expected.
   *
   * @return whether they were
   */
  public static boolean compareAndSetInt(
      Memory memory, long position, ByteOrder order, int expected, int value) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Integer.BYTES);
    int at = windows.index(position);
    boolean wasSet =
        isLittle(order)
            ? INT.compareAndSet(window, at, expected, value)
            : BIG_INT.compareAndSet(window, at, expected, value);
    Reference.reachabilityFence(memory);
    return wasSet;
  }

  /**
   * Adds to the 32 bits at a position.
   *
   * @return the bits before
   */
  public static int getAndAddInt(Memory memory, long position, ByteOrder order, int delta) {
    WindowMemory windows = windows(memory);
    ByteBuffer window = windows.atomicWindow(position, Integer.BYTES);
    int at = windows.index(position);
    int value =
        isLittle(order)
            ? (int) INT.getAndAdd(window, at, delta)
            : (int) BIG_INT.getAndAdd(window, at, delta);
    Reference.reachabilityFence(memory);
    return value;
  }
}
