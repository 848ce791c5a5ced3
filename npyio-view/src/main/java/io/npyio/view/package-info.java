/**
 * Arrays of any size shown in a browser: the server that the page talks to.
 *
 * <p>No argument may be null.
 */
@NullMarked
package io.npyio.view;

import org.jspecify.annotations.NullMarked;
