package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.npyio.file.Golden;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real NumPy for comparison: a Python process that answers the verbs of {@code
 * scripts/numpy_oracle.py}.
 *
 * <p>Python is {@code NPYIO_PYTHON}, by default {@code python3}. Without NumPy, tests that use it
 * are skipped, or fail with {@code -Dnpyio.interop.required=true}.
 */
public final class LivePython implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final String numpy;

  private LivePython(String python) throws IOException {
    Path oracle = Golden.folder().resolveSibling("scripts").resolve("numpy_oracle.py");
    this.process =
        new ProcessBuilder(python, oracle.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    this.requests = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
    this.numpy = ask("version").get("numpy").stringValue();
  }

  /** {@return the name of the Python to use} */
  public static String executable() {
    return LiveNumPy.executable();
  }

  /** {@return the process of NumPy 2.x; skips or fails the test without one} */
  public static LivePython start() {
    String python = executable();
    return open(python).orElseGet(() -> missing("no NumPy in " + python + "; set NPYIO_PYTHON"));
  }

  /** {@return the process of a NumPy before 2.0, if there is one} */
  public static Optional<LivePython> startOld() {
    for (String python :
        List.of(System.getenv().getOrDefault("NPYIO_PYTHON_OLD", ""), "/usr/bin/python3")) {
      Optional<LivePython> found = python.isEmpty() ? Optional.empty() : open(python);
      if (found.isPresent() && found.get().numpy.startsWith("1.")) {
        return found;
      }
      found.ifPresent(LivePython::close);
    }
    return Optional.empty();
  }

  private static Optional<LivePython> open(String python) {
    try {
      return Optional.of(new LivePython(python));
    } catch (IOException | UncheckedIOException none) {
      return Optional.empty();
    }
  }

  private static LivePython missing(String why) {
    return Boolean.getBoolean("npyio.interop.required") ? fail(why) : abort("skipped: " + why);
  }

  /** {@return the version of NumPy} */
  public String numpy() {
    return numpy;
  }

  /**
   * {@return NumPy's answer}
   *
   * @param arguments names and values in turn; a null value leaves the name out
   * @throws AssertionError if NumPy refuses
   */
  public JsonNode ask(String verb, Object... arguments) {
    JsonNode answer = tryAsk(verb, arguments);
    if (answer.has("error")) {
      fail(verb + " " + List.of(arguments) + ": " + answer);
    }
    return answer;
  }

  /** {@return NumPy's answer, or its exception under {@code error} and {@code message}} */
  public JsonNode tryAsk(String verb, Object... arguments) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("verb", verb);
    for (int i = 0; i < arguments.length; i += 2) {
      Object value = arguments[i + 1];
      request.put((String) arguments[i], value instanceof Path path ? path.toString() : value);
    }
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      String answer = answers.readLine();
      return JSON.readTree(Objects.requireNonNull(answer, "Python has ended"));
    } catch (IOException | NullPointerException gone) {
      throw new UncheckedIOException(new IOException("no answer to " + request, gone));
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    try {
      requests.close();
      process.waitFor();
    } catch (IOException | InterruptedException gone) {
      process.destroy();
    }
  }
}
