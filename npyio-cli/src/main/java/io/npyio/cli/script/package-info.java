/**
 * The loader of Jython. The classes that use Jython are in {@code io.npyio.cli.python}, and are
 * loaded by name when a script is run.
 */
@NullMarked
package io.npyio.cli.script;

import org.jspecify.annotations.NullMarked;
