package io.npyio.cli.python;

import io.npyio.cli.script.ScriptRunner;
import io.npyio.cli.transfer.Cleanup;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyInteger;
import org.python.core.PyList;
import org.python.core.PyLong;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PySystemState;
import org.python.util.PythonInterpreter;

/** Runs Python programs on Jython. */
public final class Script implements ScriptRunner {
  private static final int FAILED = 1;

  @Override
  public int run(
      Source source, List<String> args, InputStream in, OutputStream out, OutputStream err) {
    String name = source.name();
    PySystemState.initialize(System.getProperties(), settings());
    var system = new PySystemState();
    system.setClassLoader(Script.class.getClassLoader());
    system.dont_write_bytecode = true;
    system.path.insert(0, Py.newStringOrUnicode(source.folder()));
    var argv = new PyList();
    argv.append(Py.fileSystemEncode(name));
    args.forEach(arg -> argv.append(Py.fileSystemEncode(arg)));
    system.argv = argv;
    try (var interpreter = new PythonInterpreter(null, system)) {
      interpreter.setIn(in);
      interpreter.setOut(out);
      interpreter.setErr(err);
      // replaces Python's module site, which takes half of the start
      interpreter.exec(
          "import __builtin__, sys\n__builtin__.exit = __builtin__.quit = sys.exit\n"
              + "del __builtin__, sys");
      if (!name.equals("-")) {
        interpreter.set("__file__", Py.fileSystemEncode(name));
      }
      return run(source.text(), name.equals("-") ? "<stdin>" : name, interpreter);
    }
  }

  private static Properties settings() {
    var settings = new Properties();
    settings.setProperty("python.import.site", "false");
    settings.setProperty("python.cachedir.skip", "true");
    settings.setProperty("python.io.encoding", "utf-8");
    settings.setProperty("python.console.encoding", "utf-8");
    return settings;
  }

  private static int run(InputStream source, String name, PythonInterpreter interpreter) {
    int status = 0;
    Interrupts interrupts = Interrupts.inThisThread();
    try {
      interpreter.execfile(source, name);
    } catch (PyException problem) {
      flush();
      status = ended(problem);
    } finally {
      interrupts.close();
    }
    flush();
    return status;
  }

  private static int ended(PyException problem) {
    if (problem.match(Py.KeyboardInterrupt)) {
      return Interrupts.STATUS;
    }
    return problem.match(Py.SystemExit) ? status(problem) : failed(problem);
  }

  private static void flush() {
    Py.getSystemState().stdout.invoke("flush");
  }

  private static int failed(PyException problem) {
    // an exiting process closes files under the script, which is not its fault
    if (!Cleanup.isExiting()) {
      Py.printException(problem);
    }
    return FAILED;
  }

  /** The status of {@code sys.exit}, whose argument is a number, nothing, or a message. */
  private static int status(PyException exit) {
    exit.normalize();
    @Nullable PyObject code = exit.value.__findattr__("code");
    if (code == null || code instanceof PyNone) {
      return 0;
    }
    if (code instanceof PyInteger || code instanceof PyLong) {
      return code.asInt() & 0xFF;
    }
    PyObject said = code.__str__();
    Py.getSystemState().stderr.invoke("write", new PyString(said + "\n"));
    return FAILED;
  }
}
