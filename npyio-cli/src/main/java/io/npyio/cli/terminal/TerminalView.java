package io.npyio.cli.terminal;

import io.npyio.cli.console.Terminal;
import io.npyio.cli.console.TerminalSize;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Shows arrays on the terminal until the user quits. */
public final class TerminalView {
  private final Tty tty;
  private final Screen screen;
  private final Terminal.Colours colours;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private boolean isOver;

  private TerminalView(Tty tty, Deck deck, Terminal.Colours colours) {
    this.tty = tty;
    this.screen = new Screen(deck, colours != Terminal.Colours.NONE);
    this.colours = colours;
  }

  /**
   * Shows the arrays of some files.
   *
   * @throws IOException if there is no terminal to show them on, or no array
   */
  public static void show(List<ViewedFile> files) throws IOException {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new IOException("--terminal is not for Windows; without it a browser shows the arrays");
    }
    try (Deck deck = new Deck(files)) {
      if (deck.isEmpty()) {
        throw new IOException("there are no arrays to show");
      }
      try (Tty tty = Tty.open()) {
        new TerminalView(tty, deck, Terminal.find().colours()).run();
      }
    }
  }

  private void run() throws IOException {
    var keys = new Thread(this::readKeys, "keys");
    keys.setDaemon(true);
    keys.start();
    Resizes.follow(() -> events.add(this::resize));
    resize();
    while (!screen.isDone() && !isOver) {
      tty.draw(lines());
      handle();
    }
  }

  private List<String> lines() {
    List<String> lines = screen.lines();
    return colours == Terminal.Colours.INDEXED
        ? lines.stream().map(IndexedColours::of).toList()
        : lines;
  }

  private void resize() {
    TerminalSize size = tty.size();
    screen.resize(size.columns(), size.rows());
  }

  /** Handles what has happened since the screen was drawn; waits until something has. */
  private void handle() throws IOException {
    try {
      for (Runnable event = events.take(); event != null; event = events.poll()) {
        event.run();
        String copied = screen.copied();
        if (copied != null) {
          tty.copy(copied);
        }
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      isOver = true;
    }
  }

  private void readKeys() {
    try {
      for (Key key = tty.read(); key != null; key = tty.read()) {
        Key pressed = key;
        events.add(() -> screen.press(pressed));
      }
    } catch (IOException gone) {
      // as at the end of the keys
    }
    events.add(() -> isOver = true);
  }
}
