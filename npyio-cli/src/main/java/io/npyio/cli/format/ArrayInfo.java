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
 */
public record ArrayInfo(
    FileKind kind, @Nullable NpyVersion version, ArrayLayout layout, long dataOffset)
    implements FileInfo {
  static ArrayInfo of(NpyHeader header) {
    return new ArrayInfo(FileKind.NPY, header.version(), header.layout(), header.dataOffset());
  }

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArray.apply(this);
  }
}
