package io.npyio.spark;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's local files. */
class LocalFilesTest extends FileOutputContract {
  @TempDir private static Path data;

  @Override
  String root() {
    return data.toUri().toString();
  }
}
