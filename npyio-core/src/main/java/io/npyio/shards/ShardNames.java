package io.npyio.shards;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of shards that are written: a pattern such as {@code part-%05d.npy}. */
final class ShardNames {
  private static final Pattern PATTERN =
      Pattern.compile("([^./\\\\%][^/\\\\%]*)?%0([1-9])d([^/\\\\%]*\\.npy)");

  private final String pattern;
  private final long count;
  private final Pattern file;

  private ShardNames(String pattern, long count, Pattern file) {
    this.pattern = pattern;
    this.count = count;
    this.file = file;
  }

  /**
   * Names after a pattern.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static ShardNames of(String pattern) {
    Matcher parts = PATTERN.matcher(pattern);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a pattern of names: expected one number with leading zeros and the ending .npy, as in part-%%05d.npy"
              .formatted(pattern));
    }
    String prefix = parts.group(1) == null ? "" : parts.group(1);
    int digits = Integer.parseInt(parts.group(2));
    Pattern file =
        Pattern.compile(
            Pattern.quote(prefix) + "\\d{" + digits + "}" + Pattern.quote(parts.group(3)));
    return new ShardNames(pattern, (long) Math.pow(10, digits), file);
  }

  /** Whether a file has such a name. */
  boolean contain(String name) {
    return file.matcher(name).matches();
  }

  /** The name of the shard with an index. */
  String name(long index) throws IOException {
    requireRoom(index + 1);
    return pattern.formatted(index);
  }

  /** Refuses more shards than there are names, whose order could not be told from others'. */
  void requireRoom(long shards) throws IOException {
    if (shards > count) {
      throw new IOException(
          "%s has names for %d shards, but there are at least %d; add digits, or make the shards larger"
              .formatted(pattern, count, shards));
    }
  }
}
