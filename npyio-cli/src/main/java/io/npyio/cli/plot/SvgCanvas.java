package io.npyio.cli.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A canvas for an SVG file. */
final class SvgCanvas implements Canvas {
  private static final String FONT = "sans-serif";
  private static final char REPLACEMENT = '\uFFFD';

  private final int width;
  private final int height;
  private final StringBuilder body = new StringBuilder();
  private int clips;

  SvgCanvas(int width, int height) {
    this.width = width;
    this.height = height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** Rounds to a hundredth of a pixel. */
  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String colour(int colour) {
    return "#%06x".formatted(colour);
  }

  private static String escaped(String text) {
    String legal =
        text.codePoints()
            .map(c -> isLegal(c) ? c : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Whether XML may contain a character, in whatever form. */
  private static boolean isLegal(int c) {
    boolean isNoncharacter = c == 0xFFFE || c == 0xFFFF;
    return (c >= ' ' || c == '\t' || c == '\n')
        && Character.getType(c) != Character.SURROGATE
        && !isNoncharacter;
  }

  private static String bounds(Box box) {
    return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
        .formatted(number(box.x()), number(box.y()), number(box.width()), number(box.height()));
  }

  private static String points(double[] xs, double[] ys) {
    var points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
    }
    return points.toString();
  }

  private void add(String element) {
    body.append(element).append('\n');
  }

  @Override
  public void rect(Box box, int colour) {
    add("<rect %s fill=\"%s\"/>".formatted(bounds(box), colour(colour)));
  }

  @Override
  public void polyline(double[] xs, double[] ys, int colour, double stroke) {
    add(
        ("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
                + " stroke-linejoin=\"round\" stroke-linecap=\"round\"/>")
            .formatted(points(xs, ys), colour(colour), number(stroke)));
  }

  @Override
  public void area(double[] xs, double[] ys, int colour) {
    add("<polygon points=\"%s\" fill=\"%s\"/>".formatted(points(xs, ys), colour(colour)));
  }

  @Override
  public void dot(double x, double y, double radius, int colour) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>"
            .formatted(number(x), number(y), number(radius), colour(colour)));
  }

  @Override
  public void image(Raster raster, Box box) {
    var png = new ByteArrayOutputStream();
    try {
      System.setProperty("java.awt.headless", "true");
      ImageIO.setUseCache(false);
      ImageIO.write(raster.toImage(), "png", png);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    add(
        ("<image %s preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\""
                + " href=\"data:image/png;base64,%s\"/>")
            .formatted(bounds(box), Base64.getEncoder().encodeToString(png.toByteArray())));
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, int colour, boolean isHeading) {
    String side =
        switch (anchor) {
          case LEFT -> "start";
          case CENTRE -> "middle";
          case RIGHT -> "end";
        };
    add(
        "<text x=\"%s\" y=\"%s\" dy=\"0.35em\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>"
            .formatted(
                number(x),
                number(y),
                side,
                colour(colour),
                isHeading ? " font-size=\"14\" font-weight=\"bold\"" : "",
                escaped(text)));
  }

  @Override
  public void upward(String text, double x, double y, int colour) {
    add(
        ("<text transform=\"translate(%s %s) rotate(-90)\" dy=\"0.35em\" text-anchor=\"middle\""
                + " fill=\"%s\">%s</text>")
            .formatted(number(x), number(y), colour(colour), escaped(text)));
  }

  @Override
  public void clip(Box box) {
    String name = "c" + clips++;
    add("<clipPath id=\"%s\"><rect %s/></clipPath>".formatted(name, bounds(box)));
    add("<g clip-path=\"url(#%s)\">".formatted(name));
  }

  @Override
  public void unclip() {
    add("</g>");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    String document =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
        viewBox="0 0 %1$d %2$d" font-family="%3$s" font-size="%4$d">
        <rect width="%1$d" height="%2$d" fill="%5$s"/>
        %6$s</svg>
        """
            .formatted(width, height, FONT, PngCanvas.TEXT_SIZE, colour(Palette.PAPER), body);
    out.write(document.getBytes(StandardCharsets.UTF_8));
  }
}
