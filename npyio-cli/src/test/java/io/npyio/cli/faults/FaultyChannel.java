package io.npyio.cli.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel whose calls are counted and may fail. */
final class FaultyChannel extends FileChannel {
  private final FileChannel real;
  private final Path path;
  private final Calls calls;

  FaultyChannel(FileChannel real, Path path, Calls calls) {
    this.real = real;
    this.path = path;
    this.calls = calls;
  }

  // ---- what is counted -----------------------------------------------------------------------

  /** Writes a part of a buffer. */
  private interface Part {
    int write(ByteBuffer bytes) throws IOException;
  }

  private int write(ByteBuffer bytes, Part part) throws IOException {
    int allowed = calls.called(Calls.Kind.WRITE, path, bytes.remaining());
    int limit = bytes.limit();
    bytes.limit(bytes.position() + allowed);
    try {
      return part.write(bytes);
    } finally {
      bytes.limit(limit);
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return write(bytes, real::write);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    return write(bytes, part -> real.write(part, position));
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      boolean isWhole = bytes[i].remaining() == write(bytes[i]);
      written += isWhole ? bytes[i].position() : 0;
      if (!isWhole) {
        return written + bytes[i].position();
      }
    }
    return written;
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    int unused = calls.called(Calls.Kind.WRITE, path, 0);
    return real.transferFrom(source, position, count);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    int unused = calls.called(Calls.Kind.FORCE, path, 0);
    real.force(metaData);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    int unused = calls.called(Calls.Kind.TRUNCATE, path, 0);
    real.truncate(size);
    return this;
  }

  // ---- calls without faults ------------------------------------------------------------------

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return real.read(bytes);
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return real.read(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return real.read(bytes, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
