package io.npyio.http;

import io.npyio.source.ByteSource.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bytes that one request fetches, and the parts of buffers that they fill. */
final class Piece implements Destination {
  static final int MAX_BYTES = 1 << 23;

  /**
   * Bytes of the file and their place in a buffer.
   *
   * @param from the first one
   * @param target the buffer, of which neither position nor limit is touched
   * @param index of the first byte in it
   * @param count of the bytes
   */
  private record Slice(long from, ByteBuffer target, int index, int count) {
    long end() {
      return from + count;
    }

    void copy(long position, ByteBuffer bytes) {
      long first = Math.max(from, position);
      long last = Math.min(end(), position + bytes.remaining());
      if (first < last) {
        target.put(
            index + (int) (first - from),
            bytes,
            bytes.position() + (int) (first - position),
            (int) (last - first));
      }
    }
  }

  private final List<Slice> slices = new ArrayList<>();
  private long end;
  private int next;

  private Piece(Slice first) {
    slices.add(first);
    end = first.end();
  }

  /**
   * The pieces that make up parts of a file of some size, in the order of the file.
   *
   * @param maxGap the most bytes between two ranges that one request fetches together
   */
  static List<Piece> of(List<Part> parts, long size, int maxGap) {
    List<Piece> pieces = new ArrayList<>();
    for (Slice slice : slices(parts, size)) {
      Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
      if (last == null || !last.takes(slice, maxGap)) {
        pieces.add(new Piece(slice));
      }
    }
    return pieces;
  }

  private static List<Slice> slices(List<Part> parts, long size) {
    List<Slice> slices = new ArrayList<>();
    for (Part part : parts) {
      ByteBuffer target = part.target();
      long end = Math.min(size, part.position() + target.remaining());
      for (long from = part.position(); from < end; from += MAX_BYTES) {
        int index = target.position() + (int) (from - part.position());
        slices.add(new Slice(from, target, index, (int) Math.min(MAX_BYTES, end - from)));
      }
    }
    slices.sort(Comparator.comparingLong(Slice::from));
    return slices;
  }

  private boolean takes(Slice slice, int maxGap) {
    long wider = Math.max(end, slice.end());
    if (slice.from() - end > maxGap || wider - slices.get(0).from() > MAX_BYTES) {
      return false;
    }
    slices.add(slice);
    end = wider;
    return true;
  }

  ByteRange range() {
    long from = slices.get(0).from();
    return new ByteRange(from, end - from);
  }

  @Override
  public void begin(Content content) {
    next = 0;
  }

  @Override
  public void put(long position, ByteBuffer bytes) {
    while (next < slices.size() && slices.get(next).end() <= position) {
      next++;
    }
    long behind = position + bytes.remaining();
    for (int i = next; i < slices.size() && slices.get(i).from() < behind; i++) {
      slices.get(i).copy(position, bytes);
    }
  }
}
