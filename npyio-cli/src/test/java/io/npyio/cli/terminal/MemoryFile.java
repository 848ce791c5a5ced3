package io.npyio.cli.terminal;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import io.npyio.view.ViewedFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A file of arrays in memory. */
final class MemoryFile implements ViewedFile {
  private final String name;
  private final Map<String, NdArray> arrays = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();
  private boolean isGone;
  private int version;
  private int open;

  MemoryFile(String name) {
    this.name = name;
  }

  static MemoryFile of(String name, NdArray array) {
    var file = new MemoryFile(name);
    file.put("", array);
    return file;
  }

  void put(String member, NdArray array) {
    arrays.put(member, array);
    version++;
  }

  /** Gives a member a header that cannot be read. */
  void damage(String member, String problem) {
    problems.put(member, problem);
  }

  void remove(String member) {
    arrays.remove(member);
    version++;
  }

  void delete() {
    isGone = true;
  }

  int open() {
    return open;
  }

  /** A file of Python objects. */
  static ViewedFile of(String name, ObjectArray array) {
    return new MemoryFile(name).withObjects(array);
  }

  private ViewedFile withObjects(ObjectArray array) {
    put("", NdArray.zeros(DType.INT8, array.shape().lengths()));
    return new ViewedFile() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String format() {
        return "npy";
      }

      @Override
      public long bytes() {
        return 0;
      }

      @Override
      public Stamp stamp() throws IOException {
        return MemoryFile.this.stamp();
      }

      @Override
      public List<ViewedArray> arrays() {
        return MemoryFile.this.arrays();
      }

      @Override
      public OpenView open(String member) {
        return new OpenView.Objects(array);
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public long bytes() {
    return arrays.values().stream().mapToLong(NdArray::nbytes).sum();
  }

  @Override
  public Stamp stamp() throws IOException {
    if (isGone) {
      throw new NoSuchFileException(name);
    }
    return new Stamp("v" + version);
  }

  @Override
  public List<ViewedArray> arrays() {
    Stream<ViewedArray> damaged =
        problems.entrySet().stream()
            .map(entry -> ViewedArray.damaged(entry.getKey(), entry.getValue()));
    Stream<ViewedArray> whole =
        arrays.entrySet().stream()
            .map(entry -> ViewedArray.of(entry.getKey(), entry.getValue().layout()));
    return Stream.concat(damaged, whole).toList();
  }

  @Override
  public OpenView open(String member) throws IOException {
    NdArray array = arrays.get(member);
    if (array == null) {
      throw new IOException("has no member " + member);
    }
    open++;
    return new OpenView.Values(array, () -> open--);
  }
}
