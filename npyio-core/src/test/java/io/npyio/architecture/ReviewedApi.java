package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The public API of a module is a reviewed text in {@code docs/api}, so that no change goes
 * unnoticed.
 *
 * @param artifact the name of the module's folder, and of the text
 */
public record ReviewedApi(CompiledModule module, String artifact) {

  /** Fails where the compiled classes differ from the text, unless the difference is accepted. */
  public void requireUnchanged() throws Exception {
    String name = "docs/api/" + artifact + ".txt";
    Path reviewed = module.classes().resolve("../../..").resolve(name).normalize();
    List<String> found = new PublicApi(module).lines();
    if (System.getProperty("npyio.api.accept") != null) {
      Files.write(reviewed, found);
    }
    List<String> difference = difference(Files.readAllLines(reviewed), found);
    if (!difference.isEmpty()) {
      fail(
          "The public API differs from "
              + name
              + ":\n"
              + String.join("\n", difference)
              + "\nIf this is meant: mvn -pl "
              + artifact
              + " -am test -Dtest=PublicApiTest -Dnpyio.api.accept"
              + " -Dsurefire.failIfNoSpecifiedTests=false");
    }
  }

  /** Lines are sorted within their type, so that comparing sets is enough. */
  static List<String> difference(List<String> before, List<String> after) {
    List<String> old = qualified(before);
    List<String> now = qualified(after);
    return Stream.concat(
            old.stream().filter(line -> !now.contains(line)).map("- "::concat),
            now.stream().filter(line -> !old.contains(line)).map("+ "::concat))
        .toList();
  }

  private static List<String> qualified(List<String> lines) {
    List<String> qualified = new ArrayList<>();
    String type = "";
    for (String line : lines) {
      boolean member = line.startsWith(" ");
      type = member ? type : line;
      if (line.isEmpty()) {
        continue;
      }
      qualified.add(member ? line + "  [" + type + "]" : line);
    }
    return qualified;
  }
}
