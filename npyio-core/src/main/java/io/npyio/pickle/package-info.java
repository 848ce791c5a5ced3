/**
 * Python's pickle, as far as NumPy's object arrays need it: a reader that knows a fixed list of
 * names and makes plain Java values, and a writer of the same values.
 *
 * <p>A pickle is a program for a stack machine, and Python's own reader runs whatever function it
 * names. This one looks nothing up and runs nothing: a name that is not in {@link
 * io.npyio.pickle.AllowedName} ends the reading. Memory, nesting and the work that keys of
 * dictionaries cause are bounded by {@link io.npyio.pickle.Allowance}.
 *
 * <pre>{@code
 * ObjectArray array = PickleReader.readArray(stream, 0, Long.MAX_VALUE, expected, limits);
 * PickleWriter.write(out, array);
 * }</pre>
 */
@NullMarked
package io.npyio.pickle;

import org.jspecify.annotations.NullMarked;
