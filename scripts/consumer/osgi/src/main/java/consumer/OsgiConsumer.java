package consumer;

import java.io.File;
import java.lang.reflect.Array;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A user's OSGi framework, which takes the jars as bundles. */
public final class OsgiConsumer {
  private OsgiConsumer() {}

  /**
   * Starts the bundles and calls them.
   *
   * @param arguments a folder
   * @throws Exception where something does not work
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of("org.osgi.framework.storage", folder.resolve("osgi").toString()));
    framework.start();
    for (Bundle bundle : started(framework)) {
      System.out.println(bundle.getSymbolicName() + " " + bundle.getVersion());
      call(bundle, folder);
    }
    framework.stop();
    framework.waitForStop(0);
  }

  private static List<Bundle> started(Framework framework) throws BundleException {
    List<Bundle> bundles = new ArrayList<>();
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(jar).getFileName().toString().startsWith("npyio-")) {
        bundles.add(framework.getBundleContext().installBundle(Path.of(jar).toUri().toString()));
      }
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    return bundles;
  }

  /** Makes one call by reflection: no class of a bundle is on the class path of this one. */
  private static void call(Bundle bundle, Path folder) throws Exception {
    if (bundle.getSymbolicName().equals("io.npyio.core")) {
      Object array =
          bundle
              .loadClass("io.npyio.file.Npy")
              .getMethod("load", Path.class)
              .invoke(null, folder.resolve("matrix.npy"));
      requireFrom(bundle, array);
      Object rows = array.getClass().getMethod("toArray", Class.class).invoke(array, double[][].class);
      require(Array.getLength(rows) == 2, "two rows");
    } else {
      Object source =
          bundle
              .loadClass("io.npyio.http.HttpSource")
              .getMethod("of", URI.class)
              .invoke(null, URI.create("http://localhost/"));
      requireFrom(bundle, source);
      require(
          Stream.of(source.getClass().getInterfaces())
              .anyMatch(type -> type.getName().equals("io.npyio.source.ByteSource")),
          "the types of core");
    }
  }

  private static void requireFrom(Bundle bundle, Object value) throws ClassNotFoundException {
    Class<?> type = value.getClass();
    require(type == bundle.loadClass(type.getName()), "a class of the bundle");
    require(type.getClassLoader() != OsgiConsumer.class.getClassLoader(), "another class loader");
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new AssertionError("expected " + expected);
    }
  }
}
