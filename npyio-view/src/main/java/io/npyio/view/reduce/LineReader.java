package io.npyio.view.reduce;

import io.npyio.array.NdArray;

/** Finds the bounds of the buckets of a series. */
final class LineReader {
  /** Elements next to each other that are read for a sample. */
  private static final int RUN = 256;

  /** The number of places where a sample is taken, for all buckets together. */
  private static final int PLACES = 4096;

  private static final int MAX_PLACES_IN_BUCKET = 16;

  private final NdArray series;
  private final boolean isDense;
  private final Buckets buckets;
  private final Block block;
  private final double[] result;

  LineReader(Plane series, Buckets buckets) {
    this.series = series.row(0);
    this.buckets = buckets;
    isDense = series.isDense();
    block = series.block(Math.min(Block.ELEMENTS, buckets.length()));
    result = new double[2 * buckets.count()];
  }

  /** Reads all elements. */
  Line exact() {
    long at = buckets.from();
    long end = at;
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      var bounds = new Bounds();
      for (long from = buckets.start(bucket); from < buckets.end(bucket); ) {
        if (from == end) {
          at = from;
          end = Math.min(buckets.to(), at + Block.ELEMENTS);
          block.read(series.slice(0, at, end));
        }
        long to = Math.min(end, buckets.end(bucket));
        block.extend(bounds, (int) (from - at), (int) (to - at));
        from = to;
      }
      set(bucket, bounds);
    }
    return new Line(result, true);
  }

  /** Takes whole stretches from a complete tree, and reads only the elements beside them. */
  Line by(LineTree tree) {
    long stretch = tree.stretch();
    if (buckets.length() / buckets.count() < 2 * stretch) {
      return exact();
    }
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      long first = (buckets.start(bucket) + stretch - 1) / stretch;
      long last = buckets.end(bucket) / stretch;
      var bounds = new Bounds();
      read(bounds, buckets.start(bucket), first * stretch);
      tree.extend(bounds, first, last);
      read(bounds, last * stretch, buckets.end(bucket));
      set(bucket, bounds);
    }
    return new Line(result, true);
  }

  /** Reads some elements of each bucket, from several places. */
  Line sampled() {
    int places = Math.max(1, Math.min(MAX_PLACES_IN_BUCKET, PLACES / buckets.count()));
    int run = isDense ? RUN : 1;
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      var bounds = new Bounds();
      var spread = new Buckets(buckets.start(bucket), buckets.end(bucket), places);
      for (int place = 0; place < places; place++) {
        read(bounds, spread.start(place), Math.min(spread.end(place), spread.start(place) + run));
      }
      set(bucket, bounds);
    }
    return new Line(result, false);
  }

  private void read(Bounds bounds, long from, long to) {
    if (from < to) {
      block.read(series.slice(0, from, to));
      block.extend(bounds, 0, (int) (to - from));
    }
  }

  private void set(int bucket, Bounds bounds) {
    result[2 * bucket] = bounds.isEmpty() ? Double.NaN : bounds.least();
    result[2 * bucket + 1] = bounds.isEmpty() ? Double.NaN : bounds.greatest();
  }
}
