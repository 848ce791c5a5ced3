package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The methods that core looks up by name, which GraalVM must be told of. */
class MetadataTest {
  private static final Path FILE =
      CompiledModule.CORE
          .classes()
          .resolve("META-INF/native-image/io.npyio/npyio-core/reachability-metadata.json");

  private static final Pattern LOOK_UP =
      Pattern.compile("\\.find(Static|Virtual|Constructor|Getter)\\(|Handles\\.own\\(");

  @Test
  void theNamedMethodsExist() throws Exception {
    Set<String> missing = new TreeSet<>();
    for (JsonNode type : new ObjectMapper().readTree(FILE).get("reflection")) {
      for (JsonNode method : type.get("methods")) {
        String named = signature(type, method);
        if (!isTooNew(named) && !signatures(type.get("type").asString()).contains(named)) {
          missing.add(named);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static String signature(JsonNode type, JsonNode method) {
    List<String> parameters = new ArrayList<>();
    method.get("parameterTypes").forEach(each -> parameters.add(each.asString()));
    String owner = type.get("type").asString();
    return owner + "." + method.get("name").asString() + "(" + String.join(", ", parameters) + ")";
  }

  private static boolean isTooNew(String signature) {
    int since =
        signature.contains("java.lang.foreign.") ? 22 : signature.contains("16ToFloat") ? 20 : 0;
    return Runtime.version().feature() < since;
  }

  private static Set<String> signatures(String type) throws ClassNotFoundException {
    return Stream.of(Class.forName(type).getDeclaredMethods())
        .map(method -> type + "." + method.getName() + "(" + parameters(method) + ")")
        .collect(Collectors.toSet());
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type.isArray() ? type.getComponentType().getName() + "[]" : type.getName())
        .collect(Collectors.joining(", "));
  }

  /** A further class that looks up methods needs an entry, and then a place here. */
  @Test
  void noOtherClassLooksUpMethods() throws IOException {
    try (Stream<Path> sources = Files.walk(CompiledModule.CORE.sources())) {
      Set<String> found =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> LOOK_UP.matcher(text(file)).find())
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          Set.of(
              "ArrayMaker.java",
              "EnumCell.java",
              "Float16.java",
              "Handles.java",
              "MappedSegment.java",
              "TextUnits.java"),
          found);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).replaceAll("\\s+", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
