package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.file.NpyVersion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an array without looking at its elements.
 *
 * @param kind of the file
 * @param version of the format, where it has one
 * @param layout of the array
 * @param dataOffset the byte at which the data begin
 */
public record ArrayInfo(
    FileKind kind, @Nullable NpyVersion version, ArrayLayout layout, long dataOffset)
    implements FileInfo {
  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArray.apply(this);
  }
}
