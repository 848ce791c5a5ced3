/**
 * The {@code npyio} command: {@link io.npyio.cli.Main} starts it, each verb is one class, options
 * that verbs share are one class per group, and {@link io.npyio.cli.Complaints} turns what went
 * wrong into one line. What files hold and how they are read and written is in {@code format}.
 */
@NullMarked
package io.npyio.cli;

import org.jspecify.annotations.NullMarked;
