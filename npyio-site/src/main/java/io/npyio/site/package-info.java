/**
 * The website: the project's Markdown files as HTML, with navigation, and checked for dead links.
 */
@NullMarked
package io.npyio.site;

import org.jspecify.annotations.NullMarked;
