package io.npyio.cli.format;

import io.npyio.file.Npz;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is in an archive.
 *
 * @param kind of the file
 * @param members in the order of the directory
 */
public record ArchiveInfo(FileKind kind, List<Member> members) implements FileInfo {
  /**
   * A member of an archive.
   *
   * @param name without {@code .npy} if it is an array
   * @param entry what the directory says of it
   * @param array what it holds; null if that is no array
   */
  public record Member(String name, Npz.Member entry, @Nullable ArrayInfo array) {}

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArchive.apply(this);
  }
}
