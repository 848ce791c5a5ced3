package io.npyio.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Runs short calls of the command, from which Java learns which classes to keep in the archive for
 * class-data sharing (CDS). The launcher starts it.
 */
final class CdsTraining {
  private static final int ROUNDS = 3;

  /** The first Java whose launchers get an AOT cache, which also keeps profiles of methods. */
  private static final int AOT_CACHE = 25;

  private CdsTraining() {}

  /** Works in a temporary folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("npyio");
    try {
      for (int i = 0; i < ROUNDS; i++) {
        callAll(folder);
      }
      if (Runtime.version().feature() >= AOT_CACHE) {
        workOnLargeArray(folder);
      }
    } finally {
      remove(folder);
    }
  }

  private static void callAll(Path folder) {
    String npy = folder.resolve("a.npy").toString();
    String raw = folder.resolve("a.dat").toString();
    String npz = folder.resolve("a.npz").toString();
    String csv = folder.resolve("a.csv").toString();
    call("create", npy, "--dtype", "float32", "--shape", "3,3", "--arange");
    call("info", npy);
    call("info", npy, "--json");
    call("convert", npy, raw, "--to-dtype", "<f8", "--to-order", "F");
    call("convert", npy, npz);
    call("convert", npy, csv);
    call("info", npy, raw, npz);
    call("cat", raw, "--slice", "1, ::2");
    call("cat", npy, "--format", "json");
    call("set", raw, "0, 0", "100");
    call("append", npy, csv);
    call("stats", npy);
    call("diff", npy, npy);
    call("verify", npy, npz);
    call("info", folder.resolve("none.npy").toString());
    call("--version");
    call("--help");
  }

  /** Runs loops for long enough to leave profiles of their methods. */
  private static void workOnLargeArray(Path folder) {
    String npy = folder.resolve("large.npy").toString();
    String other = folder.resolve("other.npy").toString();
    call("create", npy, "--dtype", "float64", "--shape", "1024,2048", "--arange");
    call("convert", npy, other, "--to-order", "F");
    call("convert", other, npy, "--to-order", "C");
    call("convert", npy, other, "--to-endian", "big");
    call("convert", npy, other, "--to-dtype", "float32");
    call("stats", npy);
    call("diff", npy, npy);
  }

  private static void call(String... args) {
    var ignored = new ByteArrayOutputStream();
    int unused = Main.execute(args, InputStream.nullInputStream(), ignored, ignored);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var innermostFirst = new ArrayDeque<Path>();
      files.forEach(innermostFirst::push);
      for (Path file : List.copyOf(innermostFirst)) {
        Files.delete(file);
      }
    }
  }
}
