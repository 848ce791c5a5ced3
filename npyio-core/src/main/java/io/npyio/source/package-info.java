/**
 * Sources of bytes, read by position: {@link io.npyio.source.ByteSource}.
 *
 * <p>Files, byte arrays, buffers and channels are provided; a client of a network store implements
 * the interface.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.source;

import org.jspecify.annotations.NullMarked;
