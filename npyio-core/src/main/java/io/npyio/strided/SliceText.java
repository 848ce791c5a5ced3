package io.npyio.strided;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index in Python's syntax, {@code 1:10, ::-1, ..., 3}, which applied to an array gives a view.
 */
public final class SliceText {
  private final String text;

  private SliceText(String text) {
    this.text = text;
  }

  /**
   * The view that the text selects.
   *
   * @throws IllegalArgumentException if the text is not such an index
   */
  public static Strided apply(Strided array, String text) {
    return new SliceText(text).applyTo(array);
  }

  private Strided applyTo(Strided array) {
    List<String> items = items();
    int consumed =
        (int) items.stream().filter(item -> !isNewAxis(item) && !isEllipsis(item)).count();
    if (consumed > array.rank()) {
      throw refused("it has " + consumed + " indices, but the array has " + array.rank() + " axes");
    }
    if (items.stream().filter(SliceText::isEllipsis).count() > 1) {
      throw refused("it has more than one '...'");
    }
    Strided view = array;
    int axis = 0;
    int axisBefore = 0;
    for (String item : items) {
      if (isEllipsis(item)) {
        axis += array.rank() - consumed;
        axisBefore += array.rank() - consumed;
      } else if (isNewAxis(item)) {
        view = view.insertAxis(axis++);
      } else if (item.contains(":")) {
        view = sliced(view, axis++, item);
        axisBefore++;
      } else {
        view = view.select(axis, index(item, array.lengths()[axisBefore], axisBefore));
        axisBefore++;
      }
    }
    return view;
  }

  private List<String> items() {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    if (bare.startsWith("(") && bare.endsWith(")")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    if (bare.isEmpty()) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    for (String item : bare.split(",", -1)) {
      items.add(item.strip());
    }
    if (items.size() > 1 && items.get(items.size() - 1).isEmpty()) {
      items.remove(items.size() - 1);
    }
    int empty = items.indexOf("");
    if (empty >= 0) {
      throw refused("index " + (empty + 1) + " is empty; ':' selects all of an axis");
    }
    return items;
  }

  private static boolean isEllipsis(String item) {
    return item.equals("...") || item.equals("Ellipsis");
  }

  private static boolean isNewAxis(String item) {
    return item.equals("None") || item.equals("newaxis") || item.equals("np.newaxis");
  }

  private long index(String item, long length, int axis) {
    BigInteger index = number(item);
    long cut = cut(index);
    if (cut < -length || cut >= length) {
      throw new IndexOutOfBoundsException(
          "index %s is out of bounds for axis %d of length %d".formatted(index, axis, length));
    }
    return cut < 0 ? cut + length : cut;
  }

  /** Python's rules: negative bounds count from the end, bounds outside the axis are clamped. */
  private Strided sliced(Strided view, int axis, String item) {
    String[] parts = item.split(":", -1);
    if (parts.length > 3) {
      throw refused("'" + item + "' has more than three parts");
    }
    long length = view.lengths()[axis];
    Long stepGiven = parts.length == 3 ? bound(parts[2]) : null;
    long step = stepGiven == null ? 1 : stepGiven;
    if (step == 0) {
      throw refused("a step cannot be 0");
    }
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? length : length - 1;
    long from = clipped(bound(parts[0]), step > 0 ? least : most, length, least, most);
    long to = clipped(bound(parts[1]), step > 0 ? most : least, length, least, most);
    boolean isEmpty = step > 0 ? to <= from : to >= from;
    return isEmpty ? view.slice(axis, 0, 0, 1) : view.slice(axis, from, to, step);
  }

  private static long clipped(
      @Nullable Long bound, long absent, long length, long least, long most) {
    if (bound == null) {
      return absent;
    }
    long value = bound < 0 ? bound + length : bound;
    return Math.max(least, Math.min(most, value));
  }

  private @Nullable Long bound(String part) {
    String bare = part.strip();
    return bare.isEmpty() || bare.equals("None") ? null : (Long) cut(number(bare));
  }

  /** Clamps to a long: Python's integers are unbounded, but the lengths of axes are not. */
  private static long cut(BigInteger number) {
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    return number.min(most).max(most.negate()).longValue();
  }

  private BigInteger number(String item) {
    if (!item.matches("[+-]?[0-9]+(_[0-9]+)*")) {
      throw refused("'" + item + "' is not an index");
    }
    return new BigInteger(item.replace("_", ""));
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("the slice '" + text + "' cannot be read: " + why);
  }
}
