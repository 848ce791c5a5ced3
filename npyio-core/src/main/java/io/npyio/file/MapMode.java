package io.npyio.file;

/**
 * How a file is mapped: whether it must exist, and whether writes reach it.
 *
 * <table>
 * <caption>The modes</caption>
 * <tr><th>mode</th><th>Python</th><th>the file</th><th>writes</th></tr>
 * <tr><td>{@link #READ_ONLY}</td><td>r</td><td>must exist</td><td>are refused</td></tr>
 * <tr><td>{@link #READ_WRITE}</td><td>r+</td><td>must exist, and keeps its length</td><td>reach the
 * file</td></tr>
 * <tr><td>{@link #COPY_ON_WRITE}</td><td>c</td><td>must exist</td><td>stay in this mapping</td></tr>
 * <tr><td>{@link #CREATE}</td><td>w+</td><td>is created, or replaced</td><td>reach the file</td>
 * </tr>
 * </table>
 *
 * @since 0.1.0
 */
public enum MapMode {
  /** {@code r}: an existing file; writes are refused. */
  READ_ONLY("r"),
  /** {@code r+}: an existing file. Unlike in NumPy it never grows. */
  READ_WRITE("r+"),
  /** {@code c}: an existing file that may be read-only; writes never reach it. */
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
