package io.npyio.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The place of a directory, as the end of its archive gives it.
 *
 * @param directory the byte of the file at which it begins
 * @param size of the directory in bytes
 * @param count of the entries
 * @param prefix the number of bytes before the archive, from whose end its offsets count
 */
record EndOfDirectory(long directory, long size, long count, long prefix) {
  static final int SIGNATURE = 0x06054b50;
  static final int BYTES = 22;
  static final int SIGNATURE_64 = 0x06064b50;
  static final int BYTES_64 = 56;
  static final int LOCATOR = 0x07064b50;
  static final int LOCATOR_BYTES = 20;

  /** The most bytes from the end record to the end of the file: its comment may be 64 KiB. */
  static final int MAX_BYTES = BYTES + 0xFFFF;

  /**
   * Uses the last end record in the file, as Python does; a preceding zip64 record takes
   * precedence. The numbers of disks count only in the locator of the zip64 record, as in Python.
   */
  static EndOfDirectory read(ZipFields file) throws IOException {
    long at = find(file);
    ByteBuffer end = file.at(at, BYTES, "the end record");
    if (at >= LOCATOR_BYTES) {
      ByteBuffer locator = file.at(at - LOCATOR_BYTES, LOCATOR_BYTES, "the end record");
      if (locator.getInt(0) == LOCATOR) {
        boolean isOneFile = locator.getInt(4) == 0 && (locator.getInt(16) & ~1) == 0;
        requireOneFile(file, at - LOCATOR_BYTES, isOneFile);
        return read64(file, at - LOCATOR_BYTES, locator.getLong(8));
      }
    }
    return of(
        file,
        at,
        end.getShort(10) & 0xFFFFL,
        end.getInt(12) & 0xFFFFFFFFL,
        end.getInt(16) & 0xFFFFFFFFL);
  }

  private static long find(ZipFields file) throws IOException {
    long length = file.length();
    int count = (int) Math.min(length, MAX_BYTES);
    ByteBuffer last = file.at(length - count, count, "the end record");
    for (int i = count - BYTES; i >= 0; i--) {
      if (last.getInt(i) == SIGNATURE) {
        return length - count + i;
      }
    }
    throw noArchive(file, length);
  }

  private static ZipProblem noArchive(ZipFields file, long length) throws IOException {
    ByteBuffer start = file.at(0, (int) Math.min(length, 2), "the archive");
    if (start.remaining() == 2 && start.get() == 'P' && start.get() == 'K') {
      return file.problem(length, "the file ends here but the directory of the archive is missing");
    }
    return file.problem(
        0,
        "expected a zip archive, as .npz files are, but found "
            + (length == 0 ? "no data" : "none in " + length + " bytes"));
  }

  /** Looks right before the locator first, as Python does, then where the locator points. */
  private static EndOfDirectory read64(ZipFields file, long locator, long said) throws IOException {
    String what = "the zip64 end record";
    for (long at : new long[] {locator - BYTES_64, said}) {
      if (at < 0 || at > locator - BYTES_64) {
        continue;
      }
      ByteBuffer end = file.at(at, BYTES_64, what);
      if (end.getInt(0) == SIGNATURE_64) {
        return of(file, at, end.getLong(32), end.getLong(40), end.getLong(48));
      }
    }
    throw file.problem(locator, "expected the zip64 end record before its locator but found none");
  }

  private static void requireOneFile(ZipFields file, long at, boolean isOneFile) throws ZipProblem {
    if (!isOneFile) {
      throw file.problem(at, "expected an archive in one file but found a part of several");
    }
  }

  private static EndOfDirectory of(ZipFields file, long at, long count, long size, long offset)
      throws ZipProblem {
    if (size < 0 || size > at) {
      throw file.problem(
          at,
          "expected a directory of at most %d bytes before this record but found a size of %s"
              .formatted(at, Long.toUnsignedString(size)));
    }
    long prefix = at - size - offset;
    if (offset < 0 || prefix < 0) {
      throw file.problem(
          at,
          "expected the directory at byte %d but found an offset of %s"
              .formatted(at - size, Long.toUnsignedString(offset)));
    }
    if (count < 0 || count > size / ZipMember.BYTES) {
      throw file.problem(
          at,
          "expected at most %d members in a directory of %d bytes but found a count of %s"
              .formatted(size / ZipMember.BYTES, size, Long.toUnsignedString(count)));
    }
    return new EndOfDirectory(at - size, size, count, prefix);
  }
}
