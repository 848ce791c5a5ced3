package io.npyio.cli.look;

import io.npyio.cli.console.Console;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.view.ArrayTools;
import io.npyio.view.ViewOptions;
import io.npyio.view.ViewedFile;
import io.npyio.view.server.ViewServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.util.List;

/** Shows arrays in a browser until the user ends the command. */
public final class BrowserView {
  private final Console console;
  private final ViewServer server;

  private BrowserView(Console console, ViewServer server) {
    this.console = console;
    this.server = server;
  }

  /**
   * Serves the arrays of some files until no request has come for as long as the options say.
   *
   * @param opensBrowser whether to open one, rather than to print the address
   */
  public static void show(
      Console console,
      List<ViewedFile> files,
      ArrayTools tools,
      ViewOptions options,
      boolean opensBrowser)
      throws IOException {
    try (ViewServer server = started(files, tools, options)) {
      new BrowserView(console, server).run(opensBrowser);
    }
  }

  private static ViewServer started(List<ViewedFile> files, ArrayTools tools, ViewOptions options)
      throws IOException {
    try {
      return Cleanup.open(() -> ViewServer.start(files, tools, options));
    } catch (BindException taken) {
      throw new IOException(
          "--port %d: another program uses it; without --port any free one is taken"
              .formatted(options.port()),
          taken);
    }
  }

  private void run(boolean opensBrowser) throws IOException {
    Closeable page = opensBrowser ? opened() : printed();
    try {
      server.awaitIdle();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } finally {
      page.close();
      Cleanup.forget(server);
    }
  }

  private Closeable opened() throws IOException {
    try {
      Browser browser = Browser.open(server.address());
      console.say("npyio: shown at " + server.address() + " until Ctrl-C\n");
      return browser;
    } catch (IOException noBrowser) {
      Closeable nothing = printed();
      console.say(
          "npyio: no browser can be opened (%s): open the address in one; Ctrl-C ends npyio\n"
              .formatted(noBrowser.getMessage()));
      return nothing;
    }
  }

  private Closeable printed() throws IOException {
    console.println(server.address().toString());
    console.out().flush();
    return () -> {};
  }
}
