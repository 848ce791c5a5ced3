/**
 * Files behind an address, of which only the needed ranges are requested: {@link
 * io.npyio.http.HttpSource}.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.http;

import org.jspecify.annotations.NullMarked;
