package io.npyio.view.server;

import com.sun.net.httpserver.HttpServer;
import io.npyio.view.ArrayTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedFile;
import io.npyio.view.reduce.Reductions;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The viewer of some files, served on loopback until it is closed. */
public final class ViewServer implements Closeable {
  static {
    // Before the class of the JDK's server loads: without it each small reply takes 40 ms on Java
    // 17.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds, of a request, not of its answer: other users of the machine could keep all threads.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
  }

  /** Downloads and whole statistics keep theirs for long; a page asks six things at a time. */
  private static final int THREADS = 16;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, ViewServer::thread);
  private final OpenFiles files;
  private final Reductions reductions;
  private final String token;
  private final IdleClock idle;

  private ViewServer(
      HttpServer http, OpenFiles files, Reductions reductions, String token, IdleClock idle) {
    this.http = http;
    this.files = files;
    this.reductions = reductions;
    this.token = token;
    this.idle = idle;
  }

  /**
   * Serves files.
   *
   * @throws IOException if the port is taken
   */
  public static ViewServer start(List<ViewedFile> files, ArrayTools tools, ViewOptions options)
      throws IOException {
    var reductions = new Reductions();
    var open =
        new OpenFiles(
            List.copyOf(files), array -> reductions.forget(key -> ScanKey.isOf(array, key)));
    AccessRules rules = AccessRules.withNewToken();
    var idle = new IdleClock(options.idleExit());
    var dispatcher =
        new Dispatcher(
            rules, idle, Assets.ofClassPath(), Endpoints.of(open, reductions, tools, options));
    var server = new ViewServer(listening(options.port()), open, reductions, rules.token(), idle);
    server.http.setExecutor(server.threads);
    server.http.createContext("/", dispatcher);
    server.http.start();
    return server;
  }

  private static HttpServer listening(int port) throws IOException {
    // not getLoopbackAddress(), which may be ::1 while the address printed is not
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return HttpServer.create(new InetSocketAddress(loopback, port), 0);
  }

  /** A thread that does not keep the process alive. */
  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "npyio-view");
    thread.setDaemon(true);
    return thread;
  }

  /** The address of the page, with the secret that lets its holder in. */
  public URI address() {
    return URI.create("http://127.0.0.1:%d/%s/".formatted(http.getAddress().getPort(), token));
  }

  /**
   * Waits until no request has come for the time of the options, for ever if that is zero, or until
   * the server is closed.
   */
  public void awaitIdle() throws InterruptedException {
    idle.await();
  }

  /**
   * Ends the server. Files that a request still reads are not closed: their memory must stay until
   * the process ends.
   */
  @Override
  public void close() throws IOException {
    http.stop(0);
    threads.shutdownNow();
    reductions.close();
    if (haveRequestsEnded()) {
      files.close();
    }
    idle.end();
  }

  private boolean haveRequestsEnded() {
    try {
      return threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
