package io.npyio.view.server;

import com.sun.net.httpserver.HttpServer;
import io.npyio.view.ArrayTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** The viewer of some files, served on loopback until it is closed. */
public final class ViewServer implements Closeable {
  static {
    // Before the class of the JDK's server loads: without it each small reply takes 40 ms on Java
    // 17.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final URI address;
  private final IdleClock idle;

  private ViewServer(HttpServer http, URI address, IdleClock idle) {
    this.http = http;
    this.address = address;
    this.idle = idle;
  }

  /**
   * Serves files.
   *
   * @throws IOException if the port is taken
   */
  public static ViewServer start(List<ViewedFile> files, ArrayTools tools, ViewOptions options)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
    var rules = AccessRules.withNewToken();
    var idle = new IdleClock(options.idleExit());
    http.createContext("/", new Dispatcher(rules, idle));
    http.start();
    int port = http.getAddress().getPort();
    var address = URI.create("http://127.0.0.1:" + port + "/" + rules.token() + "/");
    return new ViewServer(http, address, idle);
  }

  /** The address of the page, with the secret that lets its holder in. */
  public URI address() {
    return address;
  }

  /**
   * Waits until no request has come for the time of the options, for ever if that is zero, or until
   * the server is closed.
   */
  public void awaitIdle() throws InterruptedException {
    idle.await();
  }

  /** Ends the server at once, and with it the requests that run. */
  @Override
  public void close() {
    http.stop(0);
    idle.end();
  }
}
