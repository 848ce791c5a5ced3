package io.npyio.cli.plot;

import java.util.List;

/** What is to be seen of an array. */
interface Chart {
  /** Draws it on a sheet. */
  void draw(Canvas canvas);

  /** {@return its lines as text} */
  List<String> print(TextArea screen);
}
