package io.npyio.pickle;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Limits and choices for reading a pickle.
 *
 * @param maxMemory the maximum size of the values in bytes, by estimate
 * @param python2 the encoding of byte strings of Python 2, or null to keep them as bytes
 * @param readsUnknownClasses whether objects of other classes than the allowed ones become an
 *     {@link io.npyio.array.ObjectArray.Instance}; otherwise they are refused
 * @param keepsClassNames whether values of classes without an exact Java type are {@code Instance}s
 *     too, as a {@code defaultdict} or a {@code numpy.float32}
 */
public record PickleOptions(
    long maxMemory,
    @Nullable Charset python2,
    boolean readsUnknownClasses,
    boolean keepsClassNames) {}
