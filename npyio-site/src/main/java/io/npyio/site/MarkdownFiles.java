package io.npyio.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The Markdown files of a checkout, except in hidden folders and in the folders of the build. */
final class MarkdownFiles extends SimpleFileVisitor<Path> {
  private final Path root;
  private final List<Path> files = new ArrayList<>();

  private MarkdownFiles(Path root) {
    this.root = root;
  }

  static List<Path> in(Path root) throws IOException {
    MarkdownFiles found = new MarkdownFiles(root);
    Files.walkFileTree(root, found);
    Collections.sort(found.files);
    return found.files;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    String name = String.valueOf(folder.getFileName());
    boolean passed = name.startsWith(".") || name.equals("target");
    return passed && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(".md")) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }
}
