package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.FileSignature;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.cli.transfer.Replacement;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyVersion;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyBaseString;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PySystemState;
import org.python.core.PyTuple;

/** Files as Python programs pass them: names relative to Python's current folder, or open files. */
final class PyFiles {
  private PyFiles() {}

  static boolean isName(PyObject file) {
    return file instanceof PyBaseString;
  }

  /** The path of a file name; Jython has its own current folder. */
  static Path path(PyObject name) {
    if (!isName(name)) {
      throw Py.TypeError("expected the name of a file, got " + name.getType().fastGetName());
    }
    return Path.of(PySystemState.getPathLazy(name.toString()));
  }

  // ---- .npy and .npz ---------------------------------------------------------------------------

  /** Whether a file starts like an archive. */
  static boolean isArchive(PyObject name) throws IOException {
    try (InputStream in = Files.newInputStream(path(name))) {
      byte[] start = in.readNBytes(FileSignature.LENGTH);
      if (start.length == 0) {
        throw new EOFException("No data left in file");
      }
      return FileSignature.of(start) == FileSignature.ZIP;
    }
  }

  /** Options with a limit for headers, by default the one of the command. */
  private static ReadOptions options(PyObject maxHeaderSize) {
    return maxHeaderSize instanceof PyNone
        ? ReadOptions.DEFAULT
        : ReadOptions.DEFAULT.withMaxHeaderSize(
            (int) Math.min(Integer.MAX_VALUE, Shapes.integer(maxHeaderSize)));
  }

  static NdArray load(PyObject file, PyObject maxHeaderSize) throws IOException {
    ReadOptions options = options(maxHeaderSize);
    return isName(file)
        ? Npy.load(path(file), options)
        : Npy.loadNext(PyStreams.input(file), options)
            .orElseThrow(() -> new EOFException("No data left in file"));
  }

  static Npz archive(PyObject name, PyObject maxHeaderSize) throws IOException {
    return Npz.open(path(name), options(maxHeaderSize));
  }

  static void save(PyObject file, NdArray array) throws IOException {
    if (isName(file)) {
      Replacement.of(path(ending(file, ".npy")), channel -> Npy.save(channel, array));
      return;
    }
    try (OutputStream out = PyStreams.output(file)) {
      Npy.save(out, array);
    }
  }

  private static PyObject ending(PyObject name, String ending) {
    String text = name.toString();
    return text.endsWith(ending) ? name : Py.newStringOrUnicode(text + ending);
  }

  static void saveArchive(PyObject name, PyTuple names, PyTuple arrays, Compression compression)
      throws IOException {
    Map<String, NdArray> members = new LinkedHashMap<>();
    for (int i = 0; i < names.__len__(); i++) {
      NdArray array = PyArrays.of(arrays.pyget(i), null);
      members.put(names.pyget(i).toString(), array);
    }
    try (NewArchive archive = NewArchive.create(path(ending(name, ".npz")), compression)) {
      for (Map.Entry<String, NdArray> member : members.entrySet()) {
        archive.add(member.getKey(), member.getValue());
      }
      archive.commit();
    }
  }

  // ---- mapped ----------------------------------------------------------------------------------

  static MapMode mode(String said) {
    return switch (said) {
      case "r", "readonly" -> MapMode.READ_ONLY;
      case "r+", "readwrite" -> MapMode.READ_WRITE;
      case "c", "copyonwrite" -> MapMode.COPY_ON_WRITE;
      case "w+", "write" -> MapMode.CREATE;
      default ->
          throw Py.ValueError(
              "mode must be one of ['r', 'c', 'r+', 'w+', 'readonly', 'copyonwrite',"
                  + " 'readwrite', 'write'] (got '"
                  + said
                  + "')");
    };
  }

  static Memmap memmap(
      PyObject name, DType dtype, MapMode mode, long offset, PyObject shape, Order order)
      throws IOException {
    if (shape instanceof PyNone && mode == MapMode.CREATE) {
      throw Py.ValueError("shape must be given if mode == 'w+'");
    }
    Path path = path(name);
    if (shape instanceof PyNone) {
      ArrayLayout found = Memmap.inferLayout(path, dtype, offset);
      return mode == MapMode.READ_WRITE && found.size() == 0
          ? Memmap.grow(path, found, offset)
          : Memmap.open(path, mode, dtype, offset);
    }
    ArrayLayout layout = layout(dtype, Shapes.of(shape), order);
    return mode == MapMode.READ_WRITE
        ? Memmap.grow(path, layout, offset)
        : Memmap.open(path, mode, layout, offset);
  }

  static ArrayLayout layout(DType dtype, long[] shape, Order order) {
    return new ArrayLayout(dtype, Shape.of(shape), order);
  }

  static Memmap mapNpy(PyObject name, MapMode mode, PyObject maxHeaderSize) throws IOException {
    return Npy.map(path(name), mode, options(maxHeaderSize));
  }

  static Memmap createNpy(
      PyObject name, DType dtype, long[] shape, Order order, @Nullable String version)
      throws IOException {
    ArrayLayout layout = layout(dtype, shape, order);
    if (version == null) {
      return Npy.create(path(name), layout);
    }
    NpyVersion found =
        Arrays.stream(NpyVersion.values())
            .filter(each -> each.toString().equals(version))
            .findFirst()
            .orElseThrow(
                () ->
                    Py.ValueError(
                        "we only support format version (1,0), (2,0), and (3,0), not (%s)"
                            .formatted(version.replace(".", ", "))));
    return Npy.create(path(name), layout, found);
  }

  // ---- bytes without a header ------------------------------------------------------------------

  static NdArray fromFile(PyObject file, DType dtype, long count, long offset) throws IOException {
    if (dtype.itemSize() == 0) {
      throw Py.ValueError("The elements are 0-sized.");
    }
    if (isName(file)) {
      try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
        channel.position(offset);
        long there = Math.max(0, channel.size() - offset) / dtype.itemSize();
        NdArray made = NdArray.zeros(dtype, count < 0 ? there : Math.min(count, there));
        made.readFrom(channel);
        return made;
      }
    }
    InputStream in = PyStreams.input(file);
    in.skipNBytes(offset);
    long wanted =
        count < 0 ? Integer.MAX_VALUE : Math.multiplyExact(count, (long) dtype.itemSize());
    byte[] bytes = in.readNBytes(Math.toIntExact(wanted));
    NdArray made = NdArray.zeros(dtype, bytes.length / dtype.itemSize());
    made.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes)));
    return made;
  }

  static void toFile(NdArray array, PyObject file) throws IOException {
    try (OutputStream out =
        isName(file) ? Files.newOutputStream(path(file)) : PyStreams.output(file)) {
      array.writeTo(Channels.newChannel(out), Order.C);
    }
  }
}
