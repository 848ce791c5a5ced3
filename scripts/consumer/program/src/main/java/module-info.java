/** A user's module. */
module consumer {
  requires io.npyio.http;
  requires jdk.httpserver;
}
