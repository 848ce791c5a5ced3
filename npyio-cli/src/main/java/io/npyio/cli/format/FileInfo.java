package io.npyio.cli.format;

import java.util.function.Function;

/** What is known of a file without looking at the elements of its arrays. */
public sealed interface FileInfo permits ArrayInfo, ArchiveInfo {
  /** {@return what one of two functions makes of it, by what it is} */
  <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive);
}
