/**
 * The files that a viewer shows, as their owner presents them: arrays by their headers, elements,
 * edits and statistics.
 *
 * <p>No argument may be null unless it is marked.
 */
@NullMarked
package io.npyio.view;

import org.jspecify.annotations.NullMarked;
