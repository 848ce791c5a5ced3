package io.npyio.file;

/**
 * What a mapping may do to its file.
 *
 * <table>
 * <caption>The modes</caption>
 * <tr><th>mode</th><th>Python</th><th>the file</th><th>what is written</th></tr>
 * <tr><td>{@link #READ_ONLY}</td><td>r</td><td>must exist</td><td>is refused</td></tr>
 * <tr><td>{@link #READ_WRITE}</td><td>r+</td><td>must exist, and keeps its length</td><td>reaches
 * the file</td></tr>
 * <tr><td>{@link #COPY_ON_WRITE}</td><td>c</td><td>must exist</td><td>stays in this mapping</td></tr>
 * <tr><td>{@link #CREATE}</td><td>w+</td><td>is created, or replaced</td><td>reaches the file</td>
 * </tr>
 * </table>
 */
public enum MapMode {
  /** {@code r}: an existing file, nothing can be written. */
  READ_ONLY("r"),
  /** {@code r+}: an existing file. Unlike in NumPy it never grows. */
  READ_WRITE("r+"),
  /** {@code c}: an existing file that may be read-only; what is written never reaches it. */
  COPY_ON_WRITE("c"),
  /** {@code w+}: a new file of zeros, exactly as long as the array. */
  CREATE("w+");

  private final String python;

  MapMode(String python) {
    this.python = python;
  }

  /** {@return NumPy's word: r, r+, c or w+} */
  public String python() {
    return python;
  }
}
