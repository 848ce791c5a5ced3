/**
 * The verbs of the command, one class each, named in {@link io.npyio.cli.verb.Verbs}. A group of
 * options that several verbs share is one class, too.
 */
@NullMarked
package io.npyio.cli.verb;

import org.jspecify.annotations.NullMarked;
