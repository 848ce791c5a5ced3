package io.npyio.cli.transfer;

import java.util.Arrays;

/** The magic bytes at the start of a file. */
public enum FileSignature {
  /** A {@code .npy} file. */
  NPY,
  /** A zip archive. */
  ZIP,
  /** Any other file. */
  NONE;

  /** The bytes to read for {@link #of}. */
  public static final int LENGTH = 6;

  private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /**
   * {@return the signature of a file that starts with these bytes, at least {@link #LENGTH} if it
   * has them}
   */
  public static FileSignature of(byte[] start) {
    if (start.length >= LENGTH && Arrays.equals(start, 0, LENGTH, NPY_MAGIC, 0, LENGTH)) {
      return NPY;
    }
    return isZip(start) ? ZIP : NONE;
  }

  /** An archive starts with its first member, or without members with the end of its directory. */
  private static boolean isZip(byte[] start) {
    return start.length >= 4
        && start[0] == 'P'
        && start[1] == 'K'
        && (start[2] == 3 && start[3] == 4 || start[2] == 5 && start[3] == 6);
  }
}
