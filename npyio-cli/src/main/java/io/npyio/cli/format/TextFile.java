package io.npyio.cli.format;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A file of text: it has no header, and its elements are parsed. */
sealed interface TextFile extends ArrayFile permits TableFile, TxtFile, JsonFile, JsonLinesFile {
  @Override
  default FileInfo info() throws IOException {
    throw new IOException(
        "a "
            + kind().word()
            + " file has no header to read; 'npyio convert' makes a .npy file of it");
  }

  /** Text is read twice: first to infer shape and dtype. */
  @Override
  default long openingBytes(@Nullable String index) throws IOException {
    return 2 * Files.size(path());
  }

  @Override
  default void change(Change change, LongConsumer progress) throws IOException {
    throw new IOException(
        "a "
            + kind().word()
            + " file cannot be changed in place; 'npyio convert' makes a .npy file of it");
  }

  @Override
  default GrowingFile grow() throws IOException {
    throw new IOException(
        "a "
            + kind().word()
            + " file cannot be lengthened in place; 'npyio concat' makes a .npy file of several");
  }

  @Override
  default void create(GeneratedArray array, LongConsumer progress) throws IOException {
    throw new IOException(
        "a " + kind().word() + " file cannot be created; end its name with .npy or .dat");
  }
}
