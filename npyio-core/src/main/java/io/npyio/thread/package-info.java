/** Work of other threads, and how its end reaches the thread that waits. */
@NullMarked
package io.npyio.thread;

import org.jspecify.annotations.NullMarked;
