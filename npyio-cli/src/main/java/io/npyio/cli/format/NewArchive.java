package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** An archive in the making, which appears when it is whole. */
public final class NewArchive implements Closeable {
  private final NpzWriter writer;

  private NewArchive(NpzWriter writer) {
    this.writer = writer;
  }

  /** {@return an archive of no arrays yet} */
  public static NewArchive create(Path path, boolean isDeflated) throws IOException {
    return new NewArchive(
        Cleanup.open(
            () -> NpzWriter.create(path, isDeflated ? Compression.DEFLATED : Compression.STORED)));
  }

  /** Writes an array under a name. */
  public void add(String name, Outgoing array) throws IOException {
    writer.add(name, array.layout(), array::writeData);
  }

  /** Writes an array under a name, as it is. */
  public void add(String name, NdArray array) throws IOException {
    writer.add(name, array);
  }

  /** Puts the archive in its place. */
  public void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(writer);
    writer.close();
  }
}
