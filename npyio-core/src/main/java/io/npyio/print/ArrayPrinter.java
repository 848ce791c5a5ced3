package io.npyio.print;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.strided.Elements;
import io.npyio.strided.Strided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Prints arrays as NumPy prints them with its default options. Only the elements shown are read, so
 * the cost of a summary does not depend on the size of the array.
 */
public final class ArrayPrinter {
  /** Arrays of more elements than this are summarised. */
  public static final long THRESHOLD = 1000;

  /** The most digits after the point. */
  public static final int PRECISION = 8;

  private static final int LINE_WIDTH = 75;
  private static final String PREFIX = "array(";

  private ArrayPrinter() {}

  /** NumPy's {@code str}. */
  public static String str(Strided array) {
    return str(array, THRESHOLD);
  }

  /** NumPy's {@code str} with another threshold. */
  public static String str(Strided array, long threshold) {
    var text = new StringBuilder();
    print(array, threshold, PRECISION, text);
    return text.toString();
  }

  /** Prints NumPy's {@code str} with another threshold and precision, line by line. */
  public static void print(Strided array, long threshold, int precision, Appendable target) {
    if (array.rank() == 0) {
      append(scalar(array, threshold, precision), target);
    } else {
      var options = new PrintOptions(threshold, precision, false);
      body(array, options, 0, " ", LINE_WIDTH, target);
    }
  }

  /**
   * Prints elements whose text the caller has, as {@code str} prints an array of objects.
   *
   * @param texts from an index in C order to the text of the element
   */
  public static void print(
      Shape shape, LongFunction<String> texts, long threshold, Appendable target) {
    Strided grid = grid(shape);
    if (shape.rank() == 0) {
      append(texts.apply(0), target);
    } else {
      boolean isSummary = grid.size() > threshold;
      body(grid, new Texts(texts), isSummary, 0, " ", LINE_WIDTH, target);
    }
  }

  /** NumPy's {@code repr} of an array whose elements' texts the caller has. */
  public static String repr(Shape shape, DType dtype, LongFunction<String> texts) {
    Strided grid = grid(shape);
    var body = new StringBuilder(PREFIX);
    boolean isSummary = grid.size() > THRESHOLD;
    body(grid, new Texts(texts), isSummary, PREFIX.length(), ", ", LINE_WIDTH - 1, body);
    return closed(body.toString(), tail(shape, dtype));
  }

  /**
   * {@return the texts of the elements of a contiguous array in C order, by their index; those that
   * a print of the array shows line up}
   */
  public static LongFunction<String> texts(Strided array, long threshold) {
    boolean isSummary = array.size() > threshold;
    Column column = Column.of(ShownElements.of(array, isSummary), PrintOptions.of(threshold));
    int itemSize = array.dtype().itemSize();
    return index -> column.text(array.offset() + index * itemSize);
  }

  /** Elements of one byte without a memory: the offset of an element is its index. */
  private static Strided grid(Shape shape) {
    return Strided.of(Memory.allocate(0), 0, ArrayLayout.of(DType.INT8, shape.lengths()));
  }

  private static void append(String text, Appendable target) {
    try {
      target.append(text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** NumPy's {@code repr}. */
  public static String repr(Strided array) {
    PrintOptions options = PrintOptions.of(THRESHOLD);
    var body = new StringBuilder(PREFIX);
    body(array, options, PREFIX.length(), ", ", LINE_WIDTH - 1, body);
    return closed(body.toString(), tail(array.shape(), array.dtype()));
  }

  private static String closed(String text, String tail) {
    if (tail.isEmpty()) {
      return text + ")";
    }
    String lastLine = text.substring(text.lastIndexOf('\n') + 1);
    boolean fits = Layout.width(lastLine) + Layout.width(tail) + 3 <= LINE_WIDTH;
    return text + "," + (fits ? " " : "\n" + " ".repeat(PREFIX.length())) + tail + ")";
  }

  private static void body(
      Strided array,
      PrintOptions options,
      int indent,
      String separator,
      int width,
      Appendable target) {
    boolean isSummary = array.size() > options.threshold();
    Column column = Column.of(ShownElements.of(array, isSummary), options);
    body(array, column, isSummary, indent, separator, width, target);
  }

  private static void body(
      Strided array,
      Column column,
      boolean isSummary,
      int indent,
      String separator,
      int width,
      Appendable target) {
    if (array.size() == 0) {
      append("[]", target);
    } else {
      new Layout(array, column, separator, isSummary, target).print(indent, width);
    }
  }

  /** A scalar as NumPy prints it: all digits of a number, and text without quotes. */
  private static String scalar(Strided array, long threshold, int precision) {
    DType type = array.dtype();
    if (type instanceof DType.Struct) {
      PrintOptions options = new PrintOptions(threshold, precision, true);
      return Column.of(ShownElements.of(array, false), options).text(array.offset());
    }
    if (type instanceof DType.Flexible flexible && flexible.form() == DType.Flexible.Form.BYTES) {
      return "np.bytes_(" + PlainColumn.text(array.memory(), array.offset(), type) + ")";
    }
    return type.hasObjects()
        ? PlainColumn.OBJECT
        : Elements.text(array.memory(), array.offset(), type);
  }

  /** The shape and dtype, if the elements do not imply them. */
  private static String tail(Shape shape, DType dtype) {
    List<String> facts = new ArrayList<>();
    boolean isEmpty = shape.size() == 0;
    if (isEmpty && !shape.equals(Shape.of(0)) || shape.size() > THRESHOLD) {
      facts.add("shape=" + shape);
    }
    if (isEmpty || !DTypeText.isImplied(dtype)) {
      facts.add("dtype=" + DTypeText.argument(dtype));
    }
    return String.join(", ", facts);
  }
}
