package io.npyio.stress;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Mapped files: closed while in use, forgotten, and replaced while they are read. */
final class MapStress {
  private static final int LENGTH = 30_000;
  private static final long VERSIONS = 3;

  private final Crew crew;
  private final StressLog log;
  private final Path folder;

  MapStress(Crew crew, Path folder) {
    this.crew = crew;
    this.log = crew.log();
    this.folder = folder;
  }

  /** Element i is i. */
  private static NdArray counting() {
    return NdArray.of(LongStream.range(0, LENGTH).mapToDouble(i -> i).toArray());
  }

  private Path saved(String name) throws IOException {
    Path file = folder.resolve(name);
    Npy.save(file, counting());
    return file;
  }

  // ---- closed while in use -------------------------------------------------------------------

  /** A use of a map gives the right values, or the exception that says that it has been closed. */
  void closeInUse() throws Exception {
    Path file = saved("closed.npy");
    Random modes = new Random(1);
    MapMode[] all = {MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.COPY_ON_WRITE};
    crew.rounds("close in use", 3, () -> new ClosedMap(Npy.map(file, all[modes.nextInt(3)])));
  }

  private final class ClosedMap implements Crew.Round.Open {
    private final Memmap map;
    private final NdArray array;
    private volatile boolean isClosed;

    ClosedMap(Memmap map) {
      this.map = map;
      this.array = map.array();
    }

    @Override
    public void use(Random random) throws Exception {
      while (true) {
        boolean wasClosed = isClosed;
        try {
          use(random.nextInt(7), random.nextInt(LENGTH));
        } catch (IllegalStateException closed) {
          log.require(isClosedMessage(closed), "close in use: " + closed);
          log.count("close in use, refused");
          return;
        }
        log.require(!wasClosed, "close in use: a map can be read after it has been closed");
        if (wasClosed) {
          return;
        }
      }
    }

    /** Where memory is closed within an access, the JDK says so itself from version 22 on. */
    private boolean isClosedMessage(IllegalStateException problem) {
      return "the array's memory was closed".equals(problem.getMessage())
          || "Already closed".equals(problem.getMessage());
    }

    private void use(int what, int i) throws IOException {
      boolean isRight =
          switch (what) {
            case 0 -> array.toArray(double[].class)[i] == i;
            case 1 -> array.getDouble(i) == i;
            case 2 -> array.astype(DType.FLOAT32).getFloat(i) == i;
            case 3 -> array.copy(Order.F).getDouble(i) == i;
            case 4 -> array.slice("::-1").toArray(int[].class)[LENGTH - 1 - i] == i;
            case 5 -> array.parallel(2).toArray(long[].class)[i] == i;
            default -> isWritten();
          };
      log.require(isRight, "close in use: a wrong value by use " + what);
      log.count("close in use, reads");
    }

    private boolean isWritten() throws IOException {
      array.writeTo(Channels.newChannel(OutputStream.nullOutputStream()), Order.C);
      return true;
    }

    @Override
    public void end() {
      map.close();
      isClosed = true;
    }
  }

  // ---- forgotten -----------------------------------------------------------------------------

  /** Maps that nobody closes live as long as their views, and no longer. */
  void forgottenMaps() throws Exception {
    Path file = saved("forgotten.npy");
    long before = mapped(file);
    crew.join(List.of(crew.repeat("forgotten maps", new Forgetting(file)::step)));
    long after = mapped(file);
    for (int i = 0; i < 50 && after > before; i++) {
      System.gc();
      Thread.sleep(20);
      after = mapped(file);
    }
    log.require(after <= before, "forgotten maps: " + after + " are left");
  }

  private final class Forgetting {
    private final Path file;
    private final NdArray[] views = new NdArray[16];
    private long steps;

    Forgetting(Path file) {
      this.file = file;
    }

    void step(Random random) throws Exception {
      int slot = random.nextInt(views.length);
      views[slot] = Npy.map(file, MapMode.READ_ONLY).array().slice("5:");
      NdArray old = views[random.nextInt(views.length)];
      int i = random.nextInt(LENGTH - 5);
      log.require(
          old == null || old.getDouble(i) == i + 5, "forgotten maps: a wrong value in a view");
      log.count("forgotten maps");
      if (++steps % 500 == 0) {
        System.gc();
        log.count("forgotten maps, collections");
      }
    }
  }

  /** How often this process has a file mapped; 0 where the system does not tell. */
  private static long mapped(Path file) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.filter(line -> line.endsWith(file.toString())).count();
    }
  }

  // ---- replaced while it is read ---------------------------------------------------------------

  /** A reader sees one version of a file that others replace, whole. */
  void replaceWhileRead() throws Exception {
    Path file = folder.resolve("replaced.npy");
    Npy.save(file, version(0));
    List<Future<?>> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      threads.add(
          crew.repeat(
              "replacing",
              random -> {
                Npy.save(file, version(random.nextInt((int) VERSIONS)));
                log.count("replaced while read, saves");
              }));
      threads.add(crew.repeat("loading", random -> requireWhole(Npy.load(file))));
      threads.add(
          crew.repeat(
              "mapping",
              random -> {
                try (Memmap map = Npy.map(file, MapMode.READ_ONLY)) {
                  requireWhole(map.array());
                }
              }));
    }
    crew.join(threads);
  }

  private static NdArray version(int version) {
    NdArray array = NdArray.zeros(DType.INT64, LENGTH / (version + 1));
    array.fill(version);
    return array;
  }

  private void requireWhole(NdArray array) {
    long version = array.getLong(0);
    long[] values = array.toArray(long[].class);
    boolean isOne = LongStream.of(values).allMatch(value -> value == version);
    boolean isWhole = version < VERSIONS && values.length == LENGTH / (version + 1);
    log.require(isOne && isWhole, "replaced while read: a mixture of versions");
    log.count("replaced while read, reads");
  }
}
