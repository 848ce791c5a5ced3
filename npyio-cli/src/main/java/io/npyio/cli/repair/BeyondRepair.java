package io.npyio.cli.repair;

import java.io.IOException;

/** A file from which no array can be recovered with certainty. */
final class BeyondRepair extends IOException {
  private static final long serialVersionUID = 1L;

  BeyondRepair(long at, String problem) {
    super("byte " + at + ": " + problem + "; beyond repair");
  }
}
