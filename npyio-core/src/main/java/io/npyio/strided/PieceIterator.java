package io.npyio.strided;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Cuts elements into pieces whose bytes are worth reading together: a piece has at most a given
 * number of bytes, and only gaps that are cheaper to read than to skip.
 *
 * <p>Pieces are cut along the widest strides first. Each comes with the corresponding part of a
 * companion of equal shape, the destination of its elements. Elements of 0 bytes are skipped.
 */
public final class PieceIterator implements Iterator<PieceIterator.Piece> {
  private final long maxBytes;
  private final long maxGap;
  private final Deque<Cut> cuts = new ArrayDeque<>();

  /**
   * Elements whose bytes are read together: {@link Strided#extent} bytes from {@link Strided#first}
   * on.
   *
   * @param source the elements
   * @param companion of the same shape
   */
  public record Piece(Strided source, Strided companion) {
    Piece slice(int axis, long from, long to) {
      return new Piece(source.slice(axis, from, to), companion.slice(axis, from, to));
    }
  }

  /** A piece whose axis is iterated from {@code next} on, {@code step} indices at a time. */
  private static final class Cut {
    private final Piece piece;
    private final int axis;
    private final long step;
    private long next;

    Cut(Piece piece, int axis, long step) {
      this.piece = piece;
      this.axis = axis;
      this.step = step;
    }

    Piece advance() {
      long from = next;
      next = from + Math.min(step, length() - from);
      return piece.slice(axis, from, next);
    }

    private long length() {
      return piece.source().lengths()[axis];
    }

    boolean isDone() {
      return next == length();
    }
  }

  /**
   * Cuts the elements of an array.
   *
   * @param companion of the same shape
   * @param maxBytes of a piece; an element that is larger is a piece of its own
   * @param maxGap the maximum number of unused bytes to read between two elements
   */
  public PieceIterator(Strided source, Strided companion, long maxBytes, long maxGap) {
    this.maxBytes = maxBytes;
    this.maxGap = maxGap;
    if (!source.isEmpty() && source.dtype().itemSize() > 0) {
      Strided rows = source.rank() == 0 ? source.insertAxis(0) : source;
      Strided places = companion.rank() == 0 ? companion.insertAxis(0) : companion;
      open(new Piece(rows, places));
    }
  }

  private void open(Piece piece) {
    int axis = widestAxis(piece.source());
    cuts.push(new Cut(piece, axis, step(piece.source(), axis)));
  }

  private static int widestAxis(Strided array) {
    int widest = 0;
    for (int i = 1; i < array.rank(); i++) {
      boolean isLonger = array.lengths()[i] > 1;
      boolean isWider =
          array.lengths()[widest] == 1
              || Math.abs(array.strides()[i]) > Math.abs(array.strides()[widest]);
      widest = isLonger && isWider ? i : widest;
    }
    return widest;
  }

  private long step(Strided array, int axis) {
    if (!isDense(array)) {
      return 1;
    }
    long row = array.slice(axis, 0, 1).extent();
    long stride = Math.abs(array.strides()[axis]);
    return stride == 0 ? array.lengths()[axis] : Math.max(1, (maxBytes - row) / stride + 1);
  }

  /** Whether all gaps between elements are small enough, from the widest axis inwards. */
  private boolean isDense(Strided array) {
    Strided rest = array;
    while (true) {
      int axis = widestAxis(rest);
      if (rest.lengths()[axis] == 1) {
        return true;
      }
      long stride = Math.abs(rest.strides()[axis]);
      rest = rest.slice(axis, 0, 1);
      if (stride - rest.extent() > maxGap) {
        return false;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return !cuts.isEmpty();
  }

  @Override
  public Piece next() {
    while (!cuts.isEmpty()) {
      Cut cut = cuts.element();
      Piece piece = cut.advance();
      if (cut.isDone()) {
        cuts.pop();
      }
      if (piece.source().size() == 1 || isOne(piece.source())) {
        return piece;
      }
      open(piece);
    }
    throw new NoSuchElementException();
  }

  private boolean isOne(Strided array) {
    return array.extent() <= maxBytes && isDense(array);
  }
}
