/**
 * {@code npyio run}: the Java side of a module shaped like {@code numpy}, for Jython.
 *
 * <p>The Python side is in the resources, {@code npyio/__init__.py}. Of this package it calls only
 * {@link io.npyio.cli.python.Numpy}; all loops over elements run on the Java side.
 */
@NullMarked
package io.npyio.cli.python;

import org.jspecify.annotations.NullMarked;
