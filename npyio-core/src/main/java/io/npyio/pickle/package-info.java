/**
 * Python's pickle, as far as NumPy's object arrays need it: a reader that makes plain Java values
 * from a fixed list of Python names, and a writer of such values.
 *
 * <p>A pickle is a program for a stack machine, and Python's own reader runs any function that it
 * names. This reader looks nothing up and runs nothing: a name that is not in {@link
 * io.npyio.pickle.AllowedName} ends the reading. {@link io.npyio.pickle.Allowance} limits memory,
 * nesting, and the work of hashing and comparing keys.
 *
 * <pre>{@code
 * ObjectArray array = PickleReader.readArray(stream, 0, Long.MAX_VALUE, expected, limits);
 * PickleWriter.write(out, array);
 * }</pre>
 */
@NullMarked
package io.npyio.pickle;

import org.jspecify.annotations.NullMarked;
