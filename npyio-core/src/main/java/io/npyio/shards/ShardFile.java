package io.npyio.shards;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the bytes of a shard are, and whether they are still those that were found at first. */
interface ShardFile {
  /** Opens the bytes; closing them leaves nothing open that was not open before. */
  ByteSource open() throws IOException;

  /** A value that changes when the bytes do, as far as that can be told. */
  Object stamp() throws IOException;

  /** The name by which messages call the shard. */
  String name();

  /** The file, if it is one. */
  default Optional<Path> path() {
    return Optional.empty();
  }

  /** A file, opened each time anew. */
  record OfPath(String name, Path file) implements ShardFile {
    @Override
    public Optional<Path> path() {
      return Optional.of(file);
    }

    @Override
    public ByteSource open() throws IOException {
      return ByteSource.of(file).named(name);
    }

    @Override
    public Object stamp() throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Arrays.asList(now.fileKey(), now.lastModifiedTime(), now.size());
    }
  }

  /** A source that stays open as long as the array. */
  record OfSource(ByteSource source) implements ShardFile {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public ByteSource open() {
      return new Kept(source);
    }

    @Override
    public Object stamp() throws IOException {
      return source.size();
    }
  }

  /** A source that is not closed with this view of it. */
  record Kept(ByteSource source) implements ByteSource {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() throws IOException {
      return source.size();
    }

    @Override
    public void readFully(long position, ByteBuffer target) throws IOException {
      source.readFully(position, target);
    }

    @Override
    public void readFully(List<Part> parts) throws IOException {
      source.readFully(parts);
    }

    @Override
    public void close() {}
  }

  /** Opens the bytes again. */
  default ByteSource reopen(Object expectedStamp) throws IOException {
    try {
      if (!stamp().equals(expectedStamp)) {
        throw new IOException(
            name() + ": the shard has changed since the array was opened; open it anew");
      }
      return open();
    } catch (NoSuchFileException vanished) {
      var named =
          new NoSuchFileException(
              name(), null, "the shard has vanished since the array was opened");
      named.initCause(vanished);
      throw named;
    }
  }
}
