/**
 * The server of the viewer: one page and its data over HTTP on loopback, for programs that have its
 * address.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.view.server;

import org.jspecify.annotations.NullMarked;
