package io.npyio.file;

import io.npyio.memory.Memory;
import io.npyio.source.ByteSource;
import io.npyio.strided.PieceIterator;
import io.npyio.strided.PieceIterator.Piece;
import io.npyio.strided.Strided;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements that lie in a source in pieces, many of them at a time, and copies each piece to
 * its destination.
 */
final class PieceReader {
  /** Reading a gap of this size costs less than a request of its own. */
  private static final int MAX_GAP_BYTES = 1 << 16;

  private static final int MAX_PIECE_BYTES = 1 << 23;
  private static final int MAX_BATCH_BYTES = 1 << 25;
  private static final int MAX_BATCH_PIECES = 1 << 10;

  /** Bytes of the source that have been read before. */
  interface Buffered {
    /** A copy of a range of the source, or null if it has to be read. */
    @Nullable ByteBuffer bufferedRange(long from, long count);
  }

  /** Copies elements that have been read to their part of the target. */
  interface PieceCopy {
    void copy(Strided read, Strided target);
  }

  private final ByteSource source;
  private final Buffered buffered;
  private final PieceCopy copy;
  private final List<Piece> batch = new ArrayList<>();
  private long batchBytes;

  PieceReader(ByteSource source, Buffered buffered, PieceCopy copy) {
    this.source = source;
    this.buffered = buffered;
    this.copy = copy;
  }

  /** Adds elements, whose offsets are positions in the source; some may be read later. */
  void add(Strided elements, Strided target) throws IOException {
    var pieces = new PieceIterator(elements, target, MAX_PIECE_BYTES, MAX_GAP_BYTES);
    while (pieces.hasNext()) {
      Piece piece = pieces.next();
      batch.add(piece);
      batchBytes += piece.source().extent();
      if (batchBytes >= MAX_BATCH_BYTES || batch.size() >= MAX_BATCH_PIECES) {
        finish();
      }
    }
  }

  /** Reads what has been added and not been read yet. */
  void finish() throws IOException {
    List<ByteBuffer> buffers = new ArrayList<>();
    List<ByteSource.Part> requests = new ArrayList<>();
    for (Piece piece : batch) {
      long first = piece.source().first();
      ByteBuffer bytes = buffered.bufferedRange(first, piece.source().extent());
      if (bytes == null) {
        bytes = ByteBuffer.allocate(Math.toIntExact(piece.source().extent()));
        requests.add(new ByteSource.Part(first, bytes.duplicate()));
      }
      buffers.add(bytes);
    }
    source.readFully(requests);
    for (int i = 0; i < buffers.size(); i++) {
      copy.copy(over(buffers.get(i), batch.get(i).source()), batch.get(i).companion());
    }
    batch.clear();
    batchBytes = 0;
  }

  /** The elements of a piece over their bytes. */
  private static Strided over(ByteBuffer bytes, Strided piece) {
    return new Strided(
        Memory.wrap(bytes),
        piece.offset() - piece.first(),
        piece.dtype(),
        piece.lengths(),
        piece.strides());
  }
}
