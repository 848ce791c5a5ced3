package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.Replacement;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A file, or a member of an archive, that holds an array or is about to hold one. */
public sealed interface ArrayFile extends ArraySource
    permits NpyFile, ArchiveFile, RawFile, TextFile, ReadOnlyFile {
  /** {@return the path of the file, or of the archive} */
  Path path();

  /** {@return the kind of the file} */
  FileKind kind();

  /** {@return the file, or the archive, as a source of bytes} */
  default ByteSource source() throws IOException {
    return ByteSource.of(path());
  }

  /** {@return the file, or the archive, on a web server; null if the path leads to it} */
  default @Nullable WebFile web() {
    return null;
  }

  /** {@return all bytes of the file, or of the member of an archive} */
  @Override
  default InputStream bytes() throws IOException {
    return Files.newInputStream(path());
  }

  /**
   * {@return the array, of which parts are read by themselves; null where it is mapped, or read as
   * a whole}
   */
  default @Nullable RangedArray ranged() throws IOException {
    return null;
  }

  /** A change to elements of an array. */
  @FunctionalInterface
  interface Change {
    /** Makes it. */
    void make(NdArray array) throws IOException;
  }

  /**
   * Changes elements of the array, in place if possible.
   *
   * @param progress is given the bytes of each block of a file that is written anew
   */
  void change(Change change, LongConsumer progress) throws IOException;

  /** {@return about how many bytes {@link #change} reports in all: 0 if it works in place} */
  default long changingBytes() throws IOException {
    return 0;
  }

  /** Changes elements of a mapped array. */
  static void changeInPlace(OpenArray mapped, Change change) throws IOException {
    try (mapped) {
      change.make(mapped.array());
      mapped.array().flush();
    }
  }

  /** Opens the array to lengthen it in place. */
  GrowingFile grow() throws IOException;

  /** As {@link #grow}, but what an interrupted one left behind the array is cut off first. */
  default GrowingFile recover() throws IOException {
    return grow();
  }

  /** {@return the name of the array if it needs one: the name of the file without its ending} */
  default String arrayName() throws IOException {
    String file = String.valueOf(path().getFileName());
    int ending = file.lastIndexOf('.');
    return ending > 0 ? file.substring(0, ending) : file;
  }

  /**
   * Writes an array to a channel in the format of this file.
   *
   * @param progress is given the bytes of each block written
   */
  void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException;

  /**
   * Writes an array to this file, which appears, or is replaced, when the new one is whole.
   *
   * @param progress is given the bytes of each block written
   */
  default void save(ArrayWrite array, LongConsumer progress) throws IOException {
    Replacement.of(path(), channel -> write(array, channel, progress));
  }

  /** Writes an array of Python objects to a channel in the format of this file. */
  void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException;

  /**
   * Writes an array of Python objects to this file, which is replaced when the new one is whole.
   */
  default void saveObjects(ObjectArray array) throws IOException {
    Replacement.of(path(), channel -> writeObjects(array, channel));
  }

  /** {@return about how many bytes {@link #save} reports in all} */
  default long savingBytes(ArrayWrite array) throws IOException {
    return array.layout().nbytes();
  }

  /**
   * As {@link #save}, but with generated elements.
   *
   * @param progress is given the bytes of each block written
   */
  void create(GeneratedArray array, LongConsumer progress) throws IOException;
}
