package io.npyio.memory;

import io.npyio.memory.MappedSegment.Users;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of files as memory.
 *
 * <p>On Java 22 and later a range is one {@link MappedSegment}, and its windows are buffers over
 * it. Before, each window is a mapping of its own that the garbage collector releases.
 *
 * @param windows that cover the range
 * @param segment that unmaps them when it is closed; null where only the collector can
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Mapping(ByteBuffer[] windows, @Nullable MappedSegment segment) {
  /** More windows than this would cost more than copies of larger ones do. */
  private static final int MAX_COPIED_WINDOWS = 1 << 16;

  /** 64 KiB: the least that is copied when a byte is written. */
  private static final int MIN_COPIED_SHIFT = 16;

  static Memory map(
      Path path, FileChannel channel, MapMode mode, long position, long size, Users users)
      throws IOException {
    Windows cut = Windows.of(size);
    Mapping mapping = of(channel, mode, position, cut, users);
    WindowMemory.Kind kind =
        mode == MapMode.READ_ONLY ? WindowMemory.Kind.READ_ONLY : WindowMemory.Kind.WRITABLE;
    MappedFile file = MappedFile.of(path, channel, position, size);
    return new WindowMemory(mapping.windows, cut, kind, mapping.segment, file);
  }

  static Memory mapCopyOnWrite(Path path, FileChannel channel, long position, long size)
      throws IOException {
    Windows whole = Windows.of(size);
    int shift = MIN_COPIED_SHIFT;
    while (shift < whole.shift() && size >>> shift > MAX_COPIED_WINDOWS) {
      shift++;
    }
    Mapping mapping = of(channel, MapMode.READ_ONLY, position, whole, Users.ALL_THREADS);
    Windows cut = new Windows(size, shift);
    ByteBuffer[] windows =
        cut.cut(
            (from, length) ->
                mapping.windows[(int) (from >>> whole.shift())].slice(
                    (int) (from & whole.mask()), (int) length));
    MappedFile file = MappedFile.of(path, channel, position, size);
    return new WindowMemory(windows, cut, WindowMemory.Kind.COPY_ON_WRITE, mapping.segment, file);
  }

  private static Mapping of(
      FileChannel channel, MapMode mode, long position, Windows cut, Users users)
      throws IOException {
    if (MappedSegment.IS_AVAILABLE) {
      var segment = MappedSegment.map(channel, mode, position, cut.size(), users);
      return new Mapping(cut.cut(segment::buffer), segment);
    }
    return new Mapping(cut.cut((from, length) -> channel.map(mode, position + from, length)), null);
  }
}
