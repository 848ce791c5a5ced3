package io.npyio.view.reduce;

/**
 * A part of a plane.
 *
 * @param top the first row
 * @param bottom the row after the last one
 * @param left the first column
 * @param right the column after the last one
 */
record Rectangle(long top, long bottom, long left, long right) {
  long height() {
    return bottom - top;
  }

  long width() {
    return right - left;
  }

  /** The part from a row on, of that height or down to the bottom. */
  Rectangle rows(long first, long height) {
    return new Rectangle(first, Math.min(bottom, first + height), left, right);
  }

  /** The part from a column on, of that width or up to the right edge. */
  Rectangle columns(long first, long width) {
    return new Rectangle(top, bottom, first, Math.min(right, first + width));
  }
}
