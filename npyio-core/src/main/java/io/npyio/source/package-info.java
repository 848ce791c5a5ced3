/**
 * Where bytes come from: {@link io.npyio.source.ByteSource}, which is read by position.
 *
 * <p>Files, arrays of bytes, buffers and channels are sources already; what reads from a network
 * implements the interface.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.source;

import org.jspecify.annotations.NullMarked;
