package io.npyio.cli.format;

import io.npyio.file.ReadOptions;
import io.npyio.shards.NpyShards;
import io.npyio.shards.ShardOptions;
import io.npyio.shards.ShardOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names stand for several files that are read as one array.
 *
 * @param isFolder whether a folder does
 * @param order of files that are found by a pattern or in a folder
 */
public record ShardSpec(boolean isFolder, ShardOrder order) {
  /** Folders do not, and an order that cannot be told is refused. */
  public static final ShardSpec DEFAULT = new ShardSpec(false, ShardOrder.UNAMBIGUOUS);

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
  private static final Pattern MEMBER = Pattern.compile("(?i)\\.npz:");

  /** The shards that a name stands for; null for one file. */
  @Nullable ShardsFile named(String name, ReadOptions limits) throws IOException {
    ShardOptions options = new ShardOptions(order, limits);
    if (isPattern(name)) {
      return new ShardsFile(name, () -> NpyShards.glob(name, options));
    }
    return isManyFiles(name)
        ? new ShardsFile(name, () -> NpyShards.open(Path.of(name), options))
        : null;
  }

  /** A file may have wildcards in its name. */
  private static boolean isPattern(String name) {
    return WILDCARD.matcher(name).find() && !MEMBER.matcher(name).find() && !FileName.exists(name);
  }

  private boolean isManyFiles(String name) throws IOException {
    try {
      Path path = Path.of(name);
      return Files.isDirectory(path) ? isFolder : isManifest(path);
    } catch (InvalidPathException notHere) {
      return false;
    }
  }

  private static boolean isManifest(Path path) throws IOException {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".json")
        && Files.isRegularFile(path)
        && NpyShards.isManifest(path);
  }
}
