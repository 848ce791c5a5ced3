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
 */
public record WriteOptions(Sync sync) {

  /** The parts that are forced to disk before a call returns. */
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

  /** Files survive a power cut once the call that writes them has returned. */
  public static final WriteOptions DEFAULT = new WriteOptions(Sync.FILE_AND_FOLDER);

  /** Checks that nothing is null. */
  public WriteOptions {
    requireNonNull(sync, "sync");
  }

  /** {@return a copy that forces nothing to disk} Saves the time of two writes to the disk. */
  public WriteOptions withoutSync() {
    return new WriteOptions(Sync.NOTHING);
  }

  boolean isSynced() {
    return sync == Sync.FILE_AND_FOLDER;
  }
}
