package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** An array that is not in one local file, and is not written. */
sealed interface ReadOnlyFile extends ArrayFile permits WebNpyFile, ShardsFile {
  /** {@return the error of writing to it} */
  IOException readOnly();

  @Override
  default void change(Change change, LongConsumer progress) throws IOException {
    throw readOnly();
  }

  @Override
  default GrowingFile grow() throws IOException {
    throw readOnly();
  }

  @Override
  default void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    throw readOnly();
  }

  @Override
  default void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    throw readOnly();
  }

  @Override
  default void create(GeneratedArray array, LongConsumer progress) throws IOException {
    throw readOnly();
  }
}
