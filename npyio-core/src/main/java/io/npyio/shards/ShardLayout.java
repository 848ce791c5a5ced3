package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.NpyHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plan of an array that several files make up, one after the other along the first axis.
 *
 * <p>It follows from the headers of the files alone, wherever they are.
 *
 * @param layout of the whole array, in C order and in the byte order of the first file
 * @param shards in the order of their rows
 * @since 0.1.0
 */
public record ShardLayout(ArrayLayout layout, List<Shard> shards) {
  /** Copies the list. */
  public ShardLayout {
    requireNonNull(layout, "layout");
    shards = List.copyOf(shards);
  }

  /**
   * {@return the plan of files with these names and headers}
   *
   * @throws ShardException if a file has no rows, or others than the first one has
   * @throws IllegalArgumentException if there are no files, or other numbers of names and headers
   */
  public static ShardLayout of(List<String> names, List<NpyHeader> headers) throws ShardException {
    if (names.isEmpty() || names.size() != headers.size()) {
      throw new IllegalArgumentException(
          "%d names and %d headers are not the shards of an array"
              .formatted(names.size(), headers.size()));
    }
    ArrayLayout first = headers.get(0).layout();
    List<Shard> shards = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < names.size(); i++) {
      ArrayLayout next = headers.get(i).layout();
      requireFit(names.get(0), first, names.get(i), next);
      shards.add(new Shard(names.get(i), rows, next.shape().length(0)));
      rows = Math.addExact(rows, next.shape().length(0));
    }
    return new ShardLayout(withRows(first, rows), shards);
  }

  /** {@return a layout in C order with another number of rows} */
  static ArrayLayout withRows(ArrayLayout layout, long rows) {
    return ArrayLayout.of(layout.dtype(), layout.shape().lengths()).withLength(0, rows);
  }

  private static void requireFit(String firstName, ArrayLayout first, String name, ArrayLayout next)
      throws ShardException {
    if (next.shape().rank() == 0) {
      throw misfit(name, "expected rows but found %s (), a single element".formatted(next.dtype()));
    }
    if (!rowShape(first).equals(rowShape(next))
        || !DType.equalsIgnoringByteOrder(first.dtype(), next.dtype())) {
      String expected = first.dtype() + " " + rowShape(first);
      String found = next.dtype() + " " + rowShape(next);
      throw misfit(
          name,
          "expected rows of %s, as in %s, but found rows of %s"
              .formatted(expected, firstName, found));
    }
  }

  private static ShardException misfit(String name, String problem) {
    return new ShardException(name, problem, "the shards of an array have one dtype and row shape");
  }

  /** {@return the shape of one row} */
  static Shape rowShape(ArrayLayout layout) {
    long[] lengths = layout.shape().lengths();
    return Shape.of(Arrays.copyOfRange(lengths, Math.min(1, lengths.length), lengths.length));
  }

  /** {@return the number of rows of the whole array} */
  public long rows() {
    return layout.shape().length(0);
  }

  /** {@return the size of a row in bytes} */
  public long rowBytes() {
    return new ArrayLayout(layout.dtype(), rowShape(layout), Order.C).nbytes();
  }

  /**
   * {@return the index in {@link #shards} of the file that has a row}
   *
   * @throws IndexOutOfBoundsException if the array has no such row
   */
  public int shardOf(long row) {
    if (row < 0 || row >= rows()) {
      throw new IndexOutOfBoundsException(
          "row %d is out of bounds for %d rows".formatted(row, rows()));
    }
    int low = 0;
    int high = shards.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (row < shards.get(middle).endRow()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
