package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.source.ByteSource;
import io.npyio.strided.ByteCopy;
import io.npyio.strided.JavaArrayCopy;
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
 * <p>{@link #slice}, {@link #at}, {@link #field}, {@link #transpose}, {@link #permute}, {@link
 * #reshape} and {@link #view} read nothing; they describe a part as the methods of {@link NdArray}
 * do. {@link #load}, {@link #take}, {@link #toArray} and {@link #readInto} read its bytes: ranges
 * that lie at most 64 KiB apart are read as one, in pieces of up to 8 MiB, several of them at a
 * time where the source does that.
 *
 * <p>Immutable and thread-safe. Reading fails once the source is closed.
 *
 * @since 0.1.0
 */
public final class StoredArray {
  /** Windows of memory begin at multiples of this number, so that each block lies in one. */
  private static final int BLOCK_BYTES = 1 << 30;

  private static final Memory NOWHERE = Memory.allocate(0);

  private final ByteSource source;
  private final String name;
  private final PieceReader.Buffered buffered;
  private final ReadOptions options;

  /** The geometry of the part: offsets are positions in the source, and its memory is empty. */
  private final Strided elements;

  private StoredArray(
      ByteSource source,
      String name,
      PieceReader.Buffered buffered,
      ReadOptions options,
      Strided elements) {
    this.source = source;
    this.name = name;
    this.buffered = buffered;
    this.options = options;
    this.elements = elements;
  }

  static StoredArray open(FileHead head, ReadOptions options) throws IOException {
    return of(head, DataReader.wholeHeader(head, options), options);
  }

  /** The array behind a header that has been read. */
  static StoredArray of(FileHead head, NpyHeader header, ReadOptions options) {
    return new StoredArray(
        head.source(),
        head.name(),
        head,
        options,
        Strided.of(NOWHERE, header.dataOffset(), header.layout()));
  }

  /** The array of a source, whose header has been read before. */
  static StoredArray open(ByteSource source, NpyHeader header, ReadOptions options)
      throws IOException {
    DataReader.requireWhole(source.name(), source.size(), header);
    return new StoredArray(
        source,
        source.name(),
        (from, count) -> null,
        options,
        Strided.of(NOWHERE, header.dataOffset(), header.layout()));
  }

  /** The array in a stored member of an archive. */
  static StoredArray open(ByteSource archive, MemberInput member, ReadOptions options)
      throws IOException {
    NpyHeader header = DataReader.wholeHeader(member, options);
    long offset = member.dataOffset() + header.dataOffset();
    return new StoredArray(
        archive,
        member.name(),
        member::bufferedRange,
        options,
        Strided.of(NOWHERE, offset, header.layout()));
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
    return new StoredArray(source, name, buffered, options, part);
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

  /** {@return the elements in another shape, as {@link NdArray#reshape}} */
  public StoredArray reshape(long... shape) {
    return part(elements.reshape(shape));
  }

  /** {@return the same bytes as another dtype, as {@link NdArray#view}} */
  public StoredArray view(DType other) {
    return part(elements.view(other));
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return a new array on the heap with the elements}
   *
   * @throws NpyFormatException if they are more bytes than the options allow
   */
  public NdArray load() throws IOException {
    ArrayLayout layout = layout();
    requireAllowed(layout);
    Strided loaded = Strided.zeros(layout);
    if (elements.isContiguous(layout.order())) {
      readContiguous(loaded.memory());
    } else {
      read(loaded, ByteCopy::copy);
    }
    return NdArray.over(loaded.memory(), 0, layout);
  }

  /**
   * {@return a new array with the elements at these indices of the first axis, in this order, as
   * NumPy's {@code take} with {@code axis=0}} Rows that lie close together are read together.
   *
   * @throws IndexOutOfBoundsException if there is no such index
   * @throws NpyFormatException if they are more bytes than the options allow
   */
  public NdArray take(long... indices) throws IOException {
    if (elements.rank() == 0) {
      throw new IndexOutOfBoundsException("a single element has no rows to take");
    }
    ArrayLayout layout =
        ArrayLayout.of(elements.dtype(), elements.lengths()).withLength(0, indices.length);
    requireAllowed(layout);
    Strided taken = Strided.zeros(layout);
    var reader = new PieceReader(source, buffered, ByteCopy::copy);
    for (int i = 0; i < indices.length; i++) {
      reader.add(elements.at(indices[i]), taken.at(i));
    }
    reader.finish();
    return NdArray.over(taken.memory(), 0, layout);
  }

  /**
   * {@return the elements as a new Java array, as {@link NdArray#toArray}}
   *
   * @throws ArithmeticException if a value does not fit
   */
  public <T> T toArray(Class<T> type) throws IOException {
    if (!DataReader.isFlat(type) || dtype().itemSize() == 0) {
      return load().toArray(type);
    }
    requireAllowed(layout());
    DataReader.requireArrayLength(layout(), type);
    Object target = Array.newInstance(type.getComponentType(), (int) elements.size());
    readInto(target);
    return type.cast(target);
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
    requireAllowed(layout());
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

  private void requireAllowed(ArrayLayout layout) throws NpyFormatException {
    DataChecks.requireAllowed(name, elements.offset(), layout, options);
  }

  private void read(Strided target, PieceReader.PieceCopy copy) throws IOException {
    var reader = new PieceReader(source, buffered, copy);
    reader.add(elements, target);
    reader.finish();
  }

  /** Reads contiguous elements straight to where they stay. */
  private void readContiguous(Memory target) throws IOException {
    ByteBuffer near = buffered.bufferedRange(elements.offset(), target.size());
    if (near != null) {
      Memory.wrap(near).copyTo(0, target, 0, target.size());
      return;
    }
    List<ByteSource.Part> parts = new ArrayList<>();
    for (long from = 0; from < target.size(); from += BLOCK_BYTES) {
      int count = (int) Math.min(BLOCK_BYTES, target.size() - from);
      parts.add(new ByteSource.Part(elements.offset() + from, target.asByteBuffer(from, count)));
    }
    source.readFully(parts);
  }
}
