package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import io.npyio.array.Shape;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where and how far the elements of two arrays of one shape differ, or of one field of them.
 *
 * @param name of the field, those of nested ones with dots between; empty for the array itself
 * @param size the number of elements
 * @param count how many differ
 * @param first of them
 * @param farthest the two that are farthest apart; null if none are by a number
 * @param mostInProportion the two that are farthest apart in proportion to the second one
 * @param proportion of those
 */
public record Difference(
    String name,
    long size,
    long count,
    @Nullable ElementPair first,
    @Nullable ElementPair farthest,
    @Nullable ElementPair mostInProportion,
    double proportion) {
  /** Where an array in rows is compared with one in columns, more rows share each cache line. */
  private static final int BLOCK_ACROSS = 1 << 17;

  private static final int PARTS = 1 << 12;

  /**
   * Two elements of one index.
   *
   * @param index of both
   * @param a a copy of the first
   * @param b a copy of the second
   */
  public record ElementPair(List<Long> index, NdArray a, NdArray b) {
    private static @Nullable ElementPair of(long place, NdArray a, NdArray b) {
      if (place < 0) {
        return null;
      }
      Shape shape = a.shape();
      long[] index = new long[shape.rank()];
      long rest = place;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.length(axis);
        rest /= shape.length(axis);
      }
      List<Long> indices = new ArrayList<>();
      for (long i : index) {
        indices.add(i);
      }
      return new ElementPair(indices, a.at(index).copy(Order.C), b.at(index).copy(Order.C));
    }

    /** {@return how far the elements are apart, exactly for integers} */
    public Number distance() {
      DType dtype = a.dtype();
      if (Numbers.areTimes(dtype)) {
        long[] counts = new long[2];
        TimeComparison.readBoth(a, b, counts);
        return BigInteger.valueOf(counts[0]).subtract(BigInteger.valueOf(counts[1])).abs();
      }
      if (Numbers.areWhole(dtype) && Numbers.areWhole(b.dtype())) {
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

  /** {@return whether two dtypes have the same fields, of which each can be compared} */
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
   * {@return the difference of two arrays of one shape, whose dtypes can be compared: one, or one
   * for each field}
   *
   * @param progress is given the bytes of each part that has been read
   */
  public static List<Difference> of(
      NdArray a, NdArray b, Tolerance tolerance, Workers crew, LongConsumer progress)
      throws IOException {
    var comparison =
        new Comparison(LeafField.of(a), LeafField.of(b), tolerance, new ConcurrentLinkedQueue<>());
    List<DifferenceTally> all = comparison.nothing();
    int bytes = a.dtype().itemSize() + b.dtype().itemSize();
    crew.run(
        comparison.parts(a.shape()),
        comparison::compared,
        found -> {
          for (int i = 0; i < all.size(); i++) {
            all.get(i).join(found.findings.get(i));
          }
          progress.accept(found.elements * bytes);
        });
    return comparison.differences(all);
  }

  /** What is found in one part. */
  private record Found(List<DifferenceTally> findings, long elements) {}

  /**
   * The fields of two arrays, side by side.
   *
   * @param idle the blocks of threads that are between two parts: making them takes as long as
   *     comparing what is equal
   */
  private record Comparison(
      List<LeafField> first,
      List<LeafField> second,
      Tolerance tolerance,
      Queue<List<ElementComparison>> idle) {
    List<DifferenceTally> nothing() {
      return new ArrayList<>(first.stream().map(leaf -> new DifferenceTally()).toList());
    }

    private boolean isInColumns(List<LeafField> leaves) {
      return !leaves.isEmpty() && Statistics.isInColumns(leaves.get(0).array());
    }

    private boolean areInColumns() {
      return isInColumns(first) && isInColumns(second);
    }

    private int block() {
      return isInColumns(first) == isInColumns(second) ? Statistics.BLOCK : BLOCK_ACROSS;
    }

    List<Region> parts(Shape shape) {
      long most = Math.max(block(), shape.size() / PARTS);
      return areInColumns() ? Region.inColumns(shape, most) : Region.inRows(shape, most);
    }

    Found compared(Region part) {
      List<DifferenceTally> findings = nothing();
      List<Region> blocks = areInColumns() ? part.inColumns(block()) : part.inRows(block());
      List<ElementComparison> pairs = pairs();
      for (int i = 0; i < first.size(); i++) {
        for (Region block : blocks) {
          compare(
              pairs.get(i), first.get(i).array(), second.get(i).array(), block, findings.get(i));
        }
      }
      idle.add(pairs);
      return new Found(findings, part.size());
    }

    private List<ElementComparison> pairs() {
      List<ElementComparison> pairs = idle.poll();
      if (pairs != null) {
        return pairs;
      }
      pairs = new ArrayList<>();
      for (int i = 0; i < first.size(); i++) {
        NdArray a = first.get(i).array();
        int room = (int) Math.min(block(), a.size());
        pairs.add(ElementComparison.of(a.dtype(), second.get(i).array().dtype(), tolerance, room));
      }
      return pairs;
    }

    /** Compares in the order of memory, and looks closer, in C order, only where need be. */
    private void compare(
        ElementComparison pair, NdArray a, NdArray b, Region part, DifferenceTally findings) {
      NdArray x = part.of(a);
      NdArray y = part.of(b);
      Shape shape = x.shape();
      boolean inColumns = areInColumns();
      for (Region block :
          inColumns ? Region.inColumns(shape, block()) : Region.inRows(shape, block())) {
        NdArray u = block.of(x);
        NdArray v = block.of(y);
        if (pair.areEqual(inColumns ? u.transpose() : u, inColumns ? v.transpose() : v)) {
          continue;
        }
        if (inColumns) {
          pair.read(u, v);
        }
        var found = new DifferenceTally();
        found.add(pair, (int) u.size(), i -> part.place(a.shape(), block.place(shape, i)));
        findings.join(found);
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
