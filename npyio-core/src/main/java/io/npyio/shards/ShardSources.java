package io.npyio.shards;

import io.npyio.file.NpyHeader;
import io.npyio.source.FileSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an array, as they are found in a file system.
 *
 * @param files in the order of their rows
 * @param check compares their headers with a list of them
 */
record ShardSources(List<ShardFile> files, NpyShards.Check check) {
  private static final String ENDING = ".npy";

  NpyShards open(ShardOptions options) throws IOException {
    return NpyShards.open(files, List.of(), options, check);
  }

  static ShardSources glob(String pattern, ShardOptions options) throws IOException {
    try {
      ShardGlob glob = ShardGlob.of(pattern);
      List<Path> files = glob.files();
      if (files.isEmpty()) {
        throw new NoSuchFileException(pattern, null, "no file matches the pattern");
      }
      return sorted(pattern, glob.base(), files, options);
    } catch (InvalidPathException problem) {
      throw new IllegalArgumentException("'" + pattern + "' is not a pattern of names", problem);
    }
  }

  static ShardSources at(Path path, ShardOptions options) throws IOException {
    if (!Files.isDirectory(path)) {
      return manifest(path);
    }
    if (Files.exists(path.resolve(Manifest.FILE_NAME))) {
      return manifest(path.resolve(Manifest.FILE_NAME));
    }
    if (DaskInfo.isIn(path)) {
      DaskInfo info = DaskInfo.read(path);
      return new ShardSources(info.files(path), info::require);
    }
    List<Path> files = arrayFiles(path);
    if (files.isEmpty()) {
      throw new NoSuchFileException(path.toString(), null, "the folder has no .npy files");
    }
    return sorted(path.toString(), path, files, options);
  }

  private static ShardSources manifest(Path file) throws IOException {
    Manifest manifest = Manifest.read(file);
    return new ShardSources(manifest.files(file.resolveSibling("")), manifest::require);
  }

  private static List<Path> arrayFiles(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = FileSource.name(entry);
        if (name.endsWith(ENDING) && !name.startsWith(".") && !Files.isDirectory(entry)) {
          found.add(entry);
        }
      }
    } catch (DirectoryIteratorException problem) {
      throw problem.getCause();
    }
    return found;
  }

  private static ShardSources sorted(
      String where, Path base, List<Path> files, ShardOptions options) throws IOException {
    List<ShardSorting.Named> named = new ArrayList<>();
    files.forEach(file -> named.add(new ShardSorting.Named(name(base, file), file)));
    List<ShardFile> shards = new ArrayList<>();
    for (ShardSorting.Named file : ShardSorting.sorted(named, options.order(), where)) {
      shards.add(new ShardFile.OfPath(file.name(), file.path()));
    }
    return new ShardSources(shards, ShardSources::nothing);
  }

  /** The name of a file below a folder, with slashes, so that all systems have one order. */
  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  static void nothing(ShardLayout plan, List<NpyHeader> headers) {}
}
