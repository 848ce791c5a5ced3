package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Real NumPy, queried through {@code scripts/numpy_oracle.py}. Python is {@code NPYIO_PYTHON}, or
 * {@code python3}; without NumPy tests are skipped, or fail if {@code npyio.interop.required} is
 * set.
 */
public final class NumPyOracle implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private NumPyOracle(String python) throws IOException {
    Path scripts = Path.of(System.getProperty("npyio.testdata", "../testdata"), "../scripts");
    process =
        new ProcessBuilder(python, scripts.resolve("numpy_oracle.py").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Skips the test if there is no NumPy. */
  public static NumPyOracle start() {
    String python = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");
    try {
      NumPyOracle oracle = new NumPyOracle(python);
      oracle.ask("version");
      return oracle;
    } catch (IOException | UncheckedIOException none) {
      String message = "no NumPy in " + python + "; set NPYIO_PYTHON";
      if (Boolean.getBoolean("npyio.interop.required")) {
        return fail(message, none);
      }
      return abort("skipped: " + message);
    }
  }

  /**
   * The answer to a verb with arguments, names and values in turn; it has "error" if NumPy failed.
   */
  public JsonNode ask(String verb, Object... arguments) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("verb", verb);
    for (int i = 0; i < arguments.length; i += 2) {
      Object value = arguments[i + 1];
      request.put((String) arguments[i], value instanceof Path path ? path.toString() : value);
    }
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.write('\n');
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("Python ended");
      }
      return JSON.readTree(answer);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    requests.close();
    answers.close();
    process.destroy();
  }
}
