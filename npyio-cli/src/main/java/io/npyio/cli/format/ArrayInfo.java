package io.npyio.cli.format;

import io.npyio.cli.transfer.ElementView;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
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
  /**
   * An array that may be followed by other bytes, except that only reading tells where objects end.
   */
  static ArrayInfo of(NpyHeader header, long fileSize) {
    ArrayInfo info = of(header);
    return info.objectType() == null ? info.followedBy(Math.max(0, fileSize - info.dataEnd)) : info;
  }

  static ArrayInfo of(NpyHeader header) {
    return of(FileKind.NPY, header.version(), header.layout(), header.dataOffset());
  }

  /** The layout of an array in several files. */
  static ArrayInfo ofShards(ArrayLayout layout, int shards) {
    return new ArrayInfo(FileKind.NPY, null, layout, 0, layout.nbytes(), 0, shards);
  }

  private ArrayInfo followedBy(long bytes) {
    return new ArrayInfo(kind, version, layout, dataOffset, dataEnd, bytes, shards);
  }

  /** The dtype of the elements if they hold Python objects, or else null. */
  @Nullable DType objectType() {
    return layout.dtype().hasObjects() ? layout.dtype() : null;
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
