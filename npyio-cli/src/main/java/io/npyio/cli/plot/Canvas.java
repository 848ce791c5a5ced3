package io.npyio.cli.plot;

import java.io.IOException;
import java.io.OutputStream;

/** A canvas: pixels from the upper left corner, colours as {@code 0xRRGGBB}. */
interface Canvas {
  /** The side of a text that is at its coordinates. */
  enum Anchor {
    LEFT,
    CENTRE,
    RIGHT
  }

  int width();

  int height();

  /** Fills a rectangle. */
  void rect(Box box, int colour);

  /** Draws the outline of a rectangle. */
  default void frame(Box box, int colour) {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    double[] xs = {box.x(), right, right, box.x(), box.x()};
    double[] ys = {box.y(), box.y(), bottom, bottom, box.y()};
    polyline(xs, ys, colour, 1);
  }

  /** Draws a line through points. */
  void polyline(double[] xs, double[] ys, int colour, double width);

  default void line(double x1, double y1, double x2, double y2, int colour) {
    polyline(new double[] {x1, x2}, new double[] {y1, y2}, colour, 1);
  }

  /** Fills a polygon. */
  void area(double[] xs, double[] ys, int colour);

  void dot(double x, double y, double radius, int colour);

  /** Draws a raster; each pixel becomes a rectangle, without gaps or interpolation. */
  void image(Raster raster, Box box);

  /** Writes a text, vertically centred at y. */
  void text(String text, double x, double y, Anchor anchor, int colour, boolean isHeading);

  /** Writes a text from bottom to top, centred at its coordinates. */
  void upward(String text, double x, double y, int colour);

  /** Restricts drawing to a rectangle until {@link #unclip}. */
  void clip(Box box);

  void unclip();

  /** Writes the file. */
  void writeTo(OutputStream out) throws IOException;

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {}
}
