package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.memory.SmallWindows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sort of array keeps the contract. The mutation tests run those alone whose memory and
 * strides are least alike.
 */
@Tag("contract")
class NdArrayContractTest {
  private static long[] strides(long... units) {
    return units;
  }

  @Nested
  class OnTheHeapInCOrder extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      return NdArray.zeros(dtype, shape);
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }
  }

  @Nested
  @Tag("contract-of-few")
  class OnTheHeapInFortranOrder extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      return NdArray.zeros(new ArrayLayout(dtype, Shape.of(shape), Order.F));
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(itemSize, 3L * itemSize, 12L * itemSize);
    }
  }

  @Nested
  class BigEndian extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      return NdArray.zeros(dtype, shape);
    }

    @Override
    ByteOrder byteOrder() {
      return ByteOrder.BIG_ENDIAN;
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }
  }

  @Nested
  class InABufferOutsideTheHeap extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      var layout = ArrayLayout.of(dtype, shape);
      return NdArray.wrap(ByteBuffer.allocateDirect((int) layout.nbytes() + 9).position(5), layout);
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }
  }

  /** Windows of 8 bytes from an odd position: elements lie across their ends. */
  @Nested
  class AcrossManyWindows extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      var layout = ArrayLayout.of(dtype, shape);
      return NdArray.over(SmallWindows.allocate(layout.nbytes() + 3, 3), 3, layout);
    }

    @Override
    String bufferRefusal() {
      return "the bytes of the array lie in several buffers; take slices, or copy(Order.C) first";
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }
  }

  @Nested
  @Tag("contract-of-few")
  class BigEndianAcrossManyWindows extends AcrossManyWindows {
    @Override
    ByteOrder byteOrder() {
      return ByteOrder.BIG_ENDIAN;
    }
  }

  /** In a buffer whose bytes Java does not give, from its second element on. */
  @Nested
  class InALongBuffer extends NdArrayContract {
    LongBuffer elements(int size) {
      return LongBuffer.allocate(size);
    }

    @Override
    NdArray zeros(DType dtype, long... shape) {
      int nbytes = (int) ArrayLayout.of(dtype, shape).nbytes();
      int longs = 2 * ((nbytes + 15) / 16); // long double has 16 bytes
      return NdArray.wrap(elements(longs + 1).position(1), -1)
          .view(dtype)
          .slice(0, 0, Shape.of(shape).size())
          .reshape(shape);
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }

    @Override
    String bufferRefusal() {
      return "the array shares the elements of a LongBuffer, whose bytes Java does not give; use"
          + " that buffer, or copy(Order.C) first";
    }
  }

  @Nested
  class BigEndianInALongBufferOutsideTheHeap extends InALongBuffer {
    @Override
    LongBuffer elements(int size) {
      return ByteBuffer.allocateDirect(8 * size).asLongBuffer();
    }

    @Override
    ByteOrder byteOrder() {
      return ByteOrder.BIG_ENDIAN;
    }
  }

  /** Elements of the buffer's own type, transposed. */
  @Nested
  class TransposedInAFloatBuffer extends NdArrayContract {
    @Override
    List<Kind> kinds() {
      return List.of(Kind.FLOAT32, Kind.INT32, Kind.UINT32);
    }

    @Override
    NdArray zeros(DType dtype, long... shape) {
      FloatBuffer elements = FloatBuffer.allocate((int) Shape.of(shape).size());
      return shape.length == 0
          ? NdArray.wrap(elements).view(dtype)
          : NdArray.wrap(elements, shape[2], shape[1], shape[0]).view(dtype).transpose();
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(itemSize, 3L * itemSize, 12L * itemSize);
    }

    @Override
    String bufferRefusal() {
      return "the array shares the elements of a FloatBuffer, whose bytes Java does not give; use"
          + " that buffer, or copy(Order.C) first";
    }
  }

  /** Mapped from an odd byte of a file. */
  abstract static class Mapped extends NdArrayContract {
    @TempDir Path folder;
    private final List<Memmap> open = new ArrayList<>();
    private final MapMode mode;

    Mapped(MapMode mode) {
      this.mode = mode;
    }

    @Override
    NdArray zeros(DType dtype, long... shape) throws IOException {
      var layout = ArrayLayout.of(dtype, shape);
      Path file = Files.createTempFile(folder, "mapped", ".dat");
      Files.write(file, new byte[(int) layout.nbytes() + 3]);
      return open(file, layout).array();
    }

    Memmap open(Path file, ArrayLayout layout) throws IOException {
      Memmap map = Memmap.open(file, mode, layout, 3);
      open.add(map);
      return map;
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }

    @AfterEach
    void close() {
      open.forEach(Memmap::close);
      open.clear();
    }
  }

  @Nested
  class MappedFromAFile extends Mapped {
    MappedFromAFile() {
      super(MapMode.READ_WRITE);
    }

    @Test
    void writesReachTheFile() throws IOException {
      Path file = Files.write(folder.resolve("written.dat"), new byte[7]);
      open(file, ArrayLayout.of(DType.INT16, 2)).array().setInt(0x0102, 1);
      assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 2, 1}, Files.readAllBytes(file));
    }
  }

  @Nested
  class MappedAndCopiedWhenWritten extends Mapped {
    MappedAndCopiedWhenWritten() {
      super(MapMode.COPY_ON_WRITE);
    }

    @Test
    void writesDoNotReachTheFile() throws IOException {
      Path file = Files.write(folder.resolve("kept.dat"), new byte[7]);
      Memmap map = open(file, ArrayLayout.of(DType.INT16, 2));
      map.array().fill(0x0102);
      map.flush();
      assertArrayEquals(new byte[7], Files.readAllBytes(file));
    }
  }

  @Nested
  @Tag("contract-of-few")
  class EverySecondElement extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      if (shape.length == 0) {
        return NdArray.zeros(dtype, 2).at(1);
      }
      long[] wide = shape.clone();
      wide[shape.length - 1] = 2 * shape[shape.length - 1];
      return NdArray.zeros(dtype, wide)
          .slice(shape.length - 1, 1, Math.max(1, wide[shape.length - 1]), 2);
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(40L * itemSize, 10L * itemSize, 2L * itemSize);
    }
  }

  @Nested
  class Reversed extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      NdArray view = NdArray.zeros(dtype, shape);
      for (int axis = 0; axis < shape.length; axis++) {
        view = view.slice(axis, shape[axis] - 1, -1, -1);
      }
      return view;
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(-20L * itemSize, -5L * itemSize, -itemSize);
    }
  }

  /** Axes in neither C nor Fortran order. */
  @Nested
  class Transposed extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      return shape.length == 0
          ? NdArray.zeros(dtype).transpose()
          : NdArray.zeros(dtype, shape[1], shape[2], shape[0]).permute(2, 0, 1);
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(itemSize, 15L * itemSize, 3L * itemSize);
    }
  }

  @Nested
  class FieldOfAStruct extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      DType struct =
          DType.struct(Field.of("before", "i1"), Field.of("x", dtype), Field.of("after", "S2"));
      return NdArray.zeros(struct, shape).field("x");
    }

    @Override
    long[] strides(int itemSize) {
      long size = itemSize + 3L;
      return NdArrayContractTest.strides(20 * size, 5 * size, size);
    }
  }

  /** A sub-array field of an array without axes: all axes come from the field. */
  @Nested
  class SubArrayOfAField extends NdArrayContract {
    @Override
    NdArray zeros(DType dtype, long... shape) {
      DType inner = shape.length == 0 ? dtype : DType.subArray(dtype, shape);
      return NdArray.zeros(DType.struct(Field.of("", "u1"), Field.of("x", inner))).field("x");
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(20L * itemSize, 5L * itemSize, itemSize);
    }
  }

  private static DType.Scalar complexOf(DType part) {
    DType.Scalar scalar = (DType.Scalar) part;
    Kind whole =
        switch (scalar.kind()) {
          case FLOAT32 -> Kind.COMPLEX64;
          case FLOAT64 -> Kind.COMPLEX128;
          default -> Kind.CLONGDOUBLE;
        };
    return new DType.Scalar(whole, scalar.order());
  }

  @Nested
  class RealPart extends NdArrayContract {
    @Override
    List<Kind> kinds() {
      return List.of(Kind.FLOAT32, Kind.FLOAT64, Kind.LONGDOUBLE);
    }

    @Override
    NdArray zeros(DType dtype, long... shape) {
      return NdArray.zeros(complexOf(dtype), shape).real();
    }

    @Override
    long[] strides(int itemSize) {
      return NdArrayContractTest.strides(40L * itemSize, 10L * itemSize, 2L * itemSize);
    }
  }

  @Nested
  class ImaginaryPart extends RealPart {
    @Override
    ByteOrder byteOrder() {
      return ByteOrder.BIG_ENDIAN;
    }

    @Override
    NdArray zeros(DType dtype, long... shape) {
      return NdArray.zeros(complexOf(dtype), shape).imag();
    }
  }
}
