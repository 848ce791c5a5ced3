package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.Replacement;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.NpyVersion;
import io.npyio.file.ReadOptions;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .npy} file.
 *
 * @param limits for reading it
 */
record NpyFile(Path path, ReadOptions limits) implements ArrayFile {
  @Override
  public FileKind kind() {
    return FileKind.NPY;
  }

  @Override
  public ArrayInfo info() throws IOException {
    return ArrayInfo.of(header(), Files.size(path));
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return map(MapMode.READ_ONLY);
  }

  @Override
  public @Nullable DType objectType() throws IOException {
    return ArrayInfo.of(header()).objectType();
  }

  @Override
  public ObjectArray objects() throws IOException {
    return Npy.loadObjects(path, limits);
  }

  private NpyHeader header() throws IOException {
    return Npy.header(path, limits);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    Npy.saveObjects(Channels.newOutputStream(channel), array);
  }

  @Override
  public void change(Change change, LongConsumer progress) throws IOException {
    ArrayFile.changeInPlace(map(MapMode.READ_WRITE), change);
  }

  private OpenArray map(MapMode mode) throws IOException {
    try {
      Memmap map = Npy.map(path, mode, limits);
      return OpenArray.of(map, map.layout().order());
    } catch (NpyFormatException problem) {
      throw hasWholeRows(problem.offset())
          ? new IOException(
              "byte %d: %s; 'npyio repair' keeps the whole rows"
                  .formatted(problem.offset(), problem.problem()),
              problem)
          : problem;
    }
  }

  /** Whether rows are left of data that end too early. */
  private boolean hasWholeRows(long end) throws IOException {
    NpyHeader header = Npy.header(path, limits);
    ArrayLayout layout = header.layout();
    int axis = layout.growthAxis();
    return axis >= 0
        && end - header.dataOffset() >= layout.withLength(axis, 1).nbytes()
        && end < header.dataOffset() + layout.nbytes();
  }

  @Override
  public GrowingFile grow() throws IOException {
    return GrowingNpy.open(path, limits);
  }

  @Override
  public GrowingFile recover() throws IOException {
    return GrowingNpy.recover(path, limits);
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    Channels.newOutputStream(channel).write(header(array.layout(), array.version()));
    array.writeData(channel, progress);
  }

  @Override
  public void create(GeneratedArray array, LongConsumer progress) throws IOException {
    if (array.isZero() && !Replacement.isPipeOrDevice(path)) {
      Npy.create(path, array.layout()).close();
      return;
    }
    Replacement.of(path, channel -> array.writeNpy(channel, progress));
  }

  private static byte[] header(ArrayLayout layout, @Nullable NpyVersion version) {
    return version == null ? NpyHeader.encode(layout) : NpyHeader.encode(layout, version);
  }
}
