package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Core as a named module: the other tests run on the class path, because Jython is not a module.
 */
class ModuleTest {

  @Test
  void needsNothingButTheJdk() {
    Set<String> atRunTime = new TreeSet<>();
    for (Requires needed : CompiledModule.CORE.descriptor().requires()) {
      if (!needed.modifiers().contains(Requires.Modifier.STATIC)) {
        atRunTime.add(needed.name());
      }
    }
    assertEquals(Set.of("java.base"), atRunTime);
  }

  @Test
  void loadsFromTheModulePath() throws Exception {
    Module module = load().findModule("io.npyio").orElseThrow();
    for (String packageName : CompiledModule.CORE.exportedPackages()) {
      for (String className : CompiledModule.CORE.classNames(packageName)) {
        Class<?> loaded = Class.forName(className, true, module.getClassLoader());
        assertEquals(module, loaded.getModule(), className);
      }
    }
  }

  private static ModuleLayer load() {
    Configuration parent = ModuleLayer.boot().configuration();
    ModuleFinder core = ModuleFinder.of(CompiledModule.CORE.classes());
    Configuration resolved = parent.resolve(core, ModuleFinder.of(), Set.of("io.npyio"));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(resolved, ClassLoader.getSystemClassLoader());
  }
}
