/**
 * The {@code npyio} command: {@link io.npyio.cli.Main} starts it. Its verbs are in {@code verb},
 * the files they read and write in {@code format}.
 */
@NullMarked
package io.npyio.cli;

import org.jspecify.annotations.NullMarked;
