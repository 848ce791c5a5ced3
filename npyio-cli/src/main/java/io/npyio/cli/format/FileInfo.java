package io.npyio.cli.format;

import java.util.function.Function;

/** The contents of a file, read without the elements of its arrays. */
public sealed interface FileInfo permits ArrayInfo, ArchiveInfo {
  /** {@return the kind of the file} */
  FileKind kind();

  /** {@return the result of the function for its type} */
  <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive);
}
