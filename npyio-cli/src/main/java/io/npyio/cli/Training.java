package io.npyio.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Short calls of the command, one after the other. The launcher has Java watch them and keep, for
 * the calls to come, the classes that were used.
 */
final class Training {
  private static final int TIMES = 3;

  private Training() {}

  /** Works in an empty folder, and leaves it empty. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("npyio");
    try {
      for (int i = 0; i < TIMES; i++) {
        callAll(folder);
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

  private static void call(String... args) {
    var unheard = new ByteArrayOutputStream();
    int unused = Main.execute(args, InputStream.nullInputStream(), unheard, unheard);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var fromTheInside = new ArrayDeque<Path>();
      files.forEach(fromTheInside::push);
      for (Path file : List.copyOf(fromTheInside)) {
        Files.delete(file);
      }
    }
  }
}
