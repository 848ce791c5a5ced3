package io.npyio.cli.format;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.ShardFault;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import io.npyio.shards.NpyShards;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Several {@code .npy} files that are read as one array. It cannot be written. */
public final class ShardsFile implements ReadOnlyFile {
  private final String name;
  private final Opening opening;

  /** What the headers say, once they have been read. */
  private @Nullable Contents contents;

  /** Opened to learn that, or how much there is to read; the work that follows goes on with it. */
  private @Nullable NpyShards ready;

  /**
   * Makes one; no file is opened yet.
   *
   * @param name as the user typed it
   * @param opening finds the files and reads their headers
   */
  ShardsFile(String name, Opening opening) {
    this.name = name;
    this.opening = opening;
  }

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
    return with(shards -> work.run(part(shards, index)));
  }

  private static ArrayPart part(NpyShards shards, @Nullable String index) throws IOException {
    return ArrayPart.of(Npy.open(shards.asSource()), index);
  }

  private <T> T with(Work<T> work) throws IOException {
    try (NpyShards shards = open()) {
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
    Contents found = contents();
    return ArrayInfo.ofShards(found.layout(), found.paths().size());
  }

  /** {@return the files, in the order of their rows} */
  public List<Path> files() throws IOException {
    return contents().paths();
  }

  /**
   * What the headers of all files say.
   *
   * @param layout of the whole array
   * @param paths of the files, in the order of their rows
   */
  public record Contents(ArrayLayout layout, List<Path> paths) {}

  /** {@return what the headers of all files say, which are read once} */
  public synchronized Contents contents() throws IOException {
    if (contents == null) {
      ready = open();
    }
    return requireNonNull(contents);
  }

  /** Has the headers read again, because files have changed. */
  public synchronized void refresh() throws IOException {
    contents = null;
    if (ready != null) {
      ready.close();
      ready = null;
    }
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

  private synchronized NpyShards open() throws IOException {
    NpyShards found = ready;
    ready = null;
    if (found != null) {
      return found;
    }
    try {
      NpyShards shards = opening.open();
      contents = new Contents(shards.layout(), shards.paths());
      return shards;
    } catch (IOException problem) {
      throw ShardFault.of(name, problem);
    }
  }

  @Override
  public synchronized long openingBytes(@Nullable String index) throws IOException {
    NpyShards shards = open();
    try {
      long bytes = part(shards, index).nbytes();
      ready = shards;
      return bytes;
    } catch (IOException problem) {
      shards.close();
      throw ShardFault.of(name, problem);
    } catch (RuntimeException problem) {
      shards.close();
      throw problem;
    }
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
