package io.npyio.shards;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A pattern of file names, with the rules of Python's {@code glob}: {@code *} and {@code ?} stand
 * for characters of one name, {@code [a-c]} and {@code [!a-c]} for one of them, a name {@code **}
 * for any number of folders. None of them matches the dot that a hidden name begins with.
 */
final class ShardGlob {
  private static final Pattern MAGIC = Pattern.compile("[*?\\[]");
  private static final String ANY_FOLDERS = "**";

  private final Path base;
  private final List<String> names;

  private ShardGlob(Path base, List<String> names) {
    this.base = base;
    this.names = names;
  }

  static boolean isPattern(String text) {
    return MAGIC.matcher(text).find();
  }

  static ShardGlob of(String pattern) {
    return of(pattern, File.separatorChar);
  }

  /**
   * A pattern for a system with a separator of its own.
   *
   * @param separator that stands for / too: on Windows a backslash, which elsewhere may be in names
   */
  static ShardGlob of(String pattern, char separator) {
    String text = pattern.replace(separator, '/');
    int magic = 0;
    while (magic < text.length() && !isPattern(text.substring(magic, magic + 1))) {
      magic++;
    }
    int start = text.lastIndexOf('/', magic) + 1;
    List<String> names = new ArrayList<>(List.of(text.substring(start).split("/")));
    if (names.get(names.size() - 1).equals(ANY_FOLDERS)) {
      names.add("*");
    }
    return new ShardGlob(Path.of(text.substring(0, start)), names);
  }

  /** The folder that the names of the files are relative to. */
  Path base() {
    return base;
  }

  /** The files that the pattern matches, in any order. */
  List<Path> files() throws IOException {
    List<Path> found = List.of(base);
    for (String name : names) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(name.equals(ANY_FOLDERS) ? foldersIn(folder) : matches(folder, name));
      }
      found = next.stream().distinct().toList(); // a folder may be found below several others
    }
    return found.stream().filter(path -> !Files.isDirectory(path)).toList();
  }

  /** A folder and all folders below it but for hidden ones; links are not followed. */
  private static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isDirectory)
          .filter(path -> !isHidden(folder.relativize(path)))
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    }
  }

  private static boolean isHidden(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> matches(Path folder, String name) throws IOException {
    if (!isPattern(name)) {
      Path path = folder.resolve(name);
      return Files.exists(path) ? List.of(path) : List.of();
    }
    Predicate<String> isMatch = predicate(name);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String entryName = String.valueOf(entry.getFileName());
        if (isMatch.test(entryName)) {
          // not the entry itself, which begins with ./ in the current folder
          found.add(folder.resolve(entryName));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (DirectoryIteratorException problem) {
      throw problem.getCause();
    }
    return found;
  }

  private static Predicate<String> predicate(String name) {
    try {
      Predicate<String> isMatch = Pattern.compile(regex(name), Pattern.DOTALL).asMatchPredicate();
      boolean mayBeHidden = name.startsWith(".");
      return found -> (mayBeHidden || !found.startsWith(".")) && isMatch.test(found);
    } catch (PatternSyntaxException problem) {
      throw new IllegalArgumentException(
          "'%s' is not a pattern of names: expected ranges such as [a-z]".formatted(name), problem);
    }
  }

  /** The pattern of one name as a regular expression. */
  private static String regex(String name) {
    var regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int end = c == '[' ? name.indexOf(']', i + (name.startsWith("!", i + 1) ? 3 : 2)) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (end > 0) {
        regex.append(oneOf(name.substring(i + 1, end)));
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String oneOf(String set) {
    boolean isNegated = set.startsWith("!");
    String members = isNegated ? set.substring(1) : set;
    return "[" + (isNegated ? "^" : "") + members.replaceAll("[\\[\\]\\\\^&]", "\\\\$0") + "]";
  }
}
