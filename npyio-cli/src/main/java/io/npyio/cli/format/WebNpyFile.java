package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .npy} file on a web server.
 *
 * @param limits for reading it
 */
record WebNpyFile(WebFile file, ReadOptions limits) implements ReadOnlyFile {
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
    return ArrayInfo.of(header(), file.size());
  }

  private NpyHeader header() throws IOException {
    return Npy.header(file, limits);
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
    return ArrayInfo.of(header()).objectType();
  }

  @Override
  public ObjectArray objects() throws IOException {
    return Npy.loadObjects(file, limits);
  }

  @Override
  public IOException readOnly() {
    return WebAddress.readOnly();
  }
}
