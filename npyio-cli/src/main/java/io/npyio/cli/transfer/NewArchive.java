package io.npyio.cli.transfer;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import io.npyio.file.WriteOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A new archive, which appears when it is committed. */
public final class NewArchive implements Closeable {
  private final NpzWriter writer;

  private NewArchive(NpzWriter writer) {
    this.writer = writer;
  }

  /** {@return a new archive without members} */
  public static NewArchive create(Path path, Compression compression) throws IOException {
    return create(path, new Packing(compression, WriteOptions.DEFAULT));
  }

  /** {@return a new archive without members, packed in this way} */
  public static NewArchive create(Path path, Packing packing) throws IOException {
    Compression compression = packing.compressionOrStored();
    return new NewArchive(
        Replacement.open(path, () -> NpzWriter.create(path, compression, 1, packing.options())));
  }

  /** {@return a new archive without members, written to a stream that stays open} */
  public static NewArchive to(OutputStream out, Packing packing) {
    return new NewArchive(NpzWriter.to(out, packing.compressionOrStored(), packing.options()));
  }

  /**
   * Writes an array under a name.
   *
   * @param progress is given the bytes of each block written
   */
  public void add(String name, ArrayWrite array, LongConsumer progress) throws IOException {
    writer.add(name, array.layout(), channel -> array.writeData(channel, progress));
  }

  /** Writes an array under a name, in its own layout. */
  public void add(String name, NdArray array) throws IOException {
    writer.add(name, array);
  }

  /** Writes an array of Python objects under a name. */
  public void add(String name, ObjectArray array) throws IOException {
    writer.add(name, array);
  }

  /**
   * Writes a member of another archive under its name, whatever it contains.
   *
   * @param progress is given the bytes of each block written
   */
  public void copy(Npz archive, Npz.Member member, LongConsumer progress) throws IOException {
    try (InputStream content = archive.stream(member.memberName())) {
      writer.addBytes(
          member.memberName(),
          member.size(),
          channel -> {
            OutputStream out = CountingStreams.of(Channels.newOutputStream(channel), progress);
            content.transferTo(out);
          });
    }
  }

  /** Moves the finished archive to its path. */
  public void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(writer);
    writer.close();
  }
}
