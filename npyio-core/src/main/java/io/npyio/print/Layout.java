package io.npyio.print;

import io.npyio.strided.Strided;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The brackets, lines and blank lines of an array, around the text of its elements. */
final class Layout {
  private static final String GAP = "...";

  /** Characters that accumulate before they are flushed. */
  private static final int BUFFER_LENGTH = 1 << 13;

  private final Strided array;
  private final Column elements;
  private final String separator;
  private final boolean isSummary;
  private final Appendable target;
  private final StringBuilder out = new StringBuilder();

  /** The width of the last line so far. */
  private int column;

  Layout(Strided array, Column elements, String separator, boolean isSummary, Appendable target) {
    this.target = target;
    this.array = array;
    this.elements = elements;
    this.separator = separator;
    this.isSummary = isSummary;
  }

  /** Python's {@code len}: code points. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Prints the array, without its name and dtype.
   *
   * @param indent the width of the text before it on its first line
   * @param width of the lines
   */
  void print(int indent, int width) {
    append(0, array.offset(), indent, width);
    flush(0);
  }

  /** Flushes the finished text once at least {@code least} characters have accumulated. */
  private void flush(int least) {
    if (out.length() < least) {
      return;
    }
    try {
      target.append(out);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    out.setLength(0);
  }

  private void append(int axis, long position, int indent, int width) {
    int axesLeft = array.rank() - axis;
    if (axesLeft == 0) {
      out.append(elements.text(position));
      return;
    }
    out.append('[');
    if (axesLeft == 1) {
      appendRow(axis(axis), position, indent + 1, width - 1);
    } else {
      appendRows(axis, position, indent + 1, width - 1);
    }
    out.append(']');
  }

  private Axis axis(int axis) {
    return new Axis(array.lengths()[axis], array.strides()[axis], isSummary);
  }

  private void appendRow(Axis axis, long start, int indent, int width) {
    column = indent;
    var words = new Series();
    axis.walk(
        start,
        position -> appendWord(elements.text(position), words.isFirst(), indent, width),
        () -> appendWord(GAP, false, indent, width));
  }

  /** Distinguishes the first item of a series from the others. */
  private static final class Series {
    private boolean hasBegun;

    boolean isFirst() {
      boolean isFirst = !hasBegun;
      hasBegun = true;
      return isFirst;
    }
  }

  private void appendWord(String word, boolean isFirst, int indent, int width) {
    if (!isFirst) {
      out.append(separator);
      column += separator.length();
    }
    String[] lines = word.split("\n", -1);
    int length = widest(lines);
    if (column + length > width && column > indent) {
      breakLine(indent);
    }
    int start = column;
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        breakLine(start);
      }
      out.append(lines[i]);
    }
    out.append(" ".repeat(length - width(lines[lines.length - 1])));
    column = start + length;
  }

  private static int widest(String[] lines) {
    int widest = 0;
    for (String line : lines) {
      widest = Math.max(widest, width(line));
    }
    return widest;
  }

  private void breakLine(int indent) {
    stripLine();
    flush(BUFFER_LENGTH);
    out.append('\n').append(" ".repeat(indent));
    column = indent;
  }

  private void stripLine() {
    int end = out.length();
    while (out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
  }

  private void appendRows(int axis, long start, int indent, int width) {
    int newLines = array.rank() - axis - 1;
    String between = separator.stripTrailing() + "\n".repeat(newLines) + " ".repeat(indent);
    var rows = new Series();
    axis(axis)
        .walk(
            start,
            position -> {
              flush(BUFFER_LENGTH);
              out.append(rows.isFirst() ? "" : between);
              append(axis + 1, position, indent, width);
            },
            () -> out.append(between).append(GAP));
  }
}
