/** NumPy's array files on web servers and in object stores, read by ranges. */
module io.npyio.http {
  requires transitive io.npyio;
  requires transitive java.net.http;
  requires static org.jspecify; // not transitive, so that users need no jar but ours

  exports io.npyio.http;
}
