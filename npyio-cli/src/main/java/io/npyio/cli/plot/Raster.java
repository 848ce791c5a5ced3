package io.npyio.cli.plot;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

/**
 * Rows of coloured pixels.
 *
 * @param colour the colour at a column and a row
 */
record Raster(int width, int height, IntBinaryOperator colour) {
  BufferedImage toImage() {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour.applyAsInt(x, y));
      }
    }
    return image;
  }
}
