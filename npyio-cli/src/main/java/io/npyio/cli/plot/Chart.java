package io.npyio.cli.plot;

import java.util.List;

/** A chart of an array. */
interface Chart {
  /** Draws it on a canvas. */
  void draw(Canvas canvas);

  /** {@return it as lines of text} */
  List<String> print(TextArea screen);
}
