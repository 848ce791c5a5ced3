package io.npyio.cli.script;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads Jython from the folder {@code jython} beside the command, and the classes that use it. On
 * the class path its 50 MB would slow the start of every verb by a tenth.
 */
public final class JythonLoader extends URLClassLoader {
  private static final String SCRIPT = "io.npyio.cli.python.Script";
  private static final String PACKAGE = "io.npyio.cli.python.";

  private JythonLoader(URL[] jars) {
    super(jars, JythonLoader.class.getClassLoader());
  }

  /** {@return a runner of scripts, from the class path if Jython is on it} */
  public static ScriptRunner scripts() throws Exception {
    ClassLoader loader = JythonLoader.class.getClassLoader();
    if (loader.getResource("org/python/core/Py.class") == null) {
      loader = new JythonLoader(jars());
    }
    Thread.currentThread().setContextClassLoader(loader);
    return (ScriptRunner) loader.loadClass(SCRIPT).getConstructor().newInstance();
  }

  private static URL[] jars() throws Exception {
    URL self = JythonLoader.class.getProtectionDomain().getCodeSource().getLocation();
    Path folder = Path.of(self.toURI()).resolveSibling("jython");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".jar")).toList();
      URL[] jars = new URL[found.size() + 1];
      jars[0] = self;
      for (int i = 0; i < found.size(); i++) {
        jars[i + 1] = found.get(i).toUri().toURL();
      }
      return jars;
    } catch (IOException missing) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "run needs Jython, which the slim distribution leaves out; install the full one, the archive"
              + " without -slim in its name, or put the jar org.python:jython-standalone of Maven"
              + " Central into "
              + folder);
    }
  }

  /** Defines the classes that use Jython itself, though its parent could find them. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
