/** The JVM's NumPy file toolkit. */
module io.npyio {
  requires static transitive org.jspecify;

  exports io.npyio.array;
  exports io.npyio.file;
  exports io.npyio.record;
  exports io.npyio.source;
}
