package io.npyio.stress;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One file that threads of two processes change at the same time; {@code main} is the other one.
 */
final class SharedFile {
  private static final int THREADS = 3;

  /** A row tells its writer and its number: {@code writer * STEP + number}. */
  private static final long STEP = 1L << 40;

  private static final int MAX_BLOCK = 5;

  private final Crew crew;
  private final StressLog log;
  private final Path file;

  private SharedFile(Crew crew, Path file) {
    this.crew = crew;
    this.log = crew.log();
    this.file = file;
  }

  /** What the threads of one process did, by thread. */
  private record Result(AtomicLongArray done, AtomicLongArray doubtful) {
    Result() {
      this(new AtomicLongArray(THREADS), new AtomicLongArray(THREADS));
    }

    /** Whether rows were refused after they had been appended. */
    boolean hasDoubtful() {
      return IntStream.range(0, THREADS).anyMatch(i -> doubtful.get(i) > 0);
    }
  }

  /** Work of the threads of one process. */
  private enum Work {
    APPEND,
    APPEND_AND_READ,
    ADD;

    Result run(SharedFile shared, int process) throws Exception {
      return this == ADD ? shared.add() : shared.append(process, this == APPEND_AND_READ);
    }
  }

  // ---- the two processes -----------------------------------------------------------------------

  /** Every row that an appender reports is in the file once, and in its order. */
  static void appenders(Crew crew, Path folder, long seed, long seconds) throws Exception {
    var shared = new SharedFile(crew, folder.resolve("appended.npy"));
    List<Result> results = shared.appendIn(Work.APPEND, seed, seconds);
    boolean isDoubtful = results.stream().anyMatch(Result::hasDoubtful);
    crew.log().require(!isDoubtful, "appenders: one was disturbed though no reader was there");
  }

  /**
   * As {@link #appenders}, beside readers of the same processes. When these close the file, the
   * operating system forgets the lock, and the appenders have to notice each other: rows that are
   * refused then may be in the file or not, or behind its array, and have to be recovered.
   */
  static void appendersAndReaders(Crew crew, Path folder, long seed, long seconds)
      throws Exception {
    new SharedFile(crew, folder.resolve("both.npy")).appendIn(Work.APPEND_AND_READ, seed, seconds);
  }

  private List<Result> appendIn(Work work, long seed, long seconds) throws Exception {
    NpyAppender.create(file, DType.INT64).close();
    List<Result> results = inTwoProcesses(work, seed, seconds);
    long[] last = new long[2 * THREADS];
    long[] found = new long[2 * THREADS];
    for (long row : Npy.load(file, long[].class)) {
      int writer = (int) (row / STEP);
      long number = row % STEP + 1;
      log.require(number > last[writer], work + ": a row is there twice, or out of order");
      last[writer] = number;
      found[writer]++;
    }
    for (int i = 0; i < found.length; i++) {
      Result result = results.get(i / THREADS);
      long reported = result.done.get(i % THREADS);
      long most = reported + result.doubtful.get(i % THREADS);
      String what =
          "%s: %d rows of writer %d, who reports %d".formatted(work, found[i], i, reported);
      log.require(found[i] >= reported && found[i] <= most, what);
    }
    return results;
  }

  /** No addition of any thread of two processes is lost. */
  static void additions(Crew crew, Path folder, long seed, long seconds) throws Exception {
    Path file = Files.write(folder.resolve("added.dat"), new byte[16]);
    var shared = new SharedFile(crew, file);
    long sum = 0;
    for (Result result : shared.inTwoProcesses(Work.ADD, seed, seconds)) {
      for (int i = 0; i < THREADS; i++) {
        sum += result.done.get(i);
      }
    }
    try (Memmap map = shared.map()) {
      boolean isRight = map.array().getLong(0) == sum && map.array().getLong(1) == -3 * sum;
      crew.log().require(isRight, "additions: %s of %d".formatted(map.array(), sum));
    }
    crew.log().count("additions to one map, two processes", sum);
  }

  private List<Result> inTwoProcesses(Work work, long seed, long seconds) throws Exception {
    Process other = started(work, seed, seconds);
    try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
      log.require("ready".equals(lines.readLine()), "the other process does not start");
      Result own = work.run(this, 0);
      Result others = new Result();
      for (int i = 0; i < THREADS; i++) {
        others.done.set(i, Long.parseLong(lines.readLine()));
        others.doubtful.set(i, Long.parseLong(lines.readLine()));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.surprise("the other process: " + line);
      }
      return List.of(own, others);
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  private Process started(Work work, long seed, long seconds) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SharedFile.class.getName(),
            work.name(),
            file.toString(),
            Long.toString(seed + 1),
            Long.toString(seconds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Prints what each thread did, and the surprises. */
  public static void main(String[] args) throws Exception {
    Work work = Work.valueOf(args[0]);
    var log = new StressLog();
    System.out.println("ready");
    try (var crew = new Crew(log, Long.parseLong(args[2]), Long.parseLong(args[3]))) {
      Result result = work.run(new SharedFile(crew, Path.of(args[1])), 1);
      for (int i = 0; i < THREADS; i++) {
        System.out.println(result.done.get(i));
        System.out.println(result.doubtful.get(i));
      }
    }
    System.out.print(log.surprises());
  }

  // ---- their work ------------------------------------------------------------------------------

  private Result append(int process, boolean readsToo) throws Exception {
    Result result = new Result();
    List<Future<?>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      var writer = new Writer(result, i, (process * THREADS + i) * STEP);
      threads.add(crew.repeat("appenders", writer::appendSome));
    }
    if (readsToo) {
      threads.add(crew.repeat("readers", this::readHeader));
    }
    crew.join(threads);
    return result;
  }

  /** A thread that opens the file again and again to append some rows. */
  private final class Writer {
    private final Result result;
    private final int thread;
    private long next;

    Writer(Result result, int thread, long next) {
      this.result = result;
      this.thread = thread;
      this.next = next;
    }

    void appendSome(Random random) {
      int rows = 0;
      try (NpyAppender appender = NpyAppender.open(file)) {
        for (int block = random.nextInt(3); block >= 0; block--) {
          rows = 1 + random.nextInt(MAX_BLOCK);
          long first = next;
          next += rows;
          appender.append(NdArray.of(LongStream.range(first, next).toArray()));
          appender.flush();
          result.done.addAndGet(thread, rows);
          log.count("appenders, rows", rows);
          rows = 0;
        }
      } catch (IOException refused) {
        result.doubtful.addAndGet(thread, rows);
        refused(String.valueOf(refused.getMessage()));
      }
    }

    private void refused(String message) {
      if (message.contains("another appender has the file open")) {
        log.count("appenders, refused while another one appends");
      } else if (message.contains("another program changed the file")) {
        log.count("appenders beside readers, changes of another one noticed");
      } else {
        log.require(message.contains("recover(path) drops them"), "appenders: " + message);
        log.count("appenders beside readers, refused until recovered");
      }
    }
  }

  /** Opening and closing the file elsewhere in the process releases the lock of an appender. */
  private void readHeader(Random random) throws Exception {
    log.require(Npy.header(file).layout().shape().rank() == 1, "appenders: a wrong header");
    log.count("appenders beside readers, headers read");
    Crew.pause(random);
  }

  private Result add() throws Exception {
    Result result = new Result();
    List<Future<?>> threads = new ArrayList<>();
    try (Memmap map = map()) {
      NdArray array = map.array();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        threads.add(
            crew.repeat(
                "additions",
                random -> {
                  addOne(array, random.nextInt(100));
                  result.done.incrementAndGet(thread);
                }));
      }
      crew.join(threads);
    }
    return result;
  }

  private Memmap map() throws IOException {
    return Memmap.open(file, MapMode.READ_WRITE, ArrayLayout.of(DType.INT64, 2));
  }

  private static void addOne(NdArray array, int spin) {
    long unused = array.getAndAddLong(1, 0);
    for (int i = 0; i < spin; i++) {
      Thread.onSpinWait();
    }
    long seen;
    do {
      seen = array.getLongAcquire(1);
    } while (!array.compareAndSetLong(seen, seen - 3, 1));
  }
}
