package io.npyio.view.reduce;

/**
 * Many floats, in pieces of a quarter of a megabyte, which are allocated when they are first
 * written: a small heap has room for those when it has none for one large array.
 */
final class FloatStore {
  private static final int SHIFT = 16;
  private static final int PIECE = 1 << SHIFT;

  private final long length;
  private final float[][] pieces;

  FloatStore(long length) {
    this.length = length;
    pieces = new float[Math.toIntExact((length + PIECE - 1) >> SHIFT)][];
  }

  void write(long at, float[] from) {
    for (int done = 0; done < from.length; ) {
      float[] piece = allocated((int) ((at + done) >> SHIFT));
      int start = (int) (at + done) & (PIECE - 1);
      int n = Math.min(from.length - done, piece.length - start);
      System.arraycopy(from, done, piece, start, n);
      done += n;
    }
  }

  private synchronized float[] allocated(int index) {
    if (pieces[index] == null) {
      pieces[index] = new float[(int) Math.min(PIECE, length - ((long) index << SHIFT))];
    }
    return pieces[index];
  }

  /** Copies floats that have been written, by this thread or one that it knows to have done so. */
  void read(long at, float[] to, int first, int count) {
    for (int done = 0; done < count; ) {
      float[] piece = pieces[(int) ((at + done) >> SHIFT)];
      int start = (int) (at + done) & (PIECE - 1);
      int n = Math.min(count - done, piece.length - start);
      System.arraycopy(piece, start, to, first + done, n);
      done += n;
    }
  }
}
