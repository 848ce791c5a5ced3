package io.npyio.cli.format;

import io.npyio.file.ReadOptions;
import io.npyio.file.ReadOptions.ClassNames;
import io.npyio.file.ReadOptions.UnknownClasses;

/** How the command reads Python objects: all of them, with their classes; nothing is run. */
final class PythonObjects {
  static final ReadOptions OPTIONS =
      ReadOptions.DEFAULT.withUnknownClasses(UnknownClasses.OPAQUE).withClassNames(ClassNames.KEEP);

  private PythonObjects() {}
}
