package io.npyio.cli.plot;

/** Cells of one number each, in the colours of the map. */
record HeatColours(CellMeans means, Range range) implements RasterChart.Colours {
  @Override
  public int rows() {
    return means.rows();
  }

  @Override
  public int columns() {
    return means.columns();
  }

  @Override
  public int colour(int row, int column) {
    return Palette.of(means.at(row, column, 0), range);
  }

  @Override
  public double brightness(int row, int column) {
    return range.fraction(means.at(row, column, 0));
  }
}
