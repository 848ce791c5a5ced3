package io.npyio.cli.format;

import io.npyio.cli.transfer.FileSignature;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays of a {@code .npy} file, of which there may be several, one behind the other, as
 * repeated calls of {@code np.save} with one open file write them.
 *
 * @param items in order, at least one
 * @param end the byte behind the last one; anything that follows is not an array
 */
public record NpySequence(List<Item> items, long end) {
  /**
   * One of the arrays.
   *
   * @param start the byte at which its header begins
   * @param header of the array; positions in it count from its start
   */
  public record Item(long start, NpyHeader header) {
    /** {@return the byte at which its data begin} */
    public long dataOffset() {
      return start + header.dataOffset();
    }

    /** {@return the byte behind its data} */
    public long end() {
      return dataOffset() + header.layout().nbytes();
    }
  }

  /** {@return the arrays of a file} Python objects end it, since only reading them tells where. */
  public static NpySequence of(Path path, ReadOptions limits) throws IOException {
    try (ByteSource source = ByteSource.of(path)) {
      return of(source, limits);
    }
  }

  /** {@return the arrays of a source, which stays open} */
  public static NpySequence of(ByteSource source, ReadOptions limits) throws IOException {
    List<Item> items = new ArrayList<>();
    long at = 0;
    do {
      Item item = new Item(at, Npy.header(new Tail(source, at), limits));
      items.add(item);
      at = item.header.layout().dtype().hasObjects() ? source.size() : item.end();
    } while (isArray(source, at));
    return new NpySequence(items, at);
  }

  private static boolean isArray(ByteSource source, long at) throws IOException {
    if (source.size() - at < FileSignature.LENGTH) {
      return false;
    }
    byte[] start = new byte[FileSignature.LENGTH];
    source.readFully(at, ByteBuffer.wrap(start));
    return FileSignature.of(start) == FileSignature.NPY;
  }

  /** The part of a source from a position on. */
  private record Tail(ByteSource source, long start) implements ByteSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() throws IOException {
      return source.size() - start;
    }

    @Override
    public void readFully(long position, ByteBuffer target) throws IOException {
      source.readFully(start + position, target);
    }

    @Override
    public void close() {}
  }
}
