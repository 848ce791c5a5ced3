package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Statistics of the elements of an array, computed in one pass. */
public final class Statistics implements Closeable {
  private final List<FieldStatistics> fields = new ArrayList<>();
  private final List<OpenArray> owned = new ArrayList<>();

  private Statistics() {}

  /**
   * The statistics of an array, or of one of its fields.
   *
   * @param name of the field, nested ones with dots; empty for the array itself
   * @param dtype of the elements
   */
  public record FieldStatistics(String name, DType dtype, List<Value> values) {}

  /**
   * The value of a statistic.
   *
   * @param array a single value, or the values along an axis; null if there is none
   */
  public record Value(Statistic statistic, @Nullable NdArray array) {}

  /**
   * {@return the statistics of all elements}
   *
   * @param progress is given the bytes of each region read
   */
  public static Statistics of(NdArray array, Workers workers, LongConsumer progress)
      throws IOException {
    if (array.dtype().hasObjects()) {
      throw new IOException("elements of " + array.dtype() + " are Python objects, not numbers");
    }
    List<LeafField> leaves = LeafField.of(array);
    List<Tallies> found = new ArrayList<>();
    workers.run(
        Region.inMemoryOrder(array),
        region -> Tallies.of(leaves, region),
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

  /** Joins neighbours pairwise, then the results pairwise, which keeps rounding errors small. */
  private static Tallies joined(List<Tallies> found) {
    for (int step = 1; step < found.size(); step *= 2) {
      for (int i = 0; i + step < found.size(); i += 2 * step) {
        found.get(i).join(found.get(i + step));
      }
    }
    return found.get(0);
  }

  /** The tallies of one region, one for each field. */
  private record Tallies(List<Tally<?>> each, long elements) {
    static Tallies none(List<LeafField> leaves) {
      List<Tally<?>> each = new ArrayList<>();
      leaves.forEach(field -> each.add(Tally.of(field.array().dtype())));
      return new Tallies(each, 0);
    }

    static Tallies of(List<LeafField> leaves, Region part) {
      Tallies tallies = new Tallies(none(leaves).each, part.size());
      boolean inColumns = !leaves.isEmpty() && Region.isInColumns(leaves.get(0).array());
      // all fields of a block before the next block, so that the file is read once
      for (Region block :
          inColumns ? part.inColumns(Region.BLOCK_ELEMENTS) : part.inRows(Region.BLOCK_ELEMENTS)) {
        for (int i = 0; i < leaves.size(); i++) {
          NdArray view = block.of(leaves.get(i).array());
          add(tallies.each.get(i), inColumns ? view.transpose() : view);
        }
      }
      return tallies;
    }

    private static <B> void add(Tally<B> tally, NdArray view) {
      B buffer = tally.buffer((int) Math.min(Region.BLOCK_ELEMENTS, view.size()));
      for (NdArray block : view.blocks(Region.BLOCK_ELEMENTS)) {
        tally.read(block, buffer);
        tally.add(buffer, 0, (int) block.size());
      }
    }

    void join(Tallies later) {
      for (int i = 0; i < each.size(); i++) {
        join(each.get(i), later.each.get(i));
      }
    }

    @SuppressWarnings("unchecked") // the tallies of a field have one class
    private static <B> void join(Tally<B> tally, Tally<?> later) {
      tally.join((Tally<B>) later);
    }
  }

  private void add(LeafField field, Tally<?> tally) {
    List<Value> values = new ArrayList<>();
    DType dtype = field.array().dtype();
    for (Statistic statistic : Statistic.of(dtype)) {
      Object value = tally.value(statistic);
      NdArray single = NdArray.zeros(statistic.type(dtype));
      if (value != null) {
        single.set(value);
      }
      values.add(new Value(statistic, value == null ? null : single));
    }
    fields.add(new FieldStatistics(field.name(), dtype, values));
  }

  /**
   * {@return the statistics along an axis, for each index of the other axes}
   *
   * @param progress is given the bytes of each region read
   */
  public static Statistics along(int axis, NdArray array, Workers workers, LongConsumer progress)
      throws IOException {
    if (array.dtype().hasObjects()) {
      throw new IOException("elements of " + array.dtype() + " are Python objects, not numbers");
    }
    var statistics = new Statistics();
    try {
      for (LeafField field : LeafField.of(array)) {
        var along = AlongAxis.of(Tally.of(field.array().dtype()), field.array(), axis);
        List<OpenArray> results = statistics.results(field, along.kept());
        along.run(workers, Statistic.of(field.array().dtype()), results, progress);
        statistics.add(field, along, results);
      }
      return statistics;
    } catch (IOException | RuntimeException | Error problem) {
      statistics.close();
      throw problem;
    }
  }

  /** Arrays for the results, which may exceed memory. */
  private List<OpenArray> results(LeafField field, Shape kept) throws IOException {
    List<OpenArray> results = new ArrayList<>();
    DType dtype = field.array().dtype();
    for (Statistic statistic : Statistic.of(dtype)) {
      var layout = new ArrayLayout(statistic.type(dtype), Shape.of(kept.size()), Order.C);
      OpenArray result = OpenArray.scratch(layout);
      owned.add(result);
      results.add(result);
    }
    return results;
  }

  private void add(LeafField field, AlongAxis<?> along, List<OpenArray> results) {
    List<Value> values = new ArrayList<>();
    DType dtype = field.array().dtype();
    List<Statistic> all = Statistic.of(dtype);
    for (int i = 0; i < all.size(); i++) {
      NdArray array = results.get(i).array().reshape(along.kept().lengths());
      values.add(new Value(all.get(i), along.hasNo(all.get(i)) ? null : array));
    }
    fields.add(new FieldStatistics(field.name(), dtype, values));
  }

  /** {@return the statistics of the array, or of each of its fields} */
  public List<FieldStatistics> fields() {
    return fields;
  }

  /** Frees the arrays of the statistics. */
  @Override
  public void close() throws IOException {
    for (OpenArray array : owned) {
      array.close();
    }
  }
}
