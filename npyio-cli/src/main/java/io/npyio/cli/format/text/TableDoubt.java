package io.npyio.cli.format.text;

import java.io.IOException;

/** A sound table that can be read in several ways, so that the user has to say which. */
public final class TableDoubt extends IOException {
  private static final long serialVersionUID = 1L;

  TableDoubt(String message) {
    super(message);
  }
}
