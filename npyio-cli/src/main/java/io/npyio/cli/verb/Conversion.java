package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.ObjectCast;
import io.npyio.cli.transfer.ObjectSlices;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;

/** Changes an array, of plain elements or of Python objects, on its way to another file. */
record Conversion(SourceOptions options, Transform transform) {
  /** Takes the changed array. */
  interface Target {
    /** Writes plain elements. */
    void save(ArrayWrite array) throws Exception;

    /** Writes Python objects. */
    void save(ObjectArray objects) throws Exception;
  }

  /** Whether arrays do not stay as they are. */
  boolean changesArrays() {
    return transform.changesArrays() || !options.view().changesNothing();
  }

  /** Converts an array, showing progress under a name while it is opened. */
  void run(ArraySource source, String name, Target target) throws Exception {
    ObjectArray objects = options.objects(source);
    if (objects != null) {
      run(objects, target);
      return;
    }
    try (OpenArray open = options.open(name, source, transform.dtype(), transform.index());
        OpenArray view = transform.view(open)) {
      target.save(transform.plan(view));
    }
  }

  private void run(ObjectArray objects, Target target) throws Exception {
    ObjectArray part = ObjectSlices.of(objects, transform::part);
    DType dtype = transform.dtype();
    if (dtype == null || dtype.hasObjects()) {
      transform.requireNoLayout();
      target.save(part);
    } else {
      target.save(transform.plan(OpenArray.of(ObjectCast.cast(part, dtype))));
    }
  }
}
