package io.npyio.cli.format;

import io.npyio.cli.transfer.FileSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a folder that hold arrays and describe themselves: {@code .npy} files under any
 * name, {@code .npz} archives, and raw files with a sidecar. Hidden files are left out.
 */
public final class ArrayFolder {
  private ArrayFolder() {}

  /** How far a search goes. */
  public enum Depth {
    /** The folder alone. */
    FOLDER,
    /** The folders in it too; symbolic links to folders are not followed. */
    TREE
  }

  /** {@return the array files of a folder, sorted by their paths} */
  public static List<Path> files(Path folder, Depth depth) throws IOException {
    int levels = depth == Depth.TREE ? Integer.MAX_VALUE : 1;
    return visible(folder, levels, path -> Files.isRegularFile(path) && holdsArrays(path));
  }

  /** The folder, and those in it as far as the search goes. */
  static List<Path> folders(Path folder, Depth depth) throws IOException {
    int levels = depth == Depth.TREE ? Integer.MAX_VALUE : 0;
    return visible(
        folder,
        levels,
        path -> Files.isDirectory(path) && (path.equals(folder) || !Files.isSymbolicLink(path)));
  }

  private static List<Path> visible(Path folder, int levels, Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> paths = Files.walk(folder, levels)) {
      return paths
          .filter(path -> isVisible(folder.relativize(path)))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    }
  }

  /** {@return whether a name is that of a folder} */
  public static boolean isFolder(String name) {
    return !name.isEmpty() && Files.isDirectory(Path.of(name));
  }

  private static boolean isVisible(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsArrays(Path path) {
    FileKind kind = ArrayFiles.kindByEnding(path);
    return kind == FileKind.NPY
        || kind == FileKind.NPZ
        || (kind == FileKind.RAW && (isDescribed(path) || isNpy(path)));
  }

  private static boolean isDescribed(Path path) {
    return Files.exists(SidecarFile.of(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** A file that cannot be read is not an array, unless its name says so. */
  private static boolean isNpy(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return FileSignature.of(in.readNBytes(FileSignature.LENGTH)) == FileSignature.NPY;
    } catch (IOException unreadable) {
      return false;
    }
  }
}
