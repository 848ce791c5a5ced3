package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's {@code repr} of arrays whose class has another name: {@code memmap([1, 2])}. */
final class ReprText {
  private static final String ARRAY = "array(";
  private static final Pattern TAIL = Pattern.compile(",(?: |\n {6})((?:shape|dtype)=.*)\\)$");
  private static final int LINE_WIDTH_CHARS = 75;

  private ReprText() {}

  static String of(NdArray array, String name) {
    String text = array.repr();
    return name.equals("array") ? text : renamed(array, text, name + "(");
  }

  private static String renamed(NdArray array, String text, String prefix) {
    Matcher found = TAIL.matcher(text);
    String tail = found.find() ? found.group(1) : "";
    String body = text.substring(0, tail.isEmpty() ? text.length() - 1 : found.start());
    String indent = " ".repeat(prefix.length() - ARRAY.length());
    String moved = prefix + body.substring(ARRAY.length()).replace("\n ", "\n " + indent);
    String laidOut = isWrapped(array) ? wrapped(array, moved, prefix.length()) : moved;
    if (tail.isEmpty()) {
      return laidOut + ")";
    }
    String lastLine = laidOut.substring(laidOut.lastIndexOf('\n') + 1);
    boolean fits = lastLine.length() + tail.length() + 3 <= LINE_WIDTH_CHARS;
    return laidOut + "," + (fits ? " " : "\n" + " ".repeat(prefix.length())) + tail + ")";
  }

  /** Rows of text and structs are not wrapped again: a comma may be part of an element. */
  private static boolean isWrapped(NdArray array) {
    return array.size() > 0
        && array.rank() > 0
        && (array.dtype() instanceof DType.Scalar || array.dtype() instanceof DType.Temporal);
  }

  /** Wraps each row again, as its lines start further to the right. */
  private static String wrapped(NdArray array, String text, int prefix) {
    String indent = " ".repeat(prefix + array.rank());
    String unbroken = text.replaceAll(",\n {" + indent.length() + "}(?=[^\\[])", ", ");
    // less the enclosing brackets and the closing parenthesis
    int width = LINE_WIDTH_CHARS - 1 - 1 - (array.rank() - 1);
    StringBuilder whole = new StringBuilder();
    for (String row : unbroken.split("\n", -1)) {
      whole.append(whole.length() > 0 ? "\n" : "").append(broken(row, indent, width));
    }
    return whole.toString();
  }

  private static String broken(String row, String indent, int width) {
    if (row.length() <= indent.length()) {
      return row;
    }
    String end = row.replaceAll("^.*?(\\]*,?)$", "$1");
    String[] words = row.substring(indent.length(), row.length() - end.length()).split(", ", -1);
    StringBuilder whole = new StringBuilder(row.substring(0, indent.length()));
    int length = whole.length();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (i > 0 && length + word.length() > width) {
        whole.setLength(whole.length() - 1);
        whole.append("\n").append(indent);
        length = indent.length();
      }
      boolean isLast = i == words.length - 1;
      whole.append(word).append(isLast ? "" : ", ");
      length += word.length() + 2;
    }
    return whole.append(end).toString();
  }
}
