package io.npyio.cli.format;

import io.npyio.cli.transfer.Cleanup;
import io.npyio.file.NpzEditor;
import io.npyio.file.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Changes an archive: the changed one is written beside it and replaces it in one step. */
public final class ArchiveEdit {
  private ArchiveEdit() {}

  /** The changes to an archive. */
  @FunctionalInterface
  public interface Changes {
    /** Makes them in an editor, which writes them later. */
    void make(NpzEditor editor) throws IOException;
  }

  /**
   * Changes an archive.
   *
   * @param progress is given the bytes of each piece of the other members that is copied
   */
  public static void run(Path path, Changes changes, LongConsumer progress) throws IOException {
    run(path, WriteOptions.DEFAULT, changes, progress);
  }

  /** As {@link #run(Path, Changes, LongConsumer)}, written with other options. */
  static void run(Path path, WriteOptions options, Changes changes, LongConsumer progress)
      throws IOException {
    NpzEditor editor = Cleanup.open(() -> NpzEditor.open(path, options));
    try (editor) {
      changes.make(editor);
      editor.commit(progress);
    } finally {
      Cleanup.forget(editor);
    }
  }
}
