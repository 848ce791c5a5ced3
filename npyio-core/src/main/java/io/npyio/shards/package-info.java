/**
 * Many {@code .npy} files as one array: {@link io.npyio.shards.NpyShards} reads them, {@link
 * io.npyio.shards.NpyShardWriter} writes them.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.shards;

import org.jspecify.annotations.NullMarked;
