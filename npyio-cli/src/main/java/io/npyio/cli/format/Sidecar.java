package io.npyio.cli.format;

/** Whether {@code FILE.json} is written beside a raw FILE. */
public enum Sidecar {
  /** It is written, and describes the bytes of the file. */
  WRITTEN,
  /** It is not written. */
  OMITTED
}
