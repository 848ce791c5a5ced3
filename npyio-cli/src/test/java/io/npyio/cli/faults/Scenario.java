package io.npyio.cli.faults;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.Main;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyAppender;
import io.npyio.file.Npz;
import io.npyio.file.NpzEditor;
import io.npyio.file.NpzWriter;
import io.npyio.shards.NpyShardWriter;
import io.npyio.shards.ShardWriteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way in which npyio writes files.
 *
 * @param target the file that an error has to name; null for calls of the library
 */
record Scenario(String name, Work setup, Writing writing, String target) {
  /** Work on a folder. */
  interface Work {
    void run(Path folder) throws Exception;
  }

  /** Writes files into a folder. */
  interface Writing {
    /** Writes, and tells of each state of the folder that may stay. */
    void run(Path folder, Runnable mayStay) throws Exception;
  }

  /** A command that did not end with status 0. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Failed(int status, String err) {
      super(err);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes the folder anew, with the files that are there before. */
  void prepare(Path folder) throws Exception {
    delete(folder);
    Files.createDirectory(folder);
    setup.run(folder);
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Whether it grows a file in place, which then may have bytes behind its array. */
  boolean isGrowing() {
    return name.startsWith("append")
        || (name.startsWith("NpyAppender") && !name.contains("replacing"));
  }

  /** Whether it can be run a second time with the outcome of the first. */
  boolean isRepeatable() {
    return !isGrowing()
        && !name.matches("(NpzEditor|remove|rename|split|NpyShardWriter).*")
        && !(name.startsWith("unpack") && !name.contains("--force"));
  }

  // ---- the files -----------------------------------------------------------------------------

  private static NdArray array(int first) {
    int[] values = new int[150_000];
    Arrays.setAll(values, i -> first + i);
    return NdArray.of(values).reshape(50_000, 3);
  }

  private static NdArray small(int first) {
    return NdArray.of(new int[] {first, first + 1, first + 2}).reshape(1, 3);
  }

  private static Map<String, NdArray> arrays(int first) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("a", array(first));
    arrays.put("b", small(first));
    return arrays;
  }

  private static void nothing(Path folder) {}

  private static void oldNpy(Path folder) throws IOException {
    Npy.save(folder.resolve("x.npy"), small(100));
  }

  private static void cutNpy(Path folder) throws IOException {
    byte[] bytes = Npy.toBytes(array(100));
    Files.write(folder.resolve("x.npy"), Arrays.copyOf(bytes, bytes.length - 5));
  }

  private static void oldNpz(Path folder) throws IOException {
    Npz.save(folder.resolve("x.npz"), arrays(100));
  }

  private static void oldRaw(Path folder) throws Exception {
    Npy.save(folder.resolve("old.npy"), small(100));
    npyio(folder, "convert", "old.npy", "x.dat");
  }

  private static void sources(Path folder) throws IOException {
    Npy.save(folder.resolve("a.npy"), array(0));
    Npy.save(folder.resolve("b.npy"), small(7));
    Npy.save(folder.resolve("c.npy"), array(0).slice(":3000"));
    Npz.save(folder.resolve("ab.npz"), arrays(0));
  }

  private static Work all(Work... works) {
    return folder -> {
      for (Work work : works) {
        work.run(folder);
      }
    };
  }

  // ---- calls of the library ------------------------------------------------------------------

  private static Scenario call(String name, Work setup, Work writing) {
    return new Scenario(name, setup, (folder, mayStay) -> writing.run(folder), null);
  }

  private static List<Scenario> calls() {
    Work oldNpy = Scenario::oldNpy;
    Work oldNpz = Scenario::oldNpz;
    List<Scenario> calls = new ArrayList<>();
    for (Work before : List.of(oldNpy, (Work) Scenario::nothing)) {
      String over = before == oldNpy ? " over a file" : "";
      calls.add(
          call("Npy.save" + over, before, folder -> Npy.save(folder.resolve("x.npy"), array(0))));
      calls.add(
          call(
              "Npy.save of a double[]" + over,
              before,
              folder -> Npy.save(folder.resolve("x.npy"), new double[100_000])));
      calls.add(
          call(
              "Npy.save in the other byte order" + over,
              before,
              folder ->
                  Npy.save(
                      folder.resolve("x.npy"),
                      new double[100_000],
                      ArrayLayout.of(">f8", 100_000))));
      calls.add(
          call(
              "Npy.saveObjects" + over,
              before,
              folder ->
                  Npy.saveObjects(
                      folder.resolve("x.npy"),
                      ObjectArray.of(Shape.of(2), Arrays.asList("a".repeat(100_000), "b")))));
      calls.add(
          call(
              "Npy.create" + over,
              before,
              folder ->
                  Npy.create(folder.resolve("x.npy"), ArrayLayout.of("<f4", 1000, 3)).close()));
      calls.add(
          new Scenario("NpyAppender.replacing" + over, before, Scenario::replacingAppender, null));
    }
    for (Work before : List.of(oldNpz, (Work) Scenario::nothing)) {
      String over = before == oldNpz ? " over a file" : "";
      calls.add(
          call("Npz.save" + over, before, folder -> Npz.save(folder.resolve("x.npz"), arrays(0))));
      calls.add(
          call(
              "Npz.saveCompressed" + over,
              before,
              folder -> Npz.saveCompressed(folder.resolve("x.npz"), arrays(0))));
      calls.add(
          call(
              "Npz.saveCompressed by two threads" + over,
              before,
              folder -> Npz.saveCompressed(folder.resolve("x.npz"), arrays(0), 2)));
      calls.add(call("NpzWriter" + over, before, Scenario::writeArchive));
    }
    calls.add(call("NpyShardWriter", Scenario::nothing, Scenario::writeShards));
    calls.add(call("NpzEditor.put", oldNpz, folder -> edit(folder, e -> e.put("c", array(5)))));
    calls.add(
        call("NpzEditor.put over one", oldNpz, folder -> edit(folder, e -> e.put("a", small(5)))));
    calls.add(call("NpzEditor.remove", oldNpz, folder -> edit(folder, e -> e.remove("a"))));
    calls.add(
        call("NpzEditor.rename", oldNpz, folder -> edit(folder, e -> e.rename("a", "longer"))));
    calls.add(
        new Scenario("NpyAppender.create", Scenario::nothing, Scenario::createAppender, null));
    calls.add(new Scenario("NpyAppender.open", oldNpy, Scenario::openAppender, null));
    calls.add(
        new Scenario(
            "NpyAppender.recover",
            folder -> {
              oldNpy(folder);
              Files.write(folder.resolve("x.npy"), new byte[5], StandardOpenOption.APPEND);
            },
            Scenario::recoverAppender,
            null));
    calls.add(
        call(
            "Memmap.open CREATE",
            Scenario::nothing,
            folder ->
                Memmap.open(folder.resolve("x.dat"), MapMode.CREATE, ArrayLayout.of("<f4", 1000, 3))
                    .close()));
    calls.add(
        call(
            "Memmap.grow",
            folder -> Files.write(folder.resolve("x.dat"), new byte[12]),
            folder ->
                Memmap.grow(folder.resolve("x.dat"), ArrayLayout.of("<f4", 1000, 3), 0).close()));
    return calls;
  }

  private static void writeShards(Path folder) throws IOException {
    var options = ShardWriteOptions.rows(2);
    try (NpyShardWriter writer =
        NpyShardWriter.create(folder.resolve("d"), options, DType.INT32, 3)) {
      writer.append(new int[] {1, 2, 3});
      writer.append(array(0).slice(":4"));
      writer.commit();
    }
  }

  private static void writeArchive(Path folder) throws IOException {
    try (NpzWriter writer = NpzWriter.create(folder.resolve("x.npz"))) {
      writer.add("a", array(0));
      writer.add("b", new float[][] {{1, 2}, {3, 4}});
      writer.addBytes("readme.txt", new byte[1000]);
      writer.commit();
    }
  }

  /** Changes an archive. */
  private interface Edit {
    void run(NpzEditor editor) throws IOException;
  }

  private static void edit(Path folder, Edit edit) throws IOException {
    try (NpzEditor editor = NpzEditor.open(folder.resolve("x.npz"))) {
      edit.run(editor);
      editor.commit();
    }
  }

  private static void createAppender(Path folder, Runnable mayStay) throws IOException {
    try (NpyAppender appender = NpyAppender.create(folder.resolve("x.npy"), DType.INT32, 3)) {
      append(appender, mayStay);
    }
  }

  private static void openAppender(Path folder, Runnable mayStay) throws IOException {
    try (NpyAppender appender = NpyAppender.open(folder.resolve("x.npy"))) {
      append(appender, mayStay);
    }
  }

  private static void recoverAppender(Path folder, Runnable mayStay) throws IOException {
    try (NpyAppender appender = NpyAppender.recover(folder.resolve("x.npy"))) {
      append(appender, mayStay);
    }
  }

  private static void append(NpyAppender appender, Runnable mayStay) throws IOException {
    mayStay.run();
    appender.append(small(3));
    appender.append(new int[] {9, 9, 9});
    appender.flush();
    mayStay.run();
    appender.append(array(6));
    appender.append(small(3));
    appender.flush();
    mayStay.run();
    appender.append(small(1));
  }

  private static void replacingAppender(Path folder, Runnable mayStay) throws IOException {
    try (NpyAppender appender = NpyAppender.replacing(folder.resolve("x.npy"), DType.INT32, 3)) {
      appender.append(small(3));
      appender.flush();
      appender.append(array(6));
      appender.commit();
    }
  }

  // ---- verbs ---------------------------------------------------------------------------------

  private static Scenario verb(Work setup, String target, String... words) {
    boolean isOver = setup != SOURCES;
    return new Scenario(
        String.join(" ", words) + (isOver ? " over a file" : ""),
        setup,
        (folder, mayStay) -> npyio(folder, words),
        target);
  }

  private static final Work SOURCES = Scenario::sources;

  private static List<Scenario> verbs() {
    Work overNpy = all(SOURCES, Scenario::oldNpy);
    Work overNpz = all(SOURCES, Scenario::oldNpz);
    Work overRaw = all(SOURCES, Scenario::oldRaw);
    Work unpacked = all(SOURCES, folder -> npyio(folder, "unpack", "ab.npz", "d"));
    return List.of(
        verb(SOURCES, "x.npy", "convert", "a.npy", "x.npy"),
        verb(overNpy, "x.npy", "convert", "a.npy", "x.npy"),
        verb(overNpy, "x.npy", "convert", "a.npy", "x.npy", "--to-endian", "big"),
        verb(SOURCES, "x.npz", "convert", "a.npy", "x.npz"),
        verb(SOURCES, "x.npz", "convert", "a.npy", "x.npz", "--compress"),
        verb(overNpz, "x.npz:c", "convert", "a.npy", "x.npz:c"),
        verb(overNpz, "x.npz:a", "convert", "a.npy", "x.npz:a", "--compress"),
        verb(SOURCES, "x.npy", "convert", "a.npy", "x.npy", "--transpose"),
        verb(SOURCES, "x.dat", "convert", "a.npy", "x.dat"),
        verb(overRaw, "x.dat", "convert", "a.npy", "x.dat"),
        verb(overRaw, "x.dat", "convert", "a.npy", "x.dat", "--no-sidecar"),
        verb(SOURCES, "x.csv", "convert", "c.npy", "x.csv"),
        verb(SOURCES, "x.tsv", "convert", "b.npy", "x.tsv"),
        verb(SOURCES, "x.json", "convert", "c.npy", "x.json"),
        verb(SOURCES, "x.jsonl", "convert", "c.npy", "x.jsonl"),
        verb(SOURCES, "x.txt", "convert", "c.npy", "x.txt"),
        verb(SOURCES, "x.npz", "pack", "x.npz", "a.npy", "b.npy"),
        verb(SOURCES, "x.npz", "pack", "x.npz", "a.npy", "b.npy", "--compress"),
        verb(SOURCES, "x.npz", "pack", "x.npz", "ab.npz", "c.npy", "--level", "9"),
        verb(overNpz, "x.npz", "convert", "ab.npz", "x.npz", "--compress"),
        verb(SOURCES, "x.npz", "convert", "ab.npz", "x.npz", "--to-dtype", "f4"),
        verb(SOURCES, "d", "unpack", "ab.npz", "d"),
        verb(unpacked, "d", "unpack", "ab.npz", "d", "--force"),
        verb(SOURCES, "d", "split", "c.npy", "d", "--rows", "1000"),
        verb(overNpz, "x.npz", "remove", "x.npz:a"),
        verb(overNpz, "x.npz:a", "rename", "x.npz:a", "longer"),
        verb(overNpy, "x.npy", "append", "x.npy", "b.npy"),
        verb(overNpy, "x.npy", "append", "x.npy", "a.npy"),
        verb(overNpy, "x.npy", "append", "x.npy", "a.npy", "--recover"),
        verb(overRaw, "x.dat", "append", "x.dat", "a.npy"),
        verb(overRaw, "x.dat", "append", "x.dat", "b.npy", "--recover"),
        verb(overNpy, "x.npy", "set", "x.npy", "0, 0", "5"),
        verb(overNpz, "x.npz:a", "set", "x.npz:a", "0, 0", "5"),
        verb(overRaw, "x.dat", "set", "x.dat", "0, 0", "5"),
        verb(SOURCES, "x.npy", "create", "x.npy", "--dtype", "f4", "--shape", "1000,3"),
        verb(overNpy, "x.npy", "create", "x.npy", "--dtype", "f4", "--shape", "1000,3", "--arange"),
        verb(SOURCES, "x.dat", "create", "x.dat", "--dtype", "f4", "--shape", "1000,3"),
        verb(overRaw, "x.dat", "create", "x.dat", "--dtype", "f4", "--shape", "1000,3"),
        verb(overRaw, "x.dat", "create", "x.dat", "--dtype", "f4", "--shape", "9", "--fill", "2"),
        verb(SOURCES, "x.npy", "concat", "x.npy", "a.npy", "b.npy"),
        verb(overRaw, "x.dat", "concat", "x.dat", "b.npy", "a.npy"),
        verb(SOURCES, "x.npy", "stack", "x.npy", "a.npy", "a.npy", "--axis", "1"),
        verb(SOURCES, "x.npy", "repair", "a.npy", "-o", "x.npy"),
        verb(overNpy, "x.npy", "repair", "a.npy", "-o", "x.npy"),
        verb(all(SOURCES, Scenario::cutNpy), "x.npy", "repair", "--in-place", "x.npy"),
        verb(SOURCES, "x.png", "plot", "a.npy", "-o", "x.png"),
        verb(SOURCES, "x.svg", "plot", "a.npy", "-o", "x.svg"));
  }

  /** Runs the command in a folder: words that name files of it, or files to be, become paths. */
  private static void npyio(Path folder, String... words) throws Failed {
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      boolean isFile = words[i].matches("[a-z]+\\.[a-z]{3,5}(:[a-z]+)?") || words[i].equals("d");
      args[i] = isFile ? folder + "/" + words[i] : words[i];
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status = Main.execute(args, new ByteArrayInputStream(new byte[0]), out, err);
    if (status != 0) {
      throw new Failed(status, err.toString(StandardCharsets.UTF_8));
    }
  }

  /** All of them. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(calls());
    all.addAll(verbs());
    return all;
  }
}
