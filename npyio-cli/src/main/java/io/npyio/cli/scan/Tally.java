package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the elements seen so far.
 *
 * @param <B> the Java array, or arrays, into which a block of elements is read
 */
abstract class Tally<B> {
  /** Elements that are looked at together: they stay in the first-level cache. */
  static final int LEAF = 1024;

  /** {@return a tally of nothing yet, for elements of a dtype} */
  static Tally<?> of(DType dtype) {
    if (Numbers.areTimes(dtype)) {
      return new TimeTally();
    }
    if (Numbers.areWhole(dtype)) {
      return new IntegerTally(dtype);
    }
    if (Numbers.areFloating(dtype)) {
      return new FloatTally();
    }
    if (Numbers.areComplex(dtype)) {
      return new ComplexTally();
    }
    return dtype instanceof DType.Flexible flexible && flexible.form() != DType.Flexible.Form.VOID
        ? new TextTally(flexible.form())
        : new CountTally();
  }

  /** {@return a tally of the same kind, of nothing yet} */
  abstract Tally<B> fresh();

  /** {@return room for a block of elements} */
  abstract B room(int n);

  /** Reads the elements of an array in C order. */
  abstract void read(NdArray block, B room);

  /** Counts some elements of a block, whose order may be changed. */
  abstract void add(B block, int from, int to);

  /** Adds what another tally has seen of the elements that follow. */
  abstract void join(Tally<B> later);

  /** {@return what it comes to, as {@link NdArray#set} takes it; null where nothing says it} */
  abstract @Nullable Object value(Statistic statistic);
}
