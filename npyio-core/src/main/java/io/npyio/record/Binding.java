package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record class bound to a struct dtype: checked once, then used for all arrays of that dtype. */
final class Binding {
  /** Records per block, such that one field of all of them fits the L1 cache. */
  private static final int MAX_BLOCK_RECORDS = 1024;

  /** Bytes per block, for large records. */
  private static final int MAX_BLOCK_BYTES = 1 << 18;

  private final DType.Struct dtype;
  private final DType units;
  private final List<Column> columns;
  private final MethodHandle make;
  private final List<ComponentWriter> writers;

  Binding(RecordType type, DType anyDType) {
    this.dtype = type.requireFit(anyDType, Component::accepts);
    this.units = TextUnits.of(dtype);
    RecordAssembler assembler = new RecordAssembler();
    this.make = assembler.record(type, dtype, List.of(), Shape.of()).asType(RecordAssembler.MAKES);
    this.columns = assembler.columns();
    MethodHandle itself =
        MethodHandles.identity(Object.class)
            .asType(ComponentWriter.TAKES.changeReturnType(type.type()));
    this.writers = ComponentWriter.of(type, dtype, itself, Shape.of(), columns.iterator());
  }

  boolean isOf(DType other) {
    return dtype == other || dtype.equals(other);
  }

  /** The maximum number of records per block. */
  int blockSize() {
    return Math.max(
        1, Math.min(MAX_BLOCK_RECORDS, MAX_BLOCK_BYTES / Math.max(1, dtype.itemSize())));
  }

  /**
   * Loads the columns of a block of records.
   *
   * @param old the columns of a block of at least the same size, to be reused; or null
   */
  Object[] load(NdArray rows, Object @Nullable [] old, BlockPosition position) {
    Object[] loaded = old == null ? new Object[columns.size()] : old;
    NdArray asUnits = rows.view(units);
    for (int i = 0; i < loaded.length; i++) {
      loaded[i] = columns.get(i).load(rows, asUnits, loaded[i], position);
    }
    return loaded;
  }

  /** Makes record {@code i} from the columns of a block. */
  Object make(Object[] loaded, int i) {
    try {
      return (Object) make.invokeExact(loaded, i);
    } catch (Throwable e) {
      throw Handles.thrown(e);
    }
  }

  /** Sets all elements of an array, in C order, from the same number of records. */
  void write(Iterator<?> records, NdArray target, BlockPosition start) {
    BlockPosition position = start;
    for (NdArray rows : target.blocks(blockSize())) {
      Object[] block = new Object[(int) rows.size()];
      for (int i = 0; i < block.length; i++) {
        block[i] = records.next();
        if (block[i] == null) {
          throw new NullPointerException(
              "the record at " + position.index(i, Shape.of()) + " is null");
        }
      }
      for (ComponentWriter writer : writers) {
        writer.write(rows, block, position);
      }
      position = position.plus(block.length);
    }
  }
}
