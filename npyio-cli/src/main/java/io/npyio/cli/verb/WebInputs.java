package io.npyio.cli.verb;

import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.WebAddress;
import io.npyio.cli.format.WebFile;
import io.npyio.http.HttpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** Inputs on web servers: read by ranges if their kind allows it, else copied as a whole. */
final class WebInputs {
  /** Headers of every request, a line each: what other users of the machine do not see. */
  private static final String VARIABLE = "NPYIO_HTTP_HEADERS";

  private final Verb verb;
  private final StreamedInputs streams;
  private final OptionSpec headers;
  private final Map<String, WebFile> files = new HashMap<>();

  WebInputs(Verb verb, StreamedInputs streams) {
    this.verb = verb;
    this.streams = streams;
    headers =
        verb.options(
            "--http-header",
            "HEADER",
            HelpText.READING
                + "send this header to web servers, as in 'Name: value'; the variable "
                + VARIABLE
                + " holds one a line.",
            WebInputs::checked);
  }

  private static String checked(String header) {
    with(HttpOptions.DEFAULT, header);
    return header;
  }

  private static HttpOptions with(HttpOptions options, String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a header has the form 'Name: value'");
    }
    return options.withHeader(header.substring(0, colon), header.substring(colon + 1).strip());
  }

  ArrayFile file(String name, SourceSpec spec) throws IOException {
    WebFile web = files.get(name);
    if (web == null) {
      web = new WebFile(WebAddress.of(verb.addressOf(name)), options());
      files.put(name, web);
    }
    ArrayFile file = ArrayFiles.onWeb(web, spec);
    if (file != null) {
      return file;
    }
    Path original = StreamedInputs.uncompressed(web.name());
    return ArrayFiles.copied(streams.copy(name, web, spec.raw()), original, spec);
  }

  private HttpOptions options() throws IOException {
    HttpOptions options = HttpOptions.DEFAULT;
    String inherited = System.getenv(VARIABLE);
    Stream<String> lines = inherited == null ? Stream.of() : inherited.lines();
    for (String line : lines.filter(line -> !line.isBlank()).toList()) {
      try {
        options = with(options, line);
      } catch (IllegalArgumentException problem) {
        throw new IOException("the variable " + VARIABLE + ": " + problem.getMessage(), problem);
      }
    }
    List<String> given = headers.getValue();
    for (String header : given == null ? List.<String>of() : given) {
      options = with(options, header);
    }
    return options;
  }
}
