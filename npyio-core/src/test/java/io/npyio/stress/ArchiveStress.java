package io.npyio.stress;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Memmap;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;

/** One archive that many threads read, while it is closed or one of them is interrupted. */
final class ArchiveStress {
  private static final int MEMBERS = 12;
  private static final int HEADER_BYTES = 128;

  private final Crew crew;
  private final StressLog log;
  private final Path stored;
  private final Path deflated;

  ArchiveStress(Crew crew, Path folder) throws IOException {
    this.crew = crew;
    this.log = crew.log();
    this.stored = archive(folder.resolve("stored.npz"), Compression.STORED);
    this.deflated = archive(folder.resolve("deflated.npz"), Compression.DEFLATED);
  }

  /** All elements of the member k are k. */
  private static Path archive(Path file, Compression compression) throws IOException {
    try (NpzWriter writer = NpzWriter.create(file, compression)) {
      for (int k = 0; k < MEMBERS; k++) {
        NdArray array = NdArray.zeros(DType.INT32, length(k));
        array.fill(k);
        writer.add("k" + k, array);
      }
      writer.commit();
    }
    return file;
  }

  private static int length(int member) {
    return 10 + 7000 * member;
  }

  private void read(Npz archive, boolean isStored, Random random) throws IOException {
    int k = random.nextInt(MEMBERS);
    int i = random.nextInt(length(k));
    String name = "k" + k;
    boolean isRight =
        switch (random.nextInt(isStored ? 7 : 6)) {
          case 0 -> archive.load(name).getInt(i) == k;
          case 1 -> archive.load(name, double[].class)[i] == k;
          case 2 -> archive.header(name).layout().size() == length(k);
          case 3 -> archive.isArray(name);
          case 4 -> archive.bytes(name)[HEADER_BYTES + 4 * i] == k;
          case 5 -> isStarted(archive, name);
          default -> isMapped(archive, name, i, k);
        };
    log.require(isRight, "archive: a wrong value of " + name);
  }

  private static boolean isStarted(Npz archive, String name) throws IOException {
    try (InputStream stream = archive.stream(name)) {
      return stream.readNBytes(6)[1] == 'N';
    }
  }

  private static boolean isMapped(Npz archive, String name, int i, int k) throws IOException {
    try (Memmap map = archive.map(name)) {
      return map.array().getInt(i) == k;
    }
  }

  // ---- many readers ----------------------------------------------------------------------------

  void manyReaders() throws Exception {
    try (Npz one = Npz.open(stored);
        Npz other = Npz.open(deflated)) {
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        threads.add(reader("one archive, many threads", one, true));
        threads.add(reader("one archive, many threads", other, false));
      }
      crew.join(threads);
    }
  }

  private Future<?> reader(String kind, Npz archive, boolean isStored) {
    return crew.repeat(
        kind,
        random -> {
          read(archive, isStored, random);
          log.count(kind);
        });
  }

  // ---- closed while in use ---------------------------------------------------------------------

  void closeInUse() throws Exception {
    crew.rounds("archive closed in use", 3, () -> new ClosedArchive(Npz.open(stored)));
  }

  private final class ClosedArchive implements Crew.Round.Open {
    private final Npz archive;
    private volatile boolean isClosed;

    ClosedArchive(Npz archive) {
      this.archive = archive;
    }

    @Override
    public void use(Random random) throws Exception {
      while (true) {
        boolean wasClosed = isClosed;
        try {
          read(archive, true, random);
        } catch (IllegalStateException | IOException closed) {
          String message = String.valueOf(closed.getMessage());
          log.require(message.endsWith("has been closed"), "archive closed in use: " + closed);
          log.count("archive closed in use, refused");
          return;
        }
        log.count("archive closed in use, reads");
        log.require(!wasClosed, "archive closed in use: it can be read after it has been closed");
        if (wasClosed) {
          return;
        }
      }
    }

    @Override
    public void end() throws IOException {
      archive.close();
      isClosed = true;
    }
  }

  // ---- one reader interrupted ------------------------------------------------------------------

  /** The interrupted thread alone gets an exception, and the archive stays open for the others. */
  void interrupts() throws Exception {
    try (Npz one = Npz.open(stored);
        Npz other = Npz.open(deflated)) {
      List<Future<?>> threads = new ArrayList<>();
      threads.add(reader("beside an interrupted reader", one, true));
      threads.add(reader("beside an interrupted reader", other, false));
      Thread[] victim = new Thread[1];
      threads.add(
          crew.start("interrupted reader", random -> interrupted(victim, one, other, random)));
      threads.add(
          crew.repeat(
              "interrupting",
              random -> {
                Crew.pause(random);
                interrupt(victim);
              }));
      crew.join(threads);
    }
  }

  private void interrupted(Thread[] victim, Npz one, Npz other, Random random) throws IOException {
    set(victim, Thread.currentThread());
    while (crew.hasTime()) {
      boolean isStored = random.nextBoolean();
      try {
        read(isStored ? one : other, isStored, random);
        log.count("interrupted reader, reads");
      } catch (InterruptedIOException | ClosedByInterruptException expected) {
        log.require(Thread.interrupted(), "interrupted reader: the flag is gone");
        log.count("interrupted reader, interrupted");
      }
    }
    set(victim, null);
    boolean unused = Thread.interrupted();
  }

  private static void set(Thread[] victim, Thread thread) {
    synchronized (victim) {
      victim[0] = thread;
    }
  }

  /** Not after it has ended: its thread does other work then. */
  private static void interrupt(Thread[] victim) {
    synchronized (victim) {
      if (victim[0] != null) {
        victim[0].interrupt();
      }
    }
  }
}
