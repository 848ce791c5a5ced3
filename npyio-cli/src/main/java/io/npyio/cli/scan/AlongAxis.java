package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Statistics along an axis: one tally per cell, that is, per index of the other axes.
 *
 * <p>Batches of cells are tallied at a time. If there are few cells, the axis is cut instead, and
 * the tallies of its pieces are joined.
 */
final class AlongAxis<B> {
  private static final int MAX_BATCH_CELLS = 1 << 15;
  private static final int MAX_FEW_CELLS = 64;
  private static final int MAX_PIECES = 1 << 10;

  /** Cells read together, so that the elements between them in memory are used, not skipped. */
  private static final int MAX_TILE_CELLS = 1 << 10;

  private final Tally<B> empty;
  private final NdArray array;
  private final Shape kept;
  private final long length;

  /** The axis is the last one of the array. */
  private AlongAxis(Tally<B> empty, NdArray array) {
    this.empty = empty;
    this.array = array;
    long[] lengths = array.shape().lengths();
    this.kept = Shape.of(Arrays.copyOf(lengths, lengths.length - 1));
    this.length = lengths[lengths.length - 1];
  }

  static <B> AlongAxis<B> of(Tally<B> empty, NdArray array, int axis) {
    IntStream others = IntStream.range(0, array.rank()).filter(i -> i != axis);
    int[] axes = IntStream.concat(others, IntStream.of(axis)).toArray();
    NdArray cells = array.permute(axes);
    cells.layout().requireBoundedByBytes(); // an array without rows may have any number of columns
    return new AlongAxis<>(empty, cells);
  }

  /** The shape of the results. */
  Shape kept() {
    return kept;
  }

  /** Whether a statistic has no value, as some have none without elements. */
  boolean hasNo(Statistic statistic) {
    return length == 0 && empty.value(statistic) == null;
  }

  /** Some cells, and a piece of the axis. */
  private record Tile(Region cells, long from, long to) {}

  void run(Workers workers, List<Statistic> wanted, List<OpenArray> results, LongConsumer progress)
      throws IOException {
    int itemSize = array.dtype().itemSize();
    for (Region cells : Region.inRows(kept, MAX_BATCH_CELLS)) {
      List<Tally<B>> all = tallies(cells.size());
      workers.run(
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
      tallies.add(empty.fresh());
    }
    return tallies;
  }

  private List<Tile> tiles(Region cells) {
    List<Tile> tiles = new ArrayList<>();
    long count = cells.size();
    if (count > MAX_FEW_CELLS) {
      long together = Math.min(MAX_TILE_CELLS, count / 16);
      cells.inRows(together).forEach(part -> tiles.add(new Tile(part, 0, length)));
      return tiles;
    }
    long pieceLength = Math.max(Region.BLOCK_ELEMENTS / count, length / MAX_PIECES);
    for (long from = 0; from < length; from += pieceLength) {
      tiles.add(new Tile(cells, from, Math.min(length, from + pieceLength)));
    }
    return tiles;
  }

  private Tallied<B> tallied(Tile tile, LongConsumer progress) {
    int count = Math.toIntExact(tile.cells.size());
    List<Tally<B>> tallies = tallies(count);
    int step = Region.BLOCK_ELEMENTS / count;
    B buffer = empty.buffer((int) Math.min(step, length) * count);
    NdArray cells = tile.cells.of(array);
    for (long from = tile.from; from < tile.to; from += step) {
      int n = (int) Math.min(step, tile.to - from);
      empty.read(cells.slice(kept.rank(), from, from + n), buffer);
      for (int i = 0; i < count; i++) {
        tallies.get(i).add(buffer, i * n, (i + 1) * n);
      }
      progress.accept((long) n * count);
    }
    return new Tallied<>(tile, tallies);
  }

  /** The tallies of a tile. */
  private record Tallied<B>(Tile tile, List<Tally<B>> tallies) {
    void joinTo(List<Tally<B>> all, Region cells) {
      int first = Math.toIntExact(tile.cells.start() - cells.start());
      for (int i = 0; i < tallies.size(); i++) {
        all.get(first + i).join(tallies.get(i));
      }
    }
  }
}
