package io.npyio.view;

import io.npyio.view.server.ViewServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Shows files until it is killed, to try the viewer without the command. */
public final class TryServer {
  private TryServer() {}

  /**
   * Prints the address.
   *
   * @param files {@code .npy} and {@code .npz} files; {@code --edit} before them lets elements be
   *     set
   */
  public static void main(String... files) throws IOException, InterruptedException {
    boolean isEditable = files.length > 0 && files[0].equals("--edit");
    List<ViewedFile> shown =
        Arrays.stream(files)
            .skip(isEditable ? 1 : 0)
            .<ViewedFile>map(file -> new LocalFile(Path.of(file)))
            .toList();
    var options = new ViewOptions("0.1.0", 0, isEditable, Duration.ZERO);
    try (ViewServer server = ViewServer.start(shown, new PlainTools(), options)) {
      System.out.println(server.address());
      server.awaitIdle();
    }
  }
}
