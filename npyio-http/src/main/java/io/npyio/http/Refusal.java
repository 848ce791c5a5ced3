package io.npyio.http;

import java.io.IOException;

/** A reply cannot be used, and asking again would not help. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  Refusal(String name, String problem) {
    super(name + ": " + problem);
  }
}
