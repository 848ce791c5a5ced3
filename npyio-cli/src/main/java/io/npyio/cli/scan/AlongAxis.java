package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.array.Shape;
import io.npyio.cli.transfer.OpenArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The statistics along an axis: a tally for each cell, which is an index of the other axes.
 *
 * <p>Some cells at a time are tallied. Where there are few, the axis is cut instead, and the
 * tallies of its pieces are joined.
 */
final class AlongAxis<B> {
  private static final int CELLS = 1 << 15;
  private static final int FEW = 64;
  private static final int PIECES = 1 << 10;

  /** Cells that are read together, so that what lies between them in memory is not left out. */
  private static final int TOGETHER = 1 << 10;

  private final Tally<B> none;
  private final NdArray array;
  private final Shape kept;
  private final long length;

  /** The array has the axis as its last one. */
  private AlongAxis(Tally<B> none, NdArray array) {
    this.none = none;
    this.array = array;
    long[] lengths = array.shape().lengths();
    this.kept = Shape.of(Arrays.copyOf(lengths, lengths.length - 1));
    this.length = lengths[lengths.length - 1];
  }

  static <B> AlongAxis<B> of(Tally<B> none, NdArray array, int axis) {
    IntStream others = IntStream.range(0, array.rank()).filter(i -> i != axis);
    int[] axes = IntStream.concat(others, IntStream.of(axis)).toArray();
    return new AlongAxis<>(none, array.permute(axes));
  }

  /** The shape of what comes out. */
  Shape kept() {
    return kept;
  }

  /** Whether nothing says what a statistic is, which is so for no elements at most. */
  boolean hasNo(Statistic statistic) {
    return length == 0 && none.value(statistic) == null;
  }

  /** Some cells, and a piece of the axis. */
  private record Tile(Region cells, long from, long to) {}

  void run(Workers crew, List<Statistic> wanted, List<OpenArray> results, LongConsumer progress)
      throws IOException {
    int itemSize = array.dtype().itemSize();
    for (Region cells : Region.inRows(kept, CELLS)) {
      List<Tally<B>> all = tallies(cells.size());
      crew.run(
          tiles(cells),
          tile -> tallied(tile, elements -> progress.accept(elements * itemSize)),
          tallied -> tallied.joinTo(all, cells));
      for (int i = 0; i < all.size(); i++) {
        store(all.get(i), cells.start() + i, wanted, results);
      }
    }
  }

  private static void store(
      Tally<?> tally, long at, List<Statistic> wanted, List<OpenArray> results) {
    for (int i = 0; i < wanted.size(); i++) {
      Object value = tally.value(wanted.get(i));
      if (value != null) {
        results.get(i).array().set(value, at);
      }
    }
  }

  private List<Tally<B>> tallies(long count) {
    List<Tally<B>> tallies = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      tallies.add(none.fresh());
    }
    return tallies;
  }

  private List<Tile> tiles(Region cells) {
    List<Tile> tiles = new ArrayList<>();
    long count = cells.size();
    if (count > FEW) {
      long together = Math.min(TOGETHER, count / 16);
      cells.inRows(together).forEach(part -> tiles.add(new Tile(part, 0, length)));
      return tiles;
    }
    long most = Math.max(Statistics.BLOCK / count, length / PIECES);
    for (long from = 0; from < length; from += most) {
      tiles.add(new Tile(cells, from, Math.min(length, from + most)));
    }
    return tiles;
  }

  private Tallied<B> tallied(Tile tile, LongConsumer progress) {
    int count = Math.toIntExact(tile.cells.size());
    List<Tally<B>> tallies = tallies(count);
    int step = Statistics.BLOCK / count;
    B room = none.room((int) Math.min(step, length) * count);
    NdArray cells = tile.cells.of(array);
    for (long from = tile.from; from < tile.to; from += step) {
      int n = (int) Math.min(step, tile.to - from);
      none.read(cells.slice(kept.rank(), from, from + n), room);
      for (int i = 0; i < count; i++) {
        tallies.get(i).add(room, i * n, (i + 1) * n);
      }
      progress.accept((long) n * count);
    }
    return new Tallied<>(tile, tallies);
  }

  /** What came of a tile. */
  private record Tallied<B>(Tile tile, List<Tally<B>> tallies) {
    void joinTo(List<Tally<B>> all, Region cells) {
      int first = Math.toIntExact(tile.cells.start() - cells.start());
      for (int i = 0; i < tallies.size(); i++) {
        all.get(first + i).join(tallies.get(i));
      }
    }
  }
}
