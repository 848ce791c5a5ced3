package io.npyio.array;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.memory.Memory;
import io.npyio.strided.BlockIterator;
import io.npyio.strided.Cast;
import io.npyio.strided.CastRule;
import io.npyio.strided.Elements;
import io.npyio.strided.JavaArrayCopy;
import io.npyio.strided.JavaArrays;
import io.npyio.strided.Strided;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;

/** Elements as buffers of {@code java.nio}, and copied to and from them. */
final class Buffers {
  /** Elements that pass at a time through a Java array to or from a buffer without one. */
  private static final int BLOCK = 1 << 16;

  private Buffers() {}

  // ---- views -----------------------------------------------------------------------------------

  /** The bytes of a contiguous array, shared with it. */
  static ByteBuffer bytesOf(Strided elements, boolean readOnly) {
    if (elements.dtype().hasObjects()) {
      throw Elements.objects();
    }
    if (!elements.isContiguous(Order.C) && !elements.isContiguous(Order.F)) {
      throw new IllegalStateException(
          "an array of shape %s and strides %s has no bytes in one piece; copy(Order.C) first"
              .formatted(elements.shape(), Arrays.toString(elements.strides())));
    }
    if (elements.nbytes() > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "%d bytes are more than the %d that a buffer can have; take slices"
              .formatted(elements.nbytes(), Integer.MAX_VALUE));
    }
    ByteBuffer bytes = elements.memory().asByteBuffer(start(elements), (int) elements.nbytes());
    return (readOnly ? bytes.asReadOnlyBuffer() : bytes).order(byteOrder(elements.dtype()));
  }

  private static long start(Strided elements) {
    return elements.isEmpty() ? 0 : elements.offset();
  }

  /** That of all fields of a struct, or little-endian. */
  private static ByteOrder byteOrder(DType dtype) {
    boolean isBig = dtype.equals(dtype.withByteOrder(ByteOrder.BIG_ENDIAN));
    boolean isLittle = dtype.equals(dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN));
    return isBig && !isLittle ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** The elements between the position and limit of a buffer, as an array of one axis. */
  static Strided elementsOf(Buffer buffer) {
    Kind kind = Objects.requireNonNull(JavaArrays.kind(componentOf(buffer)));
    return Strided.of(
        Memory.wrapElements(buffer), 0, ArrayLayout.of(DType.Scalar.of(kind), buffer.remaining()));
  }

  private static Class<?> componentOf(Buffer buffer) {
    if (buffer instanceof FloatBuffer) {
      return float.class;
    } else if (buffer instanceof DoubleBuffer) {
      return double.class;
    } else if (buffer instanceof IntBuffer) {
      return int.class;
    } else if (buffer instanceof LongBuffer) {
      return long.class;
    }
    return buffer instanceof ShortBuffer ? short.class : char.class;
  }

  // ---- copies ----------------------------------------------------------------------------------

  /** Copies all elements, in C order, to where a buffer is, and advances it. */
  static void read(Strided source, Buffer target, int threads) {
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    Buffer part = nextOf(target, source);
    if (part instanceof ByteBuffer bytes) {
      Cast.convert(source, bytesInOrder(bytes, source), CastRule.ASSIGN, threads);
    } else if (part.hasArray()) {
      LongFunction<String> index = JavaArrayCopy.indexIn(source.shape());
      JavaArrayCopy.read(source, part.array(), part.arrayOffset(), source.shape(), threads, index);
    } else {
      inBlocks(
          source,
          part,
          (block, elements, scratch, index) -> {
            JavaArrayCopy.read(block, scratch, 0, block.shape(), threads, index);
            JavaArrayCopy.write(scratch, 0, elements, 1, index);
          });
    }
    target.position(target.position() + part.capacity());
  }

  /** Sets all elements, in C order, from where a buffer is, and advances it. */
  static void write(Buffer source, Strided target, int threads) {
    Buffer part = nextOf(source, target);
    if (part instanceof ByteBuffer bytes) {
      Cast.convert(bytesInOrder(bytes, target), target, CastRule.ASSIGN, threads);
    } else if (part.hasArray()) {
      LongFunction<String> index = JavaArrayCopy.indexIn(target.shape());
      JavaArrayCopy.write(part.array(), part.arrayOffset(), target, threads, index);
    } else {
      inBlocks(
          target,
          part,
          (block, elements, scratch, index) -> {
            JavaArrayCopy.read(elements, scratch, 0, elements.shape(), 1, index);
            JavaArrayCopy.write(scratch, 0, block, threads, index);
          });
    }
    source.position(source.position() + part.capacity());
  }

  /** The range of a buffer that all elements of an array take. */
  private static Buffer nextOf(Buffer buffer, Strided array) {
    boolean isBytes = buffer instanceof ByteBuffer;
    long needed = isBytes ? array.nbytes() : array.size();
    if (needed > buffer.remaining()) {
      throw new IndexOutOfBoundsException(
          "the array has %d %s, the buffer %d left"
              .formatted(needed, isBytes ? "bytes" : "elements", buffer.remaining()));
    }
    return buffer.slice(buffer.position(), (int) needed);
  }

  private static Strided bytesInOrder(ByteBuffer bytes, Strided like) {
    return Strided.of(Memory.wrap(bytes), 0, new ArrayLayout(like.dtype(), like.shape(), Order.C));
  }

  /** Copies a block of an array to or from the elements of a buffer. */
  @FunctionalInterface
  private interface BlockAction {
    /** {@code scratch} is a Java array of the buffer's type, as long as the block. */
    void run(Strided block, Strided elements, Object scratch, LongFunction<String> index);
  }

  private static void inBlocks(Strided array, Buffer buffer, BlockAction action) {
    Strided all = elementsOf(buffer);
    Object scratch = Array.newInstance(componentOf(buffer), (int) Math.min(BLOCK, array.size()));
    long done = 0;
    for (Strided block : BlockIterator.of(array, BLOCK)) {
      long first = done;
      done += block.size();
      LongFunction<String> index = flat -> JavaArrayCopy.index(array.shape(), first + flat);
      action.run(block, all.slice(0, first, done), scratch, index);
    }
  }
}
