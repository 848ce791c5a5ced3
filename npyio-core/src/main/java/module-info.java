/** The JVM's NumPy file toolkit. */
module io.npyio {
  requires static org.jspecify; // not transitive, so that users need no jar but ours

  exports io.npyio.array;
  exports io.npyio.dtype;
  exports io.npyio.file;
  exports io.npyio.record;
  exports io.npyio.shards;
  exports io.npyio.source;

  uses io.npyio.source.Decompressor;
}
