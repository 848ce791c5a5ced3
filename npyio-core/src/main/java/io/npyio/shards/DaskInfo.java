package io.npyio.shards;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.pickle.PickleException;
import io.npyio.pickle.PickleOptions;
import io.npyio.pickle.PickleReader;
import io.npyio.pickle.PickleWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code info} that dask's {@code to_npy_stack} writes beside {@code 0.npy}, {@code
 * 1.npy}, …: a pickled dict of the chunks along each axis, the dtype, and the axis of the files. It
 * is read without running anything.
 *
 * @param dtype of the array
 * @param lengths of the axes but the first
 * @param rows of each file
 */
record DaskInfo(DType dtype, List<Long> lengths, List<Long> rows) {
  static final String FILE_NAME = "info";

  private static final int PICKLE_MARK = 0x80;
  private static final PickleOptions OPTIONS =
      new PickleOptions(1 << 26, StandardCharsets.US_ASCII, false, false);

  static String fileName(long index) {
    return index + ".npy";
  }

  /** Whether a folder has such a file. */
  static boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == PICKLE_MARK;
    }
  }

  // ---- reading -------------------------------------------------------------------------------

  static DaskInfo read(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return of(PickleReader.readValue(in, Files.size(file), OPTIONS));
    } catch (PickleException problem) {
      throw new NpyFormatException(
          FILE_NAME, problem.position(), problem.problem(), problem.hint());
    }
  }

  static DaskInfo of(@Nullable Object pickled) throws ShardException {
    if (!(pickled instanceof Map<?, ?> info)
        || !(info.get("dtype") instanceof DType dtype)
        || !(info.get("axis") instanceof Long axis)
        || !(info.get("chunks") instanceof List<?> chunks)
        || chunks.isEmpty()
        || chunks.size() > Shape.MAX_RANK
        || !chunks.stream().allMatch(DaskInfo::areLengths)) {
      throw bad("a dict of chunks, dtype and axis, as dask writes", "another value");
    }
    if (axis != 0 && axis != -chunks.size()) {
      throw bad("files along axis 0", "files along axis " + axis);
    }
    List<Long> lengths = new ArrayList<>();
    for (int i = 1; i < chunks.size(); i++) {
      List<?> chunksOfAxis = (List<?>) chunks.get(i);
      if (chunksOfAxis.size() != 1) {
        throw bad("one chunk along axis " + i, String.valueOf(chunksOfAxis.size()));
      }
      lengths.add((Long) chunksOfAxis.get(0));
    }
    List<Long> rows = ((List<?>) chunks.get(0)).stream().map(Long.class::cast).toList();
    if (rows.isEmpty()) {
      throw bad("at least one chunk", "none");
    }
    return new DaskInfo(dtype, lengths, rows);
  }

  private static boolean areLengths(Object chunks) {
    return chunks instanceof List<?> list
        && list.stream().allMatch(length -> length instanceof Long n && n >= 0);
  }

  private static ShardException bad(String expected, String found) {
    return new ShardException(
        FILE_NAME,
        "expected %s but found %s".formatted(expected, found),
        "da.to_npy_stack(folder, x) writes files along axis 0");
  }

  List<ShardFile> files(Path folder) {
    List<ShardFile> files = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      files.add(new ShardFile.OfPath(fileName(i), folder.resolve(fileName(i))));
    }
    return files;
  }

  /** Compares what the file says with the headers of the shards. */
  void require(ShardLayout found, List<NpyHeader> headers) throws ShardException {
    for (int i = 0; i < headers.size(); i++) {
      Shape expected = shape(rows.get(i));
      ArrayLayout layout = headers.get(i).layout();
      if (!expected.equals(layout.shape())
          || !DType.equalsIgnoringByteOrder(dtype, layout.dtype())) {
        throw new ShardException(
            fileName(i),
            "expected %s %s, as %s says, but found %s %s"
                .formatted(dtype, expected, FILE_NAME, layout.dtype(), layout.shape()),
            "the files of a stack must be written together");
      }
    }
  }

  private Shape shape(long length) {
    long[] shape = new long[lengths.size() + 1];
    shape[0] = length;
    for (int i = 0; i < lengths.size(); i++) {
      shape[i + 1] = lengths.get(i);
    }
    return Shape.of(shape);
  }

  // ---- writing -------------------------------------------------------------------------------

  /** The bytes of the file. */
  byte[] bytes() throws IOException {
    List<ObjectArray.Tuple> chunks = new ArrayList<>();
    chunks.add(ObjectArray.Tuple.copyOf(rows));
    lengths.forEach(length -> chunks.add(ObjectArray.Tuple.of(length)));
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("chunks", ObjectArray.Tuple.copyOf(chunks));
    info.put("dtype", dtype);
    info.put("axis", 0L);
    var bytes = new ByteArrayOutputStream();
    PickleWriter.writeValue(bytes, info);
    return bytes.toByteArray();
  }
}
