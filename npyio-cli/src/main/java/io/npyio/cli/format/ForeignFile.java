package io.npyio.cli.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files that people pass for arrays, by their first bytes, and what can be done with them. */
enum ForeignFile {
  GIT_LFS(
      "version https://git-lfs",
      "is a Git LFS pointer, not the array itself; 'git lfs pull' fetches it"),
  GZIP("\u001f\u008b", "is a gzip file; without --dtype it is read through, as any array in it"),
  ZSTD("(\u00b5/\u00fd", "is a zstd file; 'zstd -dc FILE | npyio cat -' reads it"),
  BZIP2("BZh", "is a bzip2 file; 'bzcat FILE | npyio cat -' reads it"),
  XZ("\u00fd7zXZ\0", "is an xz file; 'xzcat FILE | npyio cat -' reads it"),
  HDF5("\u0089HDF\r\n\u001a\n", "is an HDF5 file; h5py reads it in Python, and np.save writes it"),
  MATLAB("MATLAB 5.0 MAT-file", "is a MAT file; scipy.io.loadmat reads it, and np.save writes it"),
  PARQUET("PAR1", "is a Parquet file; pandas reads it, and np.save writes its columns"),
  ARROW("ARROW1", "is an Arrow file; pyarrow reads it, and np.save writes its columns"),
  PNG("\u0089PNG", "is a PNG image; Pillow reads it, and np.save writes it"),
  JPEG("\u00ff\u00d8\u00ff", "is a JPEG image; Pillow reads it, and np.save writes it"),
  PDF("%PDF-", "is a PDF document, not an array");

  /** The bytes to read for {@link #complaint}. */
  static final int LENGTH = 64;

  private static final byte PICKLE = (byte) 0x80;
  private static final int LAST_PROTOCOL = 5;

  private final String magic;
  private final String complaint;

  /**
   * A kind of file.
   *
   * @param magic its first bytes, as characters of Latin-1
   */
  ForeignFile(String magic, String complaint) {
    this.magic = magic;
    this.complaint = complaint;
  }

  /** A complaint about a file that starts with these bytes; null if they tell nothing. */
  static @Nullable String complaint(byte[] start) {
    for (ForeignFile kind : values()) {
      if (kind.begins(start)) {
        return kind.complaint;
      }
    }
    String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "is an HTML page, not an array; the download may have failed";
    }
    if (isSafetensors(start)) {
      return "is a safetensors file; its library reads it, and np.save writes its tensors";
    }
    return isPickle(start)
        ? "is a pickle without the header of a .npy file; np.load reads it with allow_pickle=True,"
            + " and np.save writes it"
        : null;
  }

  /** Whether a file that starts with these bytes is compressed by gzip. */
  static boolean isGzip(byte[] start) {
    return GZIP.begins(start);
  }

  private boolean begins(byte[] start) {
    return new String(start, StandardCharsets.ISO_8859_1).startsWith(magic);
  }

  private static boolean isPickle(byte[] start) {
    return start.length > 2 && start[0] == PICKLE && start[1] > 1 && start[1] <= LAST_PROTOCOL;
  }

  /** The length of the header in 8 bytes, of which the upper ones are 0, and the header in JSON. */
  private static boolean isSafetensors(byte[] start) {
    return start.length > 9 && start[8] == '{' && start[9] == '"' && start[7] == 0 && start[6] == 0;
  }
}
