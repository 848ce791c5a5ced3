package io.npyio.http;

import java.io.IOException;
import java.net.URI;

/** The server says that the file is at another address. */
final class Moved extends IOException {
  private static final long serialVersionUID = 1L;

  private final URI location;

  Moved(URI location) {
    this.location = location;
  }

  URI location() {
    return location;
  }
}
