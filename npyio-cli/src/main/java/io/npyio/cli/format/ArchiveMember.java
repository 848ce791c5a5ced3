package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.TemporaryFile;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.NpyHeader;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A member of an open archive, however many of which cost one opening.
 *
 * @param archive that stays open as long as its members are read
 * @param name with or without {@code .npy}
 */
public record ArchiveMember(Npz archive, String name) implements ArraySource {
  private static final long MAX_HEAP_BYTES = 1 << 20;

  /** Mapping and unmapping cost more than reading so few bytes. */
  private static final long MAX_UNMAPPED_BYTES = 1 << 14;

  @Override
  public ArrayInfo info() throws IOException {
    return ArrayInfo.of(archive.header(name));
  }

  /** The array stays open when the archive is closed. */
  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    boolean isStored = isStored();
    if (isStored && !archive.isLocal()) {
      return part(null).opened();
    }
    NpyHeader header = archive.header(name);
    if (header.layout().nbytes() <= (isStored ? MAX_UNMAPPED_BYTES : MAX_HEAP_BYTES)) {
      return OpenArray.of(archive.load(name), header.layout().order());
    }
    return isStored ? mapped() : spooled(header, progress);
  }

  @Override
  public OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return readsParts() ? part(index).opened() : open(wanted, progress).slice(index);
  }

  @Override
  public boolean readsParts() {
    return isStored() && !archive.isLocal();
  }

  @Override
  public @Nullable NdArray corners() throws IOException {
    return readsParts() ? Corners.of(archive.stored(name)) : null;
  }

  private ArrayPart part(@Nullable String index) throws IOException {
    return ArrayPart.of(archive.stored(name), index);
  }

  /** The bytes that a web server is asked for when a part is opened. */
  long requestedBytes(@Nullable String index) throws IOException {
    return isStored() ? part(index).nbytes() : archive.member(name).compressedSize();
  }

  private OpenArray mapped() throws IOException {
    Memmap map = archive.map(name);
    return OpenArray.of(map, map.layout().order());
  }

  private boolean isStored() {
    return archive.contains(name) && archive.member(name).compression() == Compression.STORED;
  }

  private OpenArray spooled(NpyHeader header, LongConsumer progress) throws IOException {
    try (InputStream content = CountingStreams.of(archive.stream(name), progress)) {
      TemporaryFile file = TemporaryFile.of(content);
      try {
        Memmap map =
            Memmap.open(file.path(), MapMode.READ_ONLY, header.layout(), header.dataOffset());
        return OpenArray.of(map, map.layout().order(), file);
      } catch (IOException | RuntimeException problem) {
        file.close();
        throw problem;
      }
    }
  }

  /** A compressed member is read into a temporary file, unless it is small. */
  @Override
  public long openingBytes(@Nullable String index) {
    return !archive.contains(name) || isStored() ? 0 : archive.member(name).size();
  }

  @Override
  public @Nullable DType objectType() throws IOException {
    return info().objectType();
  }

  @Override
  public ObjectArray objects() throws IOException {
    return archive.loadObjects(name);
  }

  @Override
  public InputStream bytes() throws IOException {
    return archive.stream(name);
  }
}
