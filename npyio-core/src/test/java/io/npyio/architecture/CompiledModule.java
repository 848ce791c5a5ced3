package io.npyio.architecture;

import io.npyio.dtype.Order;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The compiled classes of a module, and its descriptor.
 *
 * @param known one of its classes
 */
public record CompiledModule(Class<?> known) {
  static final CompiledModule CORE = new CompiledModule(Order.class);

  /** {@return the folder of the compiled classes} */
  public Path classes() {
    try {
      return Path.of(known.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return the folder of the sources} */
  public Path sources() {
    return classes().resolve("../../src/main/java").normalize();
  }

  /** {@return the module's own view of itself} */
  public ModuleDescriptor descriptor() {
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the names of the packages that others may use, sorted} */
  public Collection<String> exportedPackages() {
    return new TreeSet<>(
        descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .toList());
  }

  /** {@return the full names of the classes in the package, nested ones included, sorted} */
  public List<String> classNames(String packageName) {
    return classFiles().stream()
        .filter(file -> dotted(file.getParent()).equals(packageName))
        .map(file -> dotted(file).replaceAll("\\.class$", ""))
        .filter(name -> !name.endsWith(".package-info"))
        .sorted()
        .toList();
  }

  private List<Path> classFiles() {
    try (Stream<Path> files = Files.walk(classes())) {
      return files
          .map(classes()::relativize)
          .filter(file -> file.getNameCount() > 1 && file.toString().endsWith(".class"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dotted(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), ".");
  }
}
