package io.npyio.cli.repair;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, as they are or as they were before a conversion damaged them. */
interface Content {
  /** The number of bytes. */
  long size();

  /** Opens the bytes, from the first one on. */
  InputStream open() throws IOException;

  /** The first bytes, at most as many as that. */
  default byte[] head(int most) throws IOException {
    try (InputStream bytes = open()) {
      return bytes.readNBytes((int) Math.min(most, size()));
    }
  }

  /** The bytes of a file as they are. */
  static Content of(Path path) throws IOException {
    return new OfFile(path, Files.size(path));
  }

  /** A file as it is. */
  record OfFile(Path path, long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    }
  }
}
