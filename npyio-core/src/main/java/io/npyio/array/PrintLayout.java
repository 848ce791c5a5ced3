package io.npyio.array;

/** The brackets, lines and blank lines of an array, around the texts of its elements. */
final class PrintLayout {
  private static final String GAP = "...";

  private final NdArray array;
  private final PrintColumn elements;
  private final String separator;
  private final boolean isSummary;
  private final StringBuilder out = new StringBuilder();

  /** The width of the last line so far. */
  private int column;

  PrintLayout(NdArray array, PrintColumn elements, String separator, boolean isSummary) {
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
   * The array, without its name and dtype.
   *
   * @param indent the width of what stands before it on its first line
   * @param width of the lines
   */
  String text(int indent, int width) {
    append(0, array.offset(), indent, width);
    return out.toString();
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

  private PrintAxis axis(int axis) {
    return new PrintAxis(array.lengths()[axis], array.rawStrides()[axis], isSummary);
  }

  private void appendRow(PrintAxis axis, long start, int indent, int width) {
    int first = out.length();
    column = indent;
    axis.walk(
        start,
        position -> appendWord(elements.text(position), first, indent, width),
        () -> appendWord(GAP, first, indent, width));
  }

  private void appendWord(String word, int first, int indent, int width) {
    if (out.length() > first) {
      out.append(separator);
      column += separator.length();
    }
    int length = width(word);
    if (column + length > width && column > indent) {
      stripLine();
      out.append('\n').append(" ".repeat(indent));
      column = indent;
    }
    out.append(word);
    column += length;
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
    int first = out.length();
    axis(axis)
        .walk(
            start,
            position -> {
              out.append(out.length() > first ? between : "");
              append(axis + 1, position, indent, width);
            },
            () -> out.append(between).append(GAP));
  }
}
