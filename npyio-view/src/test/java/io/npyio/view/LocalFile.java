package io.npyio.view;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@code .npy} or {@code .npz} file by core alone, as tests and {@link TryServer} show it. */
public class LocalFile implements ViewedFile {
  private final Path path;
  private final boolean isArchive;

  /** The file of a path. */
  public LocalFile(Path path) {
    this.path = path;
    this.isArchive = path.toString().endsWith(".npz");
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public String format() {
    return isArchive ? "npz" : "npy";
  }

  @Override
  public long bytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public Stamp stamp() throws IOException {
    return Stamp.of(path);
  }

  @Override
  public List<ViewedArray> arrays() throws IOException {
    if (!isArchive) {
      return List.of(ViewedArray.of("", Npy.header(path).layout()));
    }
    try (Npz archive = Npz.open(path)) {
      List<ViewedArray> arrays = new ArrayList<>();
      for (String name : archive.names()) {
        arrays.add(member(archive, name));
      }
      return arrays;
    }
  }

  private static ViewedArray member(Npz archive, String name) {
    try {
      return ViewedArray.of(name, archive.header(name).layout());
    } catch (IOException damaged) {
      return ViewedArray.damaged(name, String.valueOf(damaged.getMessage()));
    }
  }

  @Override
  public OpenView open(String member) throws IOException {
    if (isArchive) {
      return openMember(member);
    }
    if (!member.isEmpty()) {
      throw new IllegalArgumentException(name() + " has one array, not members like " + member);
    }
    ArrayLayout layout = Npy.header(path).layout();
    if (layout.dtype().hasObjects()) {
      return new OpenView.Objects(Npy.loadObjects(path));
    }
    Memmap mapped = Npy.map(path, MapMode.READ_ONLY);
    return new OpenView.Values(mapped.array(), mapped::close);
  }

  private OpenView openMember(String member) throws IOException {
    try (Npz archive = Npz.open(path)) {
      if (!archive.contains(member)) {
        throw new IllegalArgumentException(name() + " has no member " + member);
      }
      return archive.header(member).layout().dtype().hasObjects()
          ? new OpenView.Objects(archive.loadObjects(member))
          : OpenView.Values.inMemory(archive.load(member));
    }
  }

  @Override
  public Optional<Editor> editor(String member) {
    return isArchive ? Optional.empty() : Optional.of(this::set);
  }

  private Editor.Change set(long[] index, @Nullable String field, String old, String value)
      throws IOException, Editor.Conflict {
    try (Memmap mapped = Npy.map(path, MapMode.READ_WRITE)) {
      NdArray array = field == null ? mapped.array() : mapped.array().field(field);
      String found = array.getString(index);
      if (!found.equals(old)) {
        throw new Editor.Conflict(
            "the element %s is %s by now, not %s".formatted(Arrays.toString(index), found, old),
            found);
      }
      array.set(value, index);
      return new Editor.Change(array.getString(index), "npyio set " + name() + " " + old);
    }
  }
}
