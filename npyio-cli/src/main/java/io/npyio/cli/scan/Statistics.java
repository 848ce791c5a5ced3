package io.npyio.cli.scan;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import io.npyio.array.Shape;
import io.npyio.cli.transfer.OpenArray;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Statistics of the elements of an array, found in one pass over it. */
public final class Statistics implements Closeable {
  /** Elements that are read at once: with those of each thread they stay in its cache. */
  static final int BLOCK = 1 << 15;

  /** So many parts at most, that what comes of each can be kept until all are done. */
  private static final int PARTS = 1 << 12;

  private final List<Column> columns = new ArrayList<>();
  private final List<OpenArray> owned = new ArrayList<>();

  private Statistics() {}

  /**
   * The statistics of an array, or of one of its fields.
   *
   * @param name of the field, those of nested ones with dots between; empty for the array itself
   * @param dtype of the elements
   */
  public record Column(String name, DType dtype, List<Value> values) {}

  /**
   * One of the statistics.
   *
   * @param array a single value, or those along an axis; null where there is none
   */
  public record Value(Statistic statistic, @Nullable NdArray array) {}

  /**
   * {@return the statistics of all elements}
   *
   * @param progress is given the bytes of each part that has been read
   */
  public static Statistics of(NdArray array, Workers crew, LongConsumer progress)
      throws IOException {
    if (array.dtype().hasObjects()) {
      throw new IOException("elements of " + array.dtype() + " are Python objects, not numbers");
    }
    List<LeafField> leaves = LeafField.of(array);
    List<Tallies> found = new ArrayList<>();
    crew.run(
        parts(array),
        part -> Tallies.of(leaves, part),
        tallies -> {
          found.add(tallies);
          progress.accept(tallies.elements * array.dtype().itemSize());
        });
    Tallies all = found.isEmpty() ? Tallies.none(leaves) : joined(found);
    var statistics = new Statistics();
    for (int i = 0; i < leaves.size(); i++) {
      statistics.add(leaves.get(i), all.each.get(i));
    }
    return statistics;
  }

  private static List<Region> parts(NdArray array) {
    long most = Math.max(BLOCK, array.size() / PARTS);
    return isInColumns(array)
        ? Region.inColumns(array.shape(), most)
        : Region.inRows(array.shape(), most);
  }

  /** {@return whether the elements lie in memory as in Fortran order} */
  public static boolean isInColumns(NdArray array) {
    long[] strides = array.strides();
    return strides.length > 1 && Math.abs(strides[0]) < Math.abs(strides[strides.length - 1]);
  }

  /** Joins neighbours, then neighbours of those: as few additions as can be lie on each way. */
  private static Tallies joined(List<Tallies> found) {
    for (int step = 1; step < found.size(); step *= 2) {
      for (int i = 0; i + step < found.size(); i += 2 * step) {
        found.get(i).join(found.get(i + step));
      }
    }
    return found.get(0);
  }

  /** What is found in one part of the fields of an array. */
  private record Tallies(List<Tally<?>> each, long elements) {
    static Tallies none(List<LeafField> leaves) {
      List<Tally<?>> each = new ArrayList<>();
      leaves.forEach(leaf -> each.add(Tally.of(leaf.array().dtype())));
      return new Tallies(each, 0);
    }

    static Tallies of(List<LeafField> leaves, Region part) {
      Tallies tallies = new Tallies(none(leaves).each, part.size());
      boolean inColumns = !leaves.isEmpty() && isInColumns(leaves.get(0).array());
      // all fields of some rows before the next rows: the file is read once
      for (Region block : inColumns ? part.inColumns(BLOCK) : part.inRows(BLOCK)) {
        for (int i = 0; i < leaves.size(); i++) {
          NdArray view = block.of(leaves.get(i).array());
          add(tallies.each.get(i), inColumns ? view.transpose() : view);
        }
      }
      return tallies;
    }

    private static <B> void add(Tally<B> tally, NdArray view) {
      B room = tally.room((int) Math.min(BLOCK, view.size()));
      for (NdArray block : view.blocks(BLOCK)) {
        tally.read(block, room);
        tally.add(room, 0, (int) block.size());
      }
    }

    void join(Tallies later) {
      for (int i = 0; i < each.size(); i++) {
        join(each.get(i), later.each.get(i));
      }
    }

    @SuppressWarnings("unchecked") // tallies of one field are of one class
    private static <B> void join(Tally<B> tally, Tally<?> later) {
      tally.join((Tally<B>) later);
    }
  }

  private void add(LeafField leaf, Tally<?> tally) {
    List<Value> values = new ArrayList<>();
    DType dtype = leaf.array().dtype();
    for (Statistic statistic : Statistic.of(dtype)) {
      Object value = tally.value(statistic);
      NdArray single = NdArray.zeros(statistic.type(dtype));
      if (value != null) {
        single.set(value);
      }
      values.add(new Value(statistic, value == null ? null : single));
    }
    columns.add(new Column(leaf.name(), dtype, values));
  }

  /**
   * {@return the statistics along an axis: for each index of the other axes those of the elements
   * there}
   *
   * @param progress is given the bytes of each part that has been read
   */
  public static Statistics along(int axis, NdArray array, Workers crew, LongConsumer progress)
      throws IOException {
    if (array.dtype().hasObjects()) {
      throw new IOException("elements of " + array.dtype() + " are Python objects, not numbers");
    }
    var statistics = new Statistics();
    try {
      for (LeafField leaf : LeafField.of(array)) {
        var along = AlongAxis.of(Tally.of(leaf.array().dtype()), leaf.array(), axis);
        List<OpenArray> results = statistics.results(leaf, along.kept());
        along.run(crew, Statistic.of(leaf.array().dtype()), results, progress);
        statistics.add(leaf, along, results);
      }
      return statistics;
    } catch (IOException | RuntimeException | Error problem) {
      statistics.close();
      throw problem;
    }
  }

  /** Room for what comes out, which may be more than fits in memory. */
  private List<OpenArray> results(LeafField leaf, Shape kept) throws IOException {
    List<OpenArray> results = new ArrayList<>();
    DType dtype = leaf.array().dtype();
    for (Statistic statistic : Statistic.of(dtype)) {
      var layout = new ArrayLayout(statistic.type(dtype), Shape.of(kept.size()), Order.C);
      OpenArray result = OpenArray.scratch(layout);
      owned.add(result);
      results.add(result);
    }
    return results;
  }

  private void add(LeafField leaf, AlongAxis<?> along, List<OpenArray> results) {
    List<Value> values = new ArrayList<>();
    DType dtype = leaf.array().dtype();
    List<Statistic> all = Statistic.of(dtype);
    for (int i = 0; i < all.size(); i++) {
      NdArray array = results.get(i).array().reshape(along.kept().lengths());
      values.add(new Value(all.get(i), along.hasNo(all.get(i)) ? null : array));
    }
    columns.add(new Column(leaf.name(), dtype, values));
  }

  /** {@return one column, or one for each field} */
  public List<Column> columns() {
    return columns;
  }

  /** Frees what the statistics are in. */
  @Override
  public void close() throws IOException {
    for (OpenArray array : owned) {
      array.close();
    }
  }
}
