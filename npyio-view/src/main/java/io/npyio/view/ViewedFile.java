package io.npyio.view;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A file whose arrays are shown. Several threads call its methods at a time.
 *
 * <p>An {@link IllegalArgumentException} of any method is the user's mistake, and its message is
 * shown.
 */
public interface ViewedFile {
  /** The name of the file as the user typed it. */
  String name();

  /** The format in one word: {@code npy}, {@code npz}, {@code raw}, {@code csv}. */
  String format();

  /** The number of bytes of the file. */
  long bytes() throws IOException;

  /**
   * A mark that differs once the file has changed, found without reading data.
   *
   * @throws java.nio.file.NoSuchFileException if the file is gone
   */
  Stamp stamp() throws IOException;

  /** The only array, or one for each member of an archive, from the headers alone. */
  List<ViewedArray> arrays() throws IOException;

  /**
   * Opens an array of the file; closing it releases the file.
   *
   * @param member the name of the member, empty for a file of one array
   */
  OpenView open(String member) throws IOException;

  /** Sets elements of a member in place; empty where the format has no such place. */
  default Optional<Editor> editor(String member) {
    return Optional.empty();
  }
}
