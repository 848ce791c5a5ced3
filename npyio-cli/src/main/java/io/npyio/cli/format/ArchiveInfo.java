package io.npyio.cli.format;

import io.npyio.file.Npz;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an archive.
 *
 * @param members in the order of the directory
 */
public record ArchiveInfo(List<Member> members) implements FileInfo {
  /**
   * A member of an archive.
   *
   * @param file to read it from
   * @param name without {@code .npy} if it is an array
   * @param entry of the directory
   * @param array the array in it; null for any other file
   */
  public record Member(
      ArchiveFile file, String name, Npz.Member entry, @Nullable ArrayInfo array) {}

  @Override
  public FileKind kind() {
    return FileKind.NPZ;
  }

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArchive.apply(this);
  }
}
