package io.npyio.cli.format;

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
 * @param following the number of bytes behind the data; 0 where they are not asked for
 */
public record ArrayInfo(
    FileKind kind,
    @Nullable NpyVersion version,
    ArrayLayout layout,
    long dataOffset,
    long following)
    implements FileInfo {
  static ArrayInfo of(NpyHeader header) {
    return new ArrayInfo(FileKind.NPY, header.version(), header.layout(), header.dataOffset(), 0);
  }

  /** {@return this layout, in a file with a number of bytes behind the data} */
  ArrayInfo followedBy(long bytes) {
    return new ArrayInfo(kind, version, layout, dataOffset, bytes);
  }

  /** {@return the byte behind the data} */
  public long dataEnd() {
    return dataOffset + layout.nbytes();
  }

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArray.apply(this);
  }
}
