package io.npyio.shards;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Files that are not the shards of one array, differ from their list, or are in an order that
 * cannot be told.
 *
 * <p>The message reads {@code source: expected A but found B; hint}, and its three parts are
 * available one by one.
 *
 * @since 0.1.0
 */
public final class ShardException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String problem;
  private final @Nullable String hint;

  ShardException(String source, String problem, @Nullable String hint) {
    super(source + ": " + problem + (hint == null ? "" : "; " + hint));
    this.source = source;
    this.problem = problem;
    this.hint = hint;
  }

  /** {@return the name of a shard, or what the files were found by} */
  public String source() {
    return source;
  }

  /** {@return what was expected and what was found} */
  public String problem() {
    return problem;
  }

  /**
   * {@return what can be done about it, or null if there is no advice} It names calls of this
   * library; a program with another interface replaces it by its own.
   */
  public @Nullable String hint() {
    return hint;
  }
}
