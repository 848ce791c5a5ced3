package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.source.ByteSource;
import io.npyio.strided.ByteCopy;
import io.npyio.strided.JavaArrayCopy;
import io.npyio.strided.PieceIterator;
import io.npyio.strided.PieceIterator.Piece;
import io.npyio.strided.SliceText;
import io.npyio.strided.Strided;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An array in a source of bytes, of which only the parts that are asked for are read.
 *
 * <pre>{@code
 * try (ByteSource source = ByteSource.of(Path.of("embeddings.npy"))) {
 *   NdArray rows = Npy.open(source).slice("1000:1010").load();
 * }
 * }</pre>
 *
 * <p>{@link #slice}, {@link #at}, {@link #field}, {@link #transpose} and {@link #permute} read
 * nothing; they describe a part as the methods of {@link NdArray} do. {@link #load}, {@link
 * #toArray} and {@link #readInto} read its bytes: ranges that lie at most 64 KiB apart are read as
 * one, in pieces of up to 8 MiB, several of them at a time where the source does that.
 *
 * <p>Immutable and thread-safe. Reading fails once the source is closed.
 */
public final class StoredArray {
  /** Reading a gap of this size costs less than a request of its own. */
  private static final int MAX_GAP_BYTES = 1 << 16;

  private static final int MAX_PIECE_BYTES = 1 << 23;
  private static final int MAX_BATCH_BYTES = 1 << 25;
  private static final int MAX_BATCH_PIECES = 16;

  private static final Memory NOWHERE = Memory.allocate(0);

  private final FileHead head;
  private final ReadOptions options;

  /** The geometry of the part: offsets are positions in the source, and its memory is empty. */
  private final Strided elements;

  private StoredArray(FileHead head, ReadOptions options, Strided elements) {
    this.head = head;
    this.options = options;
    this.elements = elements;
  }

  static StoredArray open(FileHead head, ReadOptions options) throws IOException {
    NpyHeader header = DataReader.wholeHeader(head, options);
    return new StoredArray(
        head, options, Strided.of(NOWHERE, header.dataOffset(), header.layout()));
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** {@return the type of the elements} */
  public DType dtype() {
    return elements.dtype();
  }

  /** {@return the lengths of the axes} */
  public Shape shape() {
    return elements.shape();
  }

  /** {@return the layout in which {@link #load} returns the elements} */
  public ArrayLayout layout() {
    return elements.layout();
  }

  /** {@return dtype and shape: {@code <f4 (1000, 768)}} */
  @Override
  public String toString() {
    return dtype() + " " + shape();
  }

  // ---- parts ---------------------------------------------------------------------------------

  private StoredArray part(Strided part) {
    return new StoredArray(head, options, part);
  }

  /** {@return the part at these indices of the first axes, as {@link NdArray#at}} */
  public StoredArray at(long... index) {
    return part(elements.at(index));
  }

  /** {@return the part from {@code from} to before {@code to} of an axis} */
  public StoredArray slice(int axis, long from, long to) {
    return part(elements.slice(axis, from, to));
  }

  /**
   * {@return every {@code step}-th index of an axis, as {@link NdArray#slice(int, long, long,
   * long)}}
   */
  public StoredArray slice(int axis, long from, long to, long step) {
    return part(elements.slice(axis, from, to, step));
  }

  /**
   * {@return the part that Python's own text of an index names, as {@link NdArray#slice(String)}}
   */
  public StoredArray slice(String text) {
    return part(SliceText.apply(elements, text));
  }

  /** {@return one field of structs, as {@link NdArray#field}} */
  public StoredArray field(String name) {
    return part(elements.field(name));
  }

  /** {@return the axes in reverse, as {@link NdArray#transpose}} */
  public StoredArray transpose() {
    return part(elements.transpose());
  }

  /** {@return the axes in another order, as {@link NdArray#permute}} */
  public StoredArray permute(int... axes) {
    return part(elements.permute(axes));
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return a new array on the heap with the elements}
   *
   * @throws NpyFormatException if they are more bytes than the options allow
   */
  public NdArray load() throws IOException {
    requireAllowed();
    ArrayLayout layout = layout();
    Strided loaded = Strided.zeros(layout);
    read(loaded, ByteCopy::copy);
    return NdArray.over(loaded.memory(), 0, layout);
  }

  /**
   * {@return the elements as a new Java array, as {@link NdArray#toArray}}
   *
   * @throws ArithmeticException if a value does not fit
   */
  public <T> T toArray(Class<T> type) throws IOException {
    return load().toArray(type);
  }

  /** Reads the elements, in C order, into a flat array of primitives, from its index 0 on. */
  public void readInto(Object target) throws IOException {
    readInto(target, 0);
  }

  /**
   * Reads the elements, in C order, into a flat array of primitives.
   *
   * @param target a {@code float[]}, {@code int[]}, …
   * @param start the index in the target of the first element
   * @throws IndexOutOfBoundsException if the target is too short
   * @throws ArithmeticException as {@link NdArray#readInto(Object, int)}
   */
  public void readInto(Object target, int start) throws IOException {
    requireAllowed();
    JavaArrayCopy.kindOf(target);
    Objects.checkFromIndexSize(start, elements.size(), Array.getLength(target));
    Shape shape = shape();
    // the offset of an element of one byte is its index in the target
    Strided indices = Strided.of(NOWHERE, start, ArrayLayout.of(DType.INT8, shape.lengths()));
    read(
        indices,
        (part, at) ->
            JavaArrayCopy.read(
                part,
                target,
                Math.toIntExact(at.offset()),
                shape,
                1,
                flat -> JavaArrayCopy.index(shape, at.offset() - start + flat)));
  }

  private void requireAllowed() throws NpyFormatException {
    DataReader.requireAllowed(head.name(), elements.offset(), layout(), options);
  }

  /** Copies elements that have been read to their part of the target. */
  private interface PieceCopy {
    void copy(Strided read, Strided target);
  }

  private void read(Strided target, PieceCopy copy) throws IOException {
    var pieces = new PieceIterator(elements, target, MAX_PIECE_BYTES, MAX_GAP_BYTES);
    while (pieces.hasNext()) {
      List<Piece> batch = new ArrayList<>();
      for (long bytes = 0;
          pieces.hasNext() && bytes < MAX_BATCH_BYTES && batch.size() < MAX_BATCH_PIECES; ) {
        Piece piece = pieces.next();
        batch.add(piece);
        bytes += piece.source().extent();
      }
      read(batch, copy);
    }
  }

  private void read(List<Piece> batch, PieceCopy copy) throws IOException {
    List<ByteBuffer> buffers = new ArrayList<>();
    List<ByteSource.Part> requests = new ArrayList<>();
    for (Piece piece : batch) {
      long first = piece.source().first();
      ByteBuffer buffered = head.bufferedRange(first, piece.source().extent());
      if (buffered == null) {
        buffered = ByteBuffer.allocate(Math.toIntExact(piece.source().extent()));
        requests.add(new ByteSource.Part(first, buffered.duplicate()));
      }
      buffers.add(buffered);
    }
    head.source().readFully(requests);
    for (int i = 0; i < batch.size(); i++) {
      Strided piece = batch.get(i).source();
      copy.copy(
          new Strided(
              Memory.wrap(buffers.get(i)),
              piece.offset() - piece.first(),
              piece.dtype(),
              piece.lengths(),
              piece.strides()),
          batch.get(i).companion());
    }
  }
}
