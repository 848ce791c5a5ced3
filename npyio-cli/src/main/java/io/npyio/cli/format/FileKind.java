package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.array.ObjectArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A kind of file that holds an array: how it is read and how it is written. */
public interface FileKind {
  /** {@return the word for it, as in {@code --from npy}} */
  String word();

  /** {@return what is in a file, without reading the elements} */
  default FileInfo info(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    throw new IOException(
        "a "
            + word()
            + " file has no header to tell from; 'npyio convert' makes a .npy file of it");
  }

  /**
   * {@return the array of a file, to be read}
   *
   * @param raw what the user says of the bytes of a raw file
   * @param wanted the dtype to which text is read; null for one that fits what is there
   * @param progress is given the bytes of each piece that is read
   */
  OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException;

  /** {@return how many bytes are read to open a file: none where it is mapped} */
  default long reads(Path path) throws IOException {
    return 0;
  }

  /** {@return about how many bytes are told of when an array is saved} */
  default long writes(Path path, Outgoing array) throws IOException {
    return array.layout().nbytes();
  }

  /** {@return what the file consists of} */
  default InputStream bytes(Path path) throws IOException {
    return Files.newInputStream(path);
  }

  /** {@return the Python objects of a file as plain values; null if it holds other elements} */
  default @Nullable ObjectArray objects(Path path) throws IOException {
    return null;
  }

  /** {@return the array of a file, to be changed in place} */
  default OpenArray update(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    throw new IOException(
        "a "
            + word()
            + " file cannot be changed in place; 'npyio convert' makes a .npy file of it");
  }

  /** {@return the array of a file, to be lengthened in place} */
  default GrowingFile grow(Path path, RawSpec raw) throws IOException {
    raw.requireNothing(this);
    throw new IOException(
        "a "
            + word()
            + " file cannot be lengthened in place; 'npyio concat' makes a .npy file of several");
  }

  /** {@return what the array of a file is called where it needs a name} */
  default String name(Path path) throws IOException {
    String file = String.valueOf(path.getFileName());
    int ending = file.lastIndexOf('.');
    return ending > 0 ? file.substring(0, ending) : file;
  }

  /** Writes an array to a channel. */
  void write(Outgoing array, WritableByteChannel channel) throws IOException;

  /** Makes a file from nothing; an existing one is replaced when it is whole. */
  default void create(Path path, NewArray array, boolean describe) throws IOException {
    throw new IOException(
        "a " + word() + " file cannot be created; end its name with .npy or .dat");
  }

  /**
   * Writes an array to a file, which is replaced when the new one is whole.
   *
   * @param describe whether a file without a header gets a sidecar
   */
  default void save(Path path, Outgoing array, boolean describe) throws IOException {
    Replacement.of(path, channel -> write(array, channel));
  }
}
