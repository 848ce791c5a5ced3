package io.npyio.print;

/**
 * Options that vary between print calls.
 *
 * @param threshold arrays, and fields that are arrays, are summarised beyond this many elements
 * @param isScalar whether real numbers in structs show all their digits, as scalars do
 */
record PrintOptions(long threshold, boolean isScalar) {}
