package io.npyio.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every type has a comment, hidden types included, and so does each of its public or protected
 * members that does not override another. The Javadoc tool cannot require that without a tag for
 * each parameter as well.
 */
public final class Comments {
  private Comments() {}

  /** {@return the declarations without a comment in the sources of a folder} */
  public static Set<String> missing(Path folder) throws IOException {
    return found(folder, Uncommented::new);
  }

  /**
   * {@return the types in the sources of a folder that users see, and that lack a {@code @since}}
   */
  public static Set<String> undated(Path folder) throws IOException {
    return found(folder, Undated::new);
  }

  private static Set<String> found(Path folder, Function<DocTrees, Finder> kind)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(folder)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(java));
      Finder finder = kind.apply(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        finder.scan(unit, true);
      }
      return finder.names;
    }
  }

  /** Collects declarations; the argument says whether users see the enclosing type. */
  private abstract static class Finder extends TreePathScanner<@Nullable Void, Boolean> {
    final Set<String> names = new TreeSet<>();
    private final DocTrees docs;

    Finder(DocTrees docs) {
      this.docs = docs;
    }

    boolean isSeen(ModifiersTree modifiers) {
      boolean overrides =
          modifiers.getAnnotations().stream()
              .anyMatch(mark -> mark.getAnnotationType().toString().equals("Override"));
      boolean ofInterface =
          Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE).contains(parent().getKind());
      Set<Modifier> flags = modifiers.getFlags();
      return !overrides
          && (flags.contains(Modifier.PUBLIC)
              || flags.contains(Modifier.PROTECTED)
              || (ofInterface && !flags.contains(Modifier.PRIVATE)));
    }

    Tree parent() {
      return getCurrentPath().getParentPath().getLeaf();
    }

    @Nullable String comment() {
      return docs.getDocComment(getCurrentPath());
    }

    /** The file and the enclosing types: {@code A.java: A.B.}. */
    String place() {
      StringBuilder types = new StringBuilder();
      for (TreePath path = getCurrentPath().getParentPath();
          path.getLeaf() instanceof ClassTree type;
          path = path.getParentPath()) {
        types.insert(0, type.getSimpleName() + ".");
      }
      String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
      return Path.of(file).getFileName() + ": " + types;
    }
  }

  private static final class Uncommented extends Finder {
    Uncommented(DocTrees docs) {
      super(docs);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Boolean seen) {
      if (!type.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
        check(type.getSimpleName());
      }
      return super.visitClass(type, seen && isSeen(type.getModifiers()));
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Boolean seen) {
      boolean constructorOfRecord =
          parent().getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
      if (seen && isSeen(method.getModifiers()) && !constructorOfRecord) {
        check(method.getName());
      }
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, Boolean seen) {
      if (seen && isSeen(field.getModifiers())) {
        check(field.getName());
      }
      return null;
    }

    private void check(Name name) {
      if (comment() == null) {
        names.add(place() + name);
      }
    }
  }

  private static final class Undated extends Finder {
    Undated(DocTrees docs) {
      super(docs);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Boolean seen) {
      boolean visible = seen && isSeen(type.getModifiers());
      String comment = comment();
      if (visible && (comment == null || !comment.contains("@since "))) {
        names.add(place() + type.getSimpleName());
      }
      return super.visitClass(type, visible);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Boolean seen) {
      return null;
    }
  }
}
