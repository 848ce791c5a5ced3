package io.npyio.cli.format;

import io.npyio.cli.transfer.ElementView;
import java.util.function.Function;

/** The contents of a file, read without the elements of its arrays. */
public sealed interface FileInfo permits ArrayInfo, ArchiveInfo {
  /** {@return the kind of the file} */
  FileKind kind();

  /** {@return these contents with the elements seen in another way} */
  FileInfo seenAs(ElementView view);

  /** {@return the result of the function for its type} */
  <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive);
}
