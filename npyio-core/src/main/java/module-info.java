/** The JVM's NumPy file toolkit. */
module io.npyio {
  requires static org.jspecify;

  exports io.npyio.array;
}
