package io.npyio.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** A canvas for a PNG file, drawn by Java without a display. */
final class PngCanvas implements Canvas {
  static final int TEXT_SIZE = 12;
  private static final int HEADING_SIZE = 14;

  private final BufferedImage image;
  private final Graphics2D graphics;

  private PngCanvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(new Color(Palette.PAPER));
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /**
   * {@return an empty canvas}
   *
   * @throws IOException if Java cannot draw text here
   */
  static PngCanvas of(int width, int height) throws IOException {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    try {
      var canvas = new PngCanvas(width, height);
      canvas.metrics(false).stringWidth("0");
      return canvas;
    } catch (OutOfMemoryError tooLarge) {
      throw tooLarge;
    } catch (RuntimeException | Error problem) {
      // without fontconfig, fonts or a native library Java throws various errors: InternalError,
      // UnsatisfiedLinkError, NoClassDefFoundError and Error itself have been seen
      throw new IOException(
          "Java finds no fonts to write numbers with: install some, as by 'apt install fontconfig"
              + " fonts-dejavu-core', or draw an .svg, which needs none",
          problem);
    }
  }

  private FontMetrics metrics(boolean isHeading) {
    graphics.setFont(
        isHeading
            ? new Font(Font.SANS_SERIF, Font.BOLD, HEADING_SIZE)
            : new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE));
    return graphics.getFontMetrics();
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public void rect(Box box, int colour) {
    graphics.setColor(new Color(colour));
    graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  private static Path2D path(double[] xs, double[] ys) {
    var path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < xs.length; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    return path;
  }

  @Override
  public void polyline(double[] xs, double[] ys, int colour, double width) {
    graphics.setColor(new Color(colour));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path(xs, ys));
  }

  @Override
  public void area(double[] xs, double[] ys, int colour) {
    graphics.setColor(new Color(colour));
    graphics.fill(path(xs, ys));
  }

  @Override
  public void dot(double x, double y, double radius, int colour) {
    graphics.setColor(new Color(colour));
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  @Override
  public void image(Raster raster, Box box) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(
        raster.toImage(),
        (int) box.x(),
        (int) box.y(),
        (int) box.width(),
        (int) box.height(),
        null);
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, int colour, boolean isHeading) {
    FontMetrics metrics = metrics(isHeading);
    double width = metrics.stringWidth(text);
    double left =
        switch (anchor) {
          case LEFT -> x;
          case CENTRE -> x - width / 2;
          case RIGHT -> x - width;
        };
    graphics.setColor(new Color(colour));
    graphics.drawString(
        text,
        (float) Math.max(2, Math.min(left, width() - 2 - width)),
        (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
  }

  @Override
  public void upward(String text, double x, double y, int colour) {
    AffineTransform level = graphics.getTransform();
    FontMetrics metrics = metrics(false);
    graphics.setColor(new Color(colour));
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    graphics.drawString(
        text,
        (float) (-metrics.stringWidth(text) / 2.0),
        (float) ((metrics.getAscent() - metrics.getDescent()) / 2.0));
    graphics.setTransform(level);
  }

  @Override
  public void clip(Box box) {
    graphics.setClip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  @Override
  public void unclip() {
    graphics.setClip(null);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    ImageIO.write(image, "png", out);
  }
}
