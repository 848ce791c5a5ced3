package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.memory.EndOfChannel;
import io.npyio.memory.Memory;
import io.npyio.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Reads the data behind a header. */
final class DataReader {
  private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  private DataReader() {}

  // ---- headers -------------------------------------------------------------------------------

  /** Reads the header of an array of plain data, and checks that the input has all of them. */
  static NpyHeader header(ArrayInput input, ReadOptions options) throws IOException {
    NpyHeader header = wholeHeader(input, options);
    DataChecks.requireAllowed(input.name(), header.dataOffset(), header.layout(), options);
    return header;
  }

  /** As {@link #header}, but the options may allow fewer bytes. */
  static NpyHeader wholeHeader(ArrayInput input, ReadOptions options) throws IOException {
    NpyHeader header = NpyHeader.read(input, options);
    long length = header.dataOffset() + input.remaining();
    requireWhole(input.name(), length < 0 ? Long.MAX_VALUE : length, header);
    return header;
  }

  /** Checks that a file of some length has all the plain data that its header tells of. */
  static void requireWhole(String name, long length, NpyHeader header) throws NpyFormatException {
    DataChecks.requireNoObjects(name, header);
    DataChecks.requireLength(name, length, header.layout(), header.dataEnd());
  }

  // ---- sources -------------------------------------------------------------------------------

  static NdArray load(FileHead file, ReadOptions options) throws IOException {
    NpyHeader header = header(file, options);
    return named(file.name(), header, () -> load(file, header, options));
  }

  static <T> T load(FileHead file, Class<T> type, ReadOptions options) throws IOException {
    NpyHeader header = header(file, options);
    return named(file.name(), header, () -> toArray(file, header, type, options));
  }

  private static NdArray load(FileHead file, NpyHeader header, ReadOptions options)
      throws IOException {
    ArrayLayout layout = header.layout();
    ByteBuffer buffered = file.bufferedRange(header.dataOffset(), layout.nbytes());
    if (buffered != null) {
      return NdArray.wrap(buffered, layout);
    }
    if (!(file.source() instanceof FileSource)) {
      return StoredArray.of(file, header, options).load();
    }
    if (!isMapped(header)) {
      return read(file, header);
    }
    NdArray array = NdArray.zeros(layout);
    return mapped(
        file,
        header,
        all -> {
          array.copyFrom(all);
          return array;
        });
  }

  private static <T> T toArray(FileHead file, NpyHeader header, Class<T> type, ReadOptions options)
      throws IOException {
    ByteBuffer buffered = file.bufferedRange(header.dataOffset(), header.layout().nbytes());
    if (buffered != null) {
      return NdArray.wrap(buffered, header.layout()).toArray(type);
    }
    requireArrayLength(header.layout(), type);
    if (!(file.source() instanceof FileSource)) {
      return StoredArray.of(file, header, options).toArray(type);
    }
    if (isMapped(header)) {
      return mapped(file, header, all -> all.toArray(type));
    }
    try {
      return readArray(file, header, type);
    } catch (ArithmeticException misfit) {
      // a block does not know the index of its elements, which the message names
      return mapped(file, header, all -> all.toArray(type));
    }
  }

  private static boolean isMapped(NpyHeader header) {
    return Memory.isBetterMapped(header.layout().nbytes());
  }

  /** Maps the data of a local file, uses them and unmaps them. */
  private static <R> R mapped(FileHead file, NpyHeader header, Function<NdArray, R> use)
      throws IOException {
    ArrayLayout layout = header.layout();
    FileSource source = (FileSource) file.source();
    try (Memory memory =
        source.withChannel(
            channel ->
                Memory.mapForOneThread(
                    source.path(), channel, header.dataOffset(), layout.nbytes()))) {
      return use.apply(NdArray.over(memory, 0, layout));
    } catch (InternalError fault) {
      throw new IOException(file.name() + ": the file was cut short while it was read", fault);
    }
  }

  // ---- inputs --------------------------------------------------------------------------------

  /** Reads an array from an input that is known to have all its bytes. */
  static NdArray read(ArrayInput input, NpyHeader header) throws IOException {
    NdArray array = NdArray.zeros(header.layout());
    fill(input, header, array);
    return array;
  }

  /** Reads an array from an input that may be shorter: memory grows with the data that arrive. */
  static NdArray readArriving(ArrayInput input, NpyHeader header) throws IOException {
    try {
      return NdArray.over(Memory.read(input, header.layout().nbytes()), 0, header.layout());
    } catch (EndOfChannel early) {
      throw missing(input.name(), header, early);
    }
  }

  /** Reads a Java array from an input that is known to have all its bytes. */
  static <T> T readArray(ArrayInput input, NpyHeader header, Class<T> type) throws IOException {
    requireArrayLength(header.layout(), type);
    return isFlat(type) && header.layout().dtype().itemSize() > 0
        ? type.cast(BlockReader.read(input, header, type.getComponentType()))
        : read(input, header).toArray(type);
  }

  static boolean isFlat(Class<?> type) {
    return type.isArray() && type.getComponentType().isPrimitive();
  }

  /** Checks that a flat Java array can have as many elements. */
  static void requireArrayLength(ArrayLayout layout, Class<?> type) {
    if (isFlat(type) && layout.size() > MAX_ARRAY_LENGTH) {
      throw new IllegalArgumentException(
          "%s has more elements than a Java array; map the file and copy a part of it"
              .formatted(layout.shape()));
    }
  }

  /** Fills a part of an array with the next bytes of the input. */
  static void fill(ArrayInput input, NpyHeader header, NdArray part) throws IOException {
    try {
      part.readFrom(input);
    } catch (EndOfChannel early) {
      throw missing(input.name(), header, early);
    }
  }

  private static NpyFormatException missing(String name, NpyHeader header, EndOfChannel early) {
    long at = header.dataEnd() - early.missing();
    return DataChecks.missing(name, at, header.layout(), early.missing());
  }

  // ---- messages ------------------------------------------------------------------------------

  /** A read that may fail. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Names the file in the message if a value does not fit, or the memory does not suffice. */
  static <T> T named(String name, NpyHeader header, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (ArithmeticException misfit) {
      var named = new ArithmeticException(name + ": " + misfit.getMessage());
      named.initCause(misfit);
      throw named;
    } catch (OutOfMemoryError full) {
      var named = new OutOfMemoryError(tooLarge(name, header.layout()));
      named.initCause(full);
      throw named;
    }
  }

  private static String tooLarge(String name, ArrayLayout layout) {
    return "%s: %s of %s has %d bytes, too many for a heap of at most %d; map the file, or raise -Xmx"
        .formatted(
            name,
            layout.shape(),
            DataChecks.shown(layout.dtype()),
            layout.nbytes(),
            Runtime.getRuntime().maxMemory());
  }
}
