package io.npyio.file;

import io.npyio.source.ByteSource;
import io.npyio.zip.ZipMember;
import io.npyio.zip.ZipMemberChannel;
import io.npyio.zip.ZipProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A member of an archive as the bytes of an array; any other member is read as a channel only. */
final class MemberInput implements ArrayInput {
  private static final int IGNORED_BYTES = 1 << 16;

  private final ZipMemberChannel channel;

  private MemberInput(ZipMemberChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a member.
   *
   * @param name for messages
   */
  static MemberInput open(ByteSource archive, String name, ZipMember member) throws IOException {
    try {
      return new MemberInput(new ZipMemberChannel(archive, name, member));
    } catch (ZipProblem problem) {
      throw format(problem);
    }
  }

  /** A fault of a zip file, as callers outside this library know it. */
  static NpyFormatException format(ZipProblem problem) {
    var refusal =
        new NpyFormatException(
            problem.source(), problem.position(), problem.problem(), problem.hint());
    refusal.initCause(problem);
    return refusal;
  }

  @Override
  public String name() {
    return channel.name();
  }

  /** The byte of the archive at which the content of a stored member begins. */
  long dataOffset() {
    return channel.dataOffset();
  }

  /** A copy of a range of the archive, or null if it was not read with the start of the member. */
  @Nullable ByteBuffer bufferedRange(long from, long count) {
    return channel.bufferedRange(from, count);
  }

  boolean isStored() {
    return channel.isStored();
  }

  /** Whether the data can be expected to come to the size that the directory says. */
  boolean isPlausible() {
    return channel.isPlausible();
  }

  @Override
  public long remaining() {
    return channel.remaining();
  }

  @Override
  public boolean isWorkToRead() {
    return true;
  }

  @Override
  public int fill(byte[] bytes) throws IOException {
    boolean isStart = channel.position() == 0;
    int count = ArrayInput.super.fill(bytes);
    if (isStart && !NpyHeader.hasMagic(bytes, count)) {
      throw new NpyFormatException(
          name(),
          0,
          "expected an array but found " + (count == 0 ? "no data" : "other data"),
          "bytes(name) reads any member");
    }
    return count;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    try {
      return channel.read(to);
    } catch (ZipProblem problem) {
      throw format(problem);
    }
  }

  /**
   * Reads what follows the array, usually nothing: only the end of the member tells whether its
   * size and its CRC agree with the directory.
   */
  void readToEnd() throws IOException {
    if (remaining() == 0) {
      return;
    }
    ByteBuffer ignored = ByteBuffer.allocate(IGNORED_BYTES);
    while (read(ignored.clear()) >= 0) {}
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Frees inflater and mapping; the archive stays open. */
  @Override
  public void close() {
    channel.close();
  }
}
