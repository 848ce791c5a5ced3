package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the elements seen so far.
 *
 * @param <B> the Java array, or arrays, into which a block of elements is read
 */
abstract class Tally<B> {
  /** Elements tallied as a group, which stays in the first-level cache. */
  static final int GROUP_ELEMENTS = 1024;

  /** {@return an empty tally for elements of a dtype} */
  static Tally<?> of(DType dtype) {
    return switch (dtype.category()) {
      case NUMBER -> Numbers.areFloating(dtype) ? new FloatTally() : new IntegerTally(dtype);
      case COMPLEX -> new ComplexTally();
      case DATETIME, TIMEDELTA -> new TimeTally();
      case BYTES, UNICODE -> new TextTally(((DType.Flexible) dtype).form());
      case VOID, STRUCT, SUB_ARRAY, OBJECT -> new CountTally();
    };
  }

  /** {@return another empty tally like this one} */
  abstract Tally<B> fresh();

  /** {@return a buffer for a block of elements} */
  abstract B buffer(int n);

  /** Reads the elements of an array in C order. */
  abstract void read(NdArray block, B buffer);

  /** Adds some elements of a block, which may reorder them. */
  abstract void add(B block, int from, int to);

  /** Joins the tally of the elements that follow. */
  abstract void join(Tally<B> later);

  /** {@return a statistic, as {@link NdArray#set} takes it; null if it has no value} */
  abstract @Nullable Object value(Statistic statistic);
}
