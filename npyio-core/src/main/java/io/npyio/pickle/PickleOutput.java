package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/** Writes the instructions of a pickle for simple values. */
final class PickleOutput {
  /** Items that Python adds to a container at once. */
  static final int BATCH_ITEMS = 1000;

  private static final int MAX_UNSIGNED_BYTE = 0xFF;
  private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

  private final OutputStream stream;

  PickleOutput(OutputStream stream) {
    this.stream = stream;
  }

  void opcode(Opcode opcode) throws IOException {
    stream.write(opcode.code());
  }

  void writeByte(int value) throws IOException {
    stream.write(value);
  }

  private void writeInt(long value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    stream.write(bytes.putInt((int) value).array());
  }

  void name(AllowedName allowed) throws IOException {
    name(allowed.toString());
  }

  /** Writes the name of a class: {@code builtins.list}. */
  void name(String name) throws IOException {
    int dot = name.lastIndexOf('.');
    opcode(Opcode.GLOBAL);
    String lines = name.substring(0, dot) + "\n" + name.substring(dot + 1) + "\n";
    stream.write(lines.getBytes(StandardCharsets.US_ASCII));
  }

  void bool(boolean value) throws IOException {
    opcode(value ? Opcode.NEWTRUE : Opcode.NEWFALSE);
  }

  void integer(long value) throws IOException {
    if (value == (int) value) {
      opcode(Opcode.BININT);
      writeInt(value);
    } else {
      integer(BigInteger.valueOf(value));
    }
  }

  void integer(BigInteger value) throws IOException {
    byte[] bytes = value.toByteArray();
    if (bytes.length <= MAX_UNSIGNED_BYTE) {
      opcode(Opcode.LONG1);
      writeByte(bytes.length);
    } else {
      opcode(Opcode.LONG4);
      writeInt(bytes.length);
    }
    for (int i = bytes.length - 1; i >= 0; i--) {
      writeByte(bytes[i]);
    }
  }

  void real(double value) throws IOException {
    opcode(Opcode.BINFLOAT);
    stream.write(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  void text(String value) throws IOException {
    byte[] utf8 = PickleText.encode(value);
    opcode(Opcode.BINUNICODE);
    writeInt(utf8.length);
    stream.write(utf8);
  }

  void bytes(byte[] value) throws IOException {
    startBytes(value.length);
    stream.write(value);
  }

  /** Writes the elements of an array as bytes. */
  void bytes(NdArray array, Order order) throws IOException {
    startBytes(array.nbytes());
    array.writeTo(Channels.newChannel(stream), order);
  }

  private void startBytes(long length) throws IOException {
    if (length <= MAX_UNSIGNED_BYTE) {
      opcode(Opcode.SHORT_BINBYTES);
      writeByte((int) length);
    } else if (length <= MAX_UNSIGNED_INT) {
      opcode(Opcode.BINBYTES);
      writeInt(length);
    } else {
      throw new IllegalArgumentException(
          "an array of " + length + " bytes is too large to be an element; save it on its own");
    }
  }
}
