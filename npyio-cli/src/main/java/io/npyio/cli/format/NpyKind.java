package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.ObjectArray;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.NpyVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** NumPy's array files. */
final class NpyKind implements FileKind {
  @Override
  public String word() {
    return "npy";
  }

  @Override
  public ArrayInfo info(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    NpyHeader header = Npy.header(path);
    return new ArrayInfo(this, header.version(), header.layout(), header.dataOffset());
  }

  @Override
  public OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return map(path, raw, MapMode.READ_ONLY);
  }

  @Override
  public @Nullable ObjectArray objects(Path path) throws IOException {
    return Npy.header(path).layout().dtype().hasObjects() ? Npy.loadObjects(path) : null;
  }

  @Override
  public OpenArray update(Path path, RawSpec raw) throws IOException {
    return map(path, raw, MapMode.READ_WRITE);
  }

  private OpenArray map(Path path, RawSpec raw, MapMode mode) throws IOException {
    raw.requireNothing(this);
    Memmap map = Npy.map(path, mode);
    return OpenArray.of(map, map.layout().order());
  }

  @Override
  public GrowingFile grow(Path path, RawSpec raw) throws IOException {
    return GrowingNpy.open(path);
  }

  @Override
  public void write(Outgoing array, WritableByteChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(header(array.layout(), array.version()));
    while (header.hasRemaining()) {
      channel.write(header);
    }
    array.writeData(channel);
  }

  @Override
  public void create(Path path, NewArray array, boolean describe) throws IOException {
    if (array.isZero()) {
      Npy.create(path, array.layout()).close();
      return;
    }
    byte[] header = NpyHeader.encode(array.layout());
    Replacement.of(
        path,
        channel -> {
          channel.write(ByteBuffer.wrap(header));
          array.writeData(channel);
        });
  }

  private static byte[] header(ArrayLayout layout, @Nullable NpyVersion version) {
    return version == null ? NpyHeader.encode(layout) : NpyHeader.encode(layout, version);
  }
}
