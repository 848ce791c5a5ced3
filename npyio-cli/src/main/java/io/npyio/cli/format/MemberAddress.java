package io.npyio.cli.format;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A member of an archive, as users name it: {@code archive.npz:member}.
 *
 * @param word the whole name
 * @param archive that exists
 * @param member with or without {@code .npy}
 */
public record MemberAddress(String word, Path archive, String member) {
  /** {@return the member that a name stands for} */
  public static MemberAddress of(String word) throws IOException {
    FileName name = FileName.ofSource(word);
    if (name.member() != null) {
      return new MemberAddress(word, name.path(), name.member());
    }
    if (FileName.exists(word)) {
      throw new IOException("names no member; expected one after a colon, as in run.npz:weights");
    }
    throw new NoSuchFileException(word);
  }
}
