package io.npyio.cli.transfer;

import io.npyio.file.NpyFormatException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** A fault of one of the files that are read as one array. */
public final class ShardFault extends IOException {
  private static final long serialVersionUID = 1L;

  private final String shard;
  private final IOException problem;

  private ShardFault(String shard, IOException problem) {
    super(shard + ": " + problem.getMessage(), problem);
    this.shard = shard;
    this.problem = problem;
  }

  /**
   * {@return a problem, with the name of the shard that it concerns}
   *
   * @param name of all shards together, as the user typed it
   */
  public static IOException of(String name, IOException problem) {
    if (problem instanceof NpyFormatException format && !name.endsWith(format.source())) {
      return in(format.source(), format);
    }
    return problem instanceof FileSystemException file
            && file.getFile() != null
            && !file.getFile().equals(name)
        ? in(file.getFile(), file)
        : problem;
  }

  /** {@return a problem with a shard} */
  public static ShardFault in(String shard, IOException problem) {
    return new ShardFault(shard, problem);
  }

  /** {@return the name of the shard} */
  public String shard() {
    return shard;
  }

  /** {@return what is wrong with it} */
  public IOException problem() {
    return problem;
  }
}
