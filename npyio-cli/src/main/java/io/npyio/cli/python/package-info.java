/**
 * {@code npyio run}: the Java side of a Python module shaped as {@code numpy}, for Jython.
 *
 * <p>The Python side is in the resources, {@code npyio/__init__.py}. It calls {@link
 * io.npyio.cli.python.Numpy} and nothing else here; work on elements is done on this side of the
 * bridge, never in a loop in Python.
 */
@NullMarked
package io.npyio.cli.python;

import org.jspecify.annotations.NullMarked;
