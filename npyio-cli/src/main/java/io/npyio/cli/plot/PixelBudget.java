package io.npyio.cli.plot;

/**
 * The pixels there are for elements.
 *
 * @param width of the room
 * @param height of the room
 * @param tall how many times as tall as wide a pixel is
 */
record PixelBudget(int width, int height, int tall) {
  /** An array longer than this is stretched to fill the room, as its elements would be too thin. */
  private static final double LONGEST = 8;

  /** The pixels that rows and columns take, squares as long as that can be seen. */
  PixelBudget fit(long rows, long columns, boolean isImage) {
    double aspect = (double) columns / rows;
    if (!isImage && (aspect > LONGEST || aspect < 1 / LONGEST)) {
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

  private static int atLeastOne(double pixels, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(pixels)));
  }
}
