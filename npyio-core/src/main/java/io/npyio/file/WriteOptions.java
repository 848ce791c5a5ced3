package io.npyio.file;

import static java.util.Objects.requireNonNull;

/**
 * Choices for writing.
 *
 * <pre>{@code
 * Npy.save(path, array, WriteOptions.DEFAULT.withoutSync());   // a file that can be made again
 * }</pre>
 *
 * @param sync what is forced to disk before a call returns
 * @param level of the compression of deflated members of archives, as zlib counts: from 0, none, by
 *     way of 1, the fastest, to 9, the smallest
 * @since 0.1.0
 */
public record WriteOptions(Sync sync, int level) {
  private static final int MAX_LEVEL = 9;

  /** The level that zlib, and so NumPy, takes without being told one. */
  private static final int DEFAULT_LEVEL = 6;

  /**
   * The parts that are forced to disk before a call returns.
   *
   * @since 0.1.0
   */
  public enum Sync {
    /**
     * The file before it takes its name, then its folder: after a power cut either the new file is
     * there, whole, or the one before it.
     */
    FILE_AND_FOLDER,
    /**
     * Nothing; the operating system writes the file when it likes, as NumPy leaves it. After a
     * power cut the file may be empty or incomplete, and the one before it gone. The end of the
     * process alone does no harm.
     */
    NOTHING
  }

  /**
   * Files survive a power cut once the call that writes them has returned; the level is 6, as in
   * NumPy.
   */
  public static final WriteOptions DEFAULT = new WriteOptions(Sync.FILE_AND_FOLDER, DEFAULT_LEVEL);

  /** Checks that nothing is null, and that there is such a level. */
  public WriteOptions {
    requireNonNull(sync, "sync");
    if (level < 0 || level > MAX_LEVEL) {
      throw new IllegalArgumentException("a level of compression is 0 to 9, not " + level);
    }
  }

  /** {@return a copy that forces nothing to disk} Saves the time of two writes to the disk. */
  public WriteOptions withoutSync() {
    return new WriteOptions(Sync.NOTHING, level);
  }

  /**
   * {@return a copy that deflates members of archives by another level}
   *
   * @throws IllegalArgumentException if it is not 0 to 9
   */
  public WriteOptions withLevel(int level) {
    return new WriteOptions(sync, level);
  }

  boolean isSynced() {
    return sync == Sync.FILE_AND_FOLDER;
  }
}
