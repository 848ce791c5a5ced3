package io.npyio.cli.verb;

import io.npyio.cli.format.ArrayFolder;
import io.npyio.cli.format.ArrayFolder.Depth;
import io.npyio.cli.format.Leftover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Folders among the files of a verb: each stands for the arrays in it. */
final class Folders {
  private final Verb verb;
  private final OptionSpec recursive;
  private final SourceOptions source;

  /**
   * The folders of a verb.
   *
   * @param recursive the {@link #option} of the verb
   */
  Folders(Verb verb, OptionSpec recursive, SourceOptions source) {
    this.verb = verb;
    this.recursive = recursive;
    this.source = source;
  }

  /** Declares the option that looks further down. */
  static OptionSpec option(Verb verb) {
    return verb.flag("-r", "Look into the folders of a folder too.");
  }

  boolean isFolder(String name) {
    return !source.areFoldersShards() && ArrayFolder.isFolder(name);
  }

  /** The file of that name; if it is a folder, the array files in it. */
  List<String> files(String name) throws IOException {
    if (!isFolder(name)) {
      return List.of(name);
    }
    List<String> found =
        ArrayFolder.files(Path.of(name), depth()).stream().map(Path::toString).toList();
    if (found.isEmpty()) {
      throw new IOException(
          "holds no array files"
              + (Verb.isSet(recursive)
                  ? ""
                  : "; 'npyio %s -r' looks into the folders in it too"
                      .formatted(verb.spec().name())));
    }
    return found;
  }

  /** What killed processes left in the folder of that name; nothing if it is a file. */
  List<Leftover> leftovers(String name) throws IOException {
    return isFolder(name) ? Leftover.in(Path.of(name), depth()) : List.of();
  }

  private Depth depth() {
    return Verb.isSet(recursive) ? Depth.TREE : Depth.FOLDER;
  }
}
