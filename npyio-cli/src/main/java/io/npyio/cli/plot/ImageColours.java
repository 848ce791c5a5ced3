package io.npyio.cli.plot;

import org.jspecify.annotations.Nullable;

/**
 * Cells of red, green and blue, and perhaps alpha over white.
 *
 * @param levels from no to full intensity of a channel
 */
record ImageColours(CellMeans means, Range levels, boolean hasAlpha)
    implements RasterChart.Colours {
  private static final int FULL = 255;
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  @Override
  public int rows() {
    return means.rows();
  }

  @Override
  public int columns() {
    return means.columns();
  }

  /** The intensity of a channel of a cell, 0 to 1, or NaN. */
  private double level(int row, int column, int channel) {
    double level = levels.fraction(means.at(row, column, channel));
    return Double.isNaN(level) ? level : Math.max(0, Math.min(1, level));
  }

  private double blended(int row, int column, int channel) {
    double alpha = hasAlpha ? level(row, column, 3) : 1;
    return 1 - alpha + alpha * level(row, column, channel);
  }

  @Override
  public int colour(int row, int column) {
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      double level = blended(row, column, channel);
      if (Double.isNaN(level)) {
        return Palette.MISSING;
      }
      colour = colour << Byte.SIZE | (int) Math.round(level * FULL);
    }
    return colour;
  }

  @Override
  public double brightness(int row, int column) {
    return RED * blended(row, column, 0)
        + GREEN * blended(row, column, 1)
        + BLUE * blended(row, column, 2);
  }

  @Override
  public @Nullable Range range() {
    return null;
  }
}
