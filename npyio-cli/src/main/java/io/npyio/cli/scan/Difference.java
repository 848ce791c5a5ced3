package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two arrays of one shape, or of one field: where and how far the elements
 * differ.
 *
 * @param name of the field, nested ones with dots; empty for the array itself
 * @param size the number of elements
 * @param count the number of elements that differ
 * @param first the first elements that differ, in C order
 * @param farthest the elements farthest apart; null if no distance is a number
 * @param mostInProportion the elements farthest apart in proportion to the second one
 * @param proportion the distance of these in proportion to the second one
 */
public record Difference(
    String name,
    long size,
    long count,
    @Nullable ElementPair first,
    @Nullable ElementPair farthest,
    @Nullable ElementPair mostInProportion,
    double proportion) {
  /**
   * The block size for comparing an array in rows with one in columns: more rows share a cache
   * line.
   */
  private static final int BLOCK_ACROSS_ELEMENTS = 1 << 17;

  /**
   * Two elements with one index.
   *
   * @param index of both
   * @param a a copy of the first
   * @param b a copy of the second
   */
  public record ElementPair(List<Long> index, NdArray a, NdArray b) {
    private static @Nullable ElementPair of(long position, NdArray a, NdArray b) {
      if (position < 0) {
        return null;
      }
      long[] index = a.shape().unravel(position);
      return new ElementPair(
          Arrays.stream(index).boxed().toList(),
          a.at(index).copy(Order.C),
          b.at(index).copy(Order.C));
    }

    /** {@return the distance of the elements, exact for integers} */
    public Number distance() {
      DType dtype = a.dtype();
      if (Numbers.areTimes(dtype)) {
        long[] counts = new long[2];
        TimeComparison.readBoth(a, b, counts);
        return BigInteger.valueOf(counts[0]).subtract(BigInteger.valueOf(counts[1])).abs();
      }
      if (Numbers.areIntegers(dtype) && Numbers.areIntegers(b.dtype())) {
        return a.getBigInteger().subtract(b.getBigInteger()).abs();
      }
      double real = real(a) - real(b);
      return Math.hypot(real, imag(a) - imag(b));
    }

    private static double real(NdArray single) {
      return single.real().astype(DType.FLOAT64).getDouble();
    }

    private static double imag(NdArray single) {
      boolean isComplex = Numbers.areComplex(single.dtype());
      return isComplex ? single.imag().astype(DType.FLOAT64).getDouble() : 0;
    }
  }

  /** {@return whether two dtypes have the same fields, and all of them can be compared} */
  public static boolean areComparable(DType a, DType b) {
    List<LeafField> first = LeafField.of(NdArray.zeros(a, 0));
    List<LeafField> second = LeafField.of(NdArray.zeros(b, 0));
    if (first.size() != second.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      NdArray x = first.get(i).array();
      NdArray y = second.get(i).array();
      if (!first.get(i).name().equals(second.get(i).name())
          || !x.shape().equals(y.shape())
          || !ElementComparison.areComparable(x.dtype(), y.dtype())) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the differences of two arrays of one shape and comparable dtypes: one, or one for each
   * field}
   *
   * @param progress is given the bytes of each region read
   */
  public static List<Difference> of(
      NdArray a, NdArray b, Tolerance tolerance, Workers workers, LongConsumer progress)
      throws IOException {
    var pass = new Pass(LeafField.of(a), LeafField.of(b), tolerance, new ConcurrentLinkedQueue<>());
    List<DifferenceTally> all = pass.emptyTallies();
    int bytes = a.dtype().itemSize() + b.dtype().itemSize();
    workers.run(
        pass.regions(a.shape()),
        pass::compared,
        found -> {
          for (int i = 0; i < all.size(); i++) {
            all.get(i).join(found.tallies.get(i));
          }
          progress.accept(found.elements * bytes);
        });
    return pass.differences(all);
  }

  /** The tallies of one region, one for each field. */
  private record RegionResult(List<DifferenceTally> tallies, long elements) {}

  /**
   * The fields of two arrays, side by side.
   *
   * @param idle comparisons whose thread is between two regions; allocating their buffers anew
   *     would take as long as comparing equal arrays
   */
  private record Pass(
      List<LeafField> first,
      List<LeafField> second,
      Tolerance tolerance,
      Queue<List<ElementComparison>> idle) {
    List<DifferenceTally> emptyTallies() {
      return new ArrayList<>(first.stream().map(field -> new DifferenceTally()).toList());
    }

    private boolean isInColumns(List<LeafField> fields) {
      return !fields.isEmpty() && Region.isInColumns(fields.get(0).array());
    }

    private boolean areInColumns() {
      return isInColumns(first) && isInColumns(second);
    }

    private int block() {
      return isInColumns(first) == isInColumns(second)
          ? Region.BLOCK_ELEMENTS
          : BLOCK_ACROSS_ELEMENTS;
    }

    List<Region> regions(Shape shape) {
      long maxSize = Region.maxSize(shape.size(), block());
      return areInColumns() ? Region.inColumns(shape, maxSize) : Region.inRows(shape, maxSize);
    }

    RegionResult compared(Region region) {
      List<DifferenceTally> tallies = emptyTallies();
      List<Region> blocks = areInColumns() ? region.inColumns(block()) : region.inRows(block());
      List<ElementComparison> comparisons = comparisons();
      for (int i = 0; i < first.size(); i++) {
        for (Region block : blocks) {
          compare(
              comparisons.get(i),
              first.get(i).array(),
              second.get(i).array(),
              block,
              tallies.get(i));
        }
      }
      idle.add(comparisons);
      return new RegionResult(tallies, region.size());
    }

    private List<ElementComparison> comparisons() {
      List<ElementComparison> comparisons = idle.poll();
      if (comparisons != null) {
        return comparisons;
      }
      comparisons = new ArrayList<>();
      for (int i = 0; i < first.size(); i++) {
        NdArray a = first.get(i).array();
        int capacity = (int) Math.min(block(), a.size());
        comparisons.add(
            ElementComparison.of(a.dtype(), second.get(i).array().dtype(), tolerance, capacity));
      }
      return comparisons;
    }

    /** Compares in memory order; only blocks that differ are compared again in C order. */
    private void compare(
        ElementComparison comparison,
        NdArray a,
        NdArray b,
        Region region,
        DifferenceTally tallies) {
      NdArray x = region.of(a);
      NdArray y = region.of(b);
      Shape shape = x.shape();
      boolean inColumns = areInColumns();
      for (Region block :
          inColumns ? Region.inColumns(shape, block()) : Region.inRows(shape, block())) {
        NdArray u = block.of(x);
        NdArray v = block.of(y);
        if (comparison.areEqual(inColumns ? u.transpose() : u, inColumns ? v.transpose() : v)) {
          continue;
        }
        if (inColumns) {
          comparison.read(u, v);
        }
        var found = new DifferenceTally();
        found.add(
            comparison, (int) u.size(), i -> region.position(a.shape(), block.position(shape, i)));
        tallies.join(found);
      }
    }

    List<Difference> differences(List<DifferenceTally> all) {
      List<Difference> differences = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        NdArray a = first.get(i).array();
        NdArray b = second.get(i).array();
        DifferenceTally found = all.get(i);
        differences.add(
            new Difference(
                first.get(i).name(),
                a.size(),
                found.count(),
                ElementPair.of(found.first(), a, b),
                ElementPair.of(found.farthest(), a, b),
                ElementPair.of(found.mostInProportion(), a, b),
                found.proportion()));
      }
      return differences;
    }
  }
}
