package io.npyio.view.reduce;

import io.npyio.array.NdArray;

/** Finds the bounds of the buckets of a series. */
final class LineReader {
  /** Elements next to each other that are read for a sample. */
  private static final int RUN = 256;

  /** The number of places where a sample is taken, for all buckets together. */
  private static final int PLACES = 4096;

  private static final int MAX_PLACES_IN_BUCKET = 16;

  /** The number of places where a sample is taken of elements that have to be fetched. */
  private static final int FETCHED_PLACES = 256;

  private final Plane plane;
  private final NdArray series;
  private final Buckets buckets;
  private final Block block;
  private final double[] result;

  LineReader(Plane plane, Buckets buckets) {
    this.plane = plane;
    this.series = plane.row(0);
    this.buckets = buckets;
    block = plane.block(Math.min(Block.ELEMENTS, buckets.length()));
    result = new double[2 * buckets.count()];
  }

  /** Reads all elements. */
  Line exact() {
    plane.fetch(series.slice(0, buckets.from(), buckets.to()));
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
    return new Line(result, Exactness.EXACT);
  }

  /** Takes whole stretches from a complete tree, and reads only the elements beside them. */
  Line by(LineTree tree) {
    long stretch = tree.stretch();
    if (buckets.length() / buckets.count() < 2 * stretch) {
      return exact();
    }
    var bounds = new Bounds();
    readAround(buckets.from(), stretch, new Bounds(), bounds);
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      var next = new Bounds();
      readAround(buckets.end(bucket), stretch, bounds, next);
      long first = (buckets.start(bucket) + stretch - 1) / stretch;
      tree.extend(bounds, first, buckets.end(bucket) / stretch);
      set(bucket, bounds);
      bounds = next;
    }
    return new Line(result, Exactness.EXACT);
  }

  /** Reads a stretch that the edge of a bucket cuts, once for the buckets on both sides. */
  private void readAround(long edge, long stretch, Bounds before, Bounds after) {
    long start = edge / stretch * stretch;
    if (edge > start) {
      long from = Math.max(buckets.from(), start);
      long to = Math.min(buckets.to(), start + stretch);
      block.read(series.slice(0, from, to));
      block.extend(before, 0, (int) (edge - from));
      block.extend(after, (int) (edge - from), (int) (to - from));
    }
  }

  /**
   * Reads some elements of each bucket, from several places.
   *
   * @param exactness of the line
   */
  Line sampled(Exactness exactness) {
    if (plane.isFetched() && buckets.count() > FETCHED_PLACES) {
      return widened(new LineReader(plane, buckets.fewer(FETCHED_PLACES)).sampled(exactness));
    }
    int all = plane.isFetched() ? FETCHED_PLACES : PLACES;
    int places = Math.max(1, Math.min(MAX_PLACES_IN_BUCKET, all / buckets.count()));
    int run = plane.isDense() ? RUN : 1;
    if (plane.isFetched()) {
      fetchPlaces(places);
    }
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      var bounds = new Bounds();
      var spread = new Buckets(buckets.start(bucket), buckets.end(bucket), places);
      for (int place = 0; place < places; place++) {
        read(bounds, spread.start(place), Math.min(spread.end(place), spread.start(place) + run));
      }
      set(bucket, bounds);
    }
    return new Line(result, exactness);
  }

  /** Fetches about the elements that a sample reads, all together. */
  private void fetchPlaces(int places) {
    long step = Math.max(1, buckets.length() / ((long) places * buckets.count()));
    plane.fetch(series.slice(0, buckets.from(), buckets.to(), step));
  }

  /** The bounds of fewer buckets, each for all those that lie in it. */
  private Line widened(Line fewer) {
    int count = fewer.bounds().length / 2;
    for (int bucket = 0; bucket < buckets.count(); bucket++) {
      int wide = (int) ((long) bucket * count / buckets.count());
      System.arraycopy(fewer.bounds(), 2 * wide, result, 2 * bucket, 2);
    }
    return new Line(result, fewer.exactness());
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
