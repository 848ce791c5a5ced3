package io.npyio.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** The Kotlin compiler. */
public final class Kotlin {
  private Kotlin() {}

  /** Compiles a file, which may use what the test may use, into a folder. */
  public static void compile(Path source, Path classes) {
    var said = new ByteArrayOutputStream();
    ExitCode status =
        new K2JVMCompiler()
            .exec(
                new PrintStream(said, true, UTF_8),
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target",
                "17",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(ExitCode.OK, status, () -> said.toString(UTF_8));
  }
}
