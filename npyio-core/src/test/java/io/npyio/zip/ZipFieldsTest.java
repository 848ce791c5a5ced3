package io.npyio.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields are read through a window. */
class ZipFieldsTest {
  private final RecordedSource source = new RecordedSource(RecordedSource.counted(100));

  private void read(ZipFields fields, int position, int count) throws IOException {
    ByteBuffer found = fields.at(position, count, "the field");
    assertEquals(ByteBuffer.wrap(source.bytes(), position, count), found);
  }

  @Test
  void whatTheWindowHoldsIsNotReadAgain() throws IOException {
    ZipFields fields = new ZipFields(source, 10);
    assertEquals(100, fields.length());
    read(fields, 20, 4);
    assertEquals(List.of("20+10"), source.reads());
    read(fields, 20, 10);
    read(fields, 29, 1);
    read(fields, 25, 0);
    assertEquals(List.of(), source.reads());
    read(fields, 19, 2);
    assertEquals(List.of("19+10"), source.reads());
    read(fields, 28, 2);
    assertEquals(List.of("28+10"), source.reads());
    read(fields, 0, 30);
    assertEquals(List.of("0+30"), source.reads());
    read(fields, 98, 1);
    assertEquals(List.of("98+2"), source.reads());
  }

  @Test
  void theLastBytesAreTheFirstWindow() throws IOException {
    ZipFields fields = ZipFields.ofEnd(source, 30, 10);
    assertEquals(List.of("70+30"), source.reads());
    read(fields, 70, 30);
    assertEquals(List.of(), source.reads());
    read(fields, 69, 1);
    assertEquals(List.of("69+10"), source.reads());
  }

  @Test
  void fieldsAreLittleEndian() throws IOException {
    byte[] bytes = {1, 2, 3, 4};
    assertEquals(
        0x04030201, new ZipFields(new RecordedSource(bytes), 1).at(0, 4, "the field").getInt(0));
  }

  @Test
  void missingBytesAreCounted() throws IOException {
    ZipFields fields = new ZipFields(source, 10);
    assertEquals(
        "recorded: byte 100: the file ends here but the field needs 1 more byte",
        assertThrows(ZipProblem.class, () -> fields.at(98, 3, "the field")).getMessage());
    assertEquals(
        "recorded: byte 100: the file ends here but the field needs 2 more bytes",
        assertThrows(ZipProblem.class, () -> fields.at(98, 4, "the field")).getMessage());
  }

  @Test
  void theRestOfTheWindowIsAtHand() throws IOException {
    ZipFields fields = new ZipFields(source, 10);
    read(fields, 20, 10);
    assertEquals(ByteBuffer.wrap(source.bytes(), 25, 5), fields.buffered(25));
    assertEquals(ByteBuffer.wrap(source.bytes(), 20, 10), fields.buffered(20));
    assertEquals(0, fields.buffered(30).remaining());
    assertEquals(0, fields.buffered(31).remaining());
    assertEquals(0, fields.buffered(19).remaining());
  }
}
