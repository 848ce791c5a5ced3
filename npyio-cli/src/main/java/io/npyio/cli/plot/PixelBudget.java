package io.npyio.cli.plot;

/**
 * The pixels available to elements.
 *
 * @param width available
 * @param height available
 * @param tall the height of a pixel divided by its width
 */
record PixelBudget(int width, int height, int tall) {
  /**
   * The highest aspect ratio with square elements; a longer array fills all pixels, lest it be too
   * thin.
   */
  private static final double MAX_ASPECT_RATIO = 8;

  /** The pixels that rows and columns occupy, as squares up to the highest aspect ratio. */
  PixelBudget fit(long rows, long columns, boolean isImage) {
    double aspect = (double) columns / rows;
    if (!isImage && (aspect > MAX_ASPECT_RATIO || aspect < 1 / MAX_ASPECT_RATIO)) {
      return new PixelBudget(filled(columns, width), filled(rows, height), tall);
    }
    double scale = Math.min((double) width / columns, (double) height * tall / rows);
    double whole = scale >= 1 ? Math.floor(scale) : scale;
    return new PixelBudget(
        atLeastOne(columns * whole, width), atLeastOne(rows * whole / tall, height), tall);
  }

  private static int filled(long cells, int pixels) {
    return cells >= pixels ? pixels : (int) (pixels / cells * cells);
  }

  private static int atLeastOne(double pixels, int max) {
    return (int) Math.max(1, Math.min(max, Math.round(pixels)));
  }
}
