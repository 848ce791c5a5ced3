package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.ShardFault;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.shards.NpyShards;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Several {@code .npy} files that are read as one array. It cannot be written.
 *
 * @param name as the user typed it
 * @param opening finds and opens the files
 */
public record ShardsFile(String name, Opening opening) implements ReadOnlyFile {
  /** Opens the array of some files. */
  interface Opening {
    /** {@return the open array} */
    NpyShards open() throws IOException;
  }

  /** Work on the open array. */
  private interface Work<T> {
    T run(NpyShards shards) throws IOException;
  }

  /** Work on a part of the open array. */
  private interface PartWork<T> {
    T run(ArrayPart part) throws IOException;
  }

  private <T> T part(@Nullable String index, PartWork<T> work) throws IOException {
    return with(
        shards -> {
          try (ByteSource source = shards.asSource()) {
            return work.run(ArrayPart.of(Npy.open(source), index));
          }
        });
  }

  private <T> T with(Work<T> work) throws IOException {
    try (NpyShards shards = opening.open()) {
      return work.run(shards);
    } catch (IOException problem) {
      throw ShardFault.of(name, problem);
    }
  }

  @Override
  public Path path() {
    return Path.of(name);
  }

  @Override
  public FileKind kind() {
    return FileKind.NPY;
  }

  @Override
  public ArrayInfo info() throws IOException {
    return with(shards -> ArrayInfo.ofShards(shards.layout(), shards.shards().size()));
  }

  /** {@return the files, in the order of their rows} */
  public List<Path> files() throws IOException {
    return with(NpyShards::paths);
  }

  /** The elements are copied: they do not lie in one file that could be mapped. */
  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return open(null, wanted, progress);
  }

  @Override
  public OpenArray open(@Nullable String index, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    return part(index, part -> part.opened(progress));
  }

  @Override
  public boolean readsParts() {
    return true;
  }

  @Override
  public NdArray corners() throws IOException {
    return part(null, part -> Corners.of(part.elements()));
  }

  @Override
  public RangedArray ranged() throws IOException {
    NpyShards shards = open();
    try {
      return new RangedArray(Npy.open(shards.asSource()), shards);
    } catch (IOException | RuntimeException problem) {
      shards.close();
      throw problem;
    }
  }

  private NpyShards open() throws IOException {
    try {
      return opening.open();
    } catch (IOException problem) {
      throw ShardFault.of(name, problem);
    }
  }

  @Override
  public long openingBytes(@Nullable String index) throws IOException {
    return part(index, ArrayPart::nbytes);
  }

  @Override
  public InputStream bytes() throws IOException {
    throw readOnly();
  }

  @Override
  public IOException readOnly() {
    return new IOException("is an array of several files; 'npyio convert' makes one file of it");
  }
}
