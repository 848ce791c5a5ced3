package io.npyio.cli.format;

import io.npyio.cli.transfer.ElementView;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.NpyHeader;
import io.npyio.file.NpyVersion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an array in a file.
 *
 * @param kind of the file
 * @param version of the format; null if it has none
 * @param layout of the array
 * @param dataOffset the byte at which the data begin
 * @param dataEnd the byte behind the data
 * @param following the number of bytes behind the data; 0 where they are not asked for
 * @param shards the number of files that make up the array; 0 for an array in one file
 */
public record ArrayInfo(
    FileKind kind,
    @Nullable NpyVersion version,
    ArrayLayout layout,
    long dataOffset,
    long dataEnd,
    long following,
    int shards)
    implements FileInfo {
  static ArrayInfo of(NpyHeader header) {
    return of(FileKind.NPY, header.version(), header.layout(), header.dataOffset());
  }

  /** The layout of an array in several files. */
  static ArrayInfo ofShards(ArrayLayout layout, int shards) {
    return new ArrayInfo(FileKind.NPY, null, layout, 0, layout.nbytes(), 0, shards);
  }

  /** {@return this layout, in a file with a number of bytes behind the data} */
  ArrayInfo followedBy(long bytes) {
    return new ArrayInfo(kind, version, layout, dataOffset, dataEnd, bytes, shards);
  }

  static ArrayInfo of(
      FileKind kind, @Nullable NpyVersion version, ArrayLayout layout, long dataOffset) {
    return new ArrayInfo(kind, version, layout, dataOffset, dataOffset + layout.nbytes(), 0, 0);
  }

  @Override
  public ArrayInfo seenAs(ElementView view) {
    return new ArrayInfo(kind, version, view.of(layout), dataOffset, dataEnd, following, shards);
  }

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArray.apply(this);
  }
}
