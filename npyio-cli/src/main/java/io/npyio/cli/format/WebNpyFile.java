package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .npy} file on a web server.
 *
 * @param limits for reading it
 */
record WebNpyFile(WebFile file, ReadOptions limits) implements ArrayFile {
  @Override
  public Path path() {
    return file.address().fileName();
  }

  @Override
  public FileKind kind() {
    return FileKind.NPY;
  }

  @Override
  public WebFile web() {
    return file;
  }

  @Override
  public ByteSource source() {
    return file;
  }

  @Override
  public InputStream bytes() throws IOException {
    return file.stream();
  }

  @Override
  public ArrayInfo info() throws IOException {
    NpyHeader header = Npy.header(file, limits);
    ArrayInfo info = ArrayInfo.of(header);
    return info.layout().dtype().hasObjects()
        ? info
        : info.followedBy(Math.max(0, file.size() - info.dataEnd()));
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return open(null, wanted, progress);
  }

  @Override
  public OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return file.reporting(progress, () -> ArrayPart.of(Npy.open(file, limits), index).opened());
  }

  @Override
  public boolean readsParts() {
    return true;
  }

  @Override
  public NdArray corners() throws IOException {
    return Corners.of(Npy.open(file, limits));
  }

  @Override
  public RangedArray ranged() throws IOException {
    return new RangedArray(Npy.open(file.current(), limits), file);
  }

  @Override
  public long openingBytes(@Nullable String index) throws IOException {
    return ArrayPart.of(Npy.open(file, limits), index).nbytes();
  }

  @Override
  public @Nullable DType objectType() throws IOException {
    DType dtype = Npy.header(file, limits).layout().dtype();
    return dtype.hasObjects() ? dtype : null;
  }

  @Override
  public @Nullable ObjectArray objects() throws IOException {
    return objectType() == null ? null : Npy.loadObjects(file, limits);
  }

  // ---- writing, which no web server is asked for ---------------------------------------------

  @Override
  public void change(Change change, LongConsumer progress) throws IOException {
    throw WebAddress.readOnly();
  }

  @Override
  public GrowingFile grow() throws IOException {
    throw WebAddress.readOnly();
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    throw WebAddress.readOnly();
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    throw WebAddress.readOnly();
  }

  @Override
  public void create(GeneratedArray array, LongConsumer progress) throws IOException {
    throw WebAddress.readOnly();
  }
}
