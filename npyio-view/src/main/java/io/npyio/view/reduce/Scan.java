package io.npyio.view.reduce;

import org.jspecify.annotations.Nullable;

/**
 * A scan in the background that is not complete.
 *
 * @param key of the array, as the request named it
 * @param done the part that is done, from 0 to 1
 * @param problem why the scan has ended early; null if it has not
 */
public record Scan(String key, double done, @Nullable String problem) {}
