package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NpyFormatExceptionTest {

  @Test
  void theMessageIsMadeOfItsParts() {
    byte[] zip = "PK\3\4\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    var refused = assertThrows(NpyFormatException.class, () -> Npy.load(zip));
    assertEquals("byte[]", refused.source());
    assertEquals(0, refused.offset());
    assertEquals(
        "expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 50 4B 03 04 00 00",
        refused.problem());
    assertEquals("this is a zip archive, as .npz files are", refused.hint());
    assertFalse(refused.isUnsupported());
    assertEquals(
        "byte[]: byte 0: " + refused.problem() + "; " + refused.hint(), refused.getMessage());
  }

  @Test
  void aProblemWithoutAdviceHasNoHint() {
    byte[] cut = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1};
    var refused = assertThrows(NpyFormatException.class, () -> Npy.load(cut));
    assertNull(refused.hint());
    assertEquals(
        "the file ends here but the start of a .npy file needs 1 more byte", refused.problem());
    assertEquals("byte[]: byte 7: " + refused.problem(), refused.getMessage());
  }

  @Test
  void theHintsOfAPickleAreHintsToo() {
    String pickle = "cos\nsystem\n.";
    String start =
        "\u0093NUMPY\1\0:\0{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n" + pickle;
    byte[] file = start.getBytes(StandardCharsets.ISO_8859_1);
    file[8] = (byte) (file.length - 10 - pickle.length());
    var refused =
        assertThrows(
            NpyFormatException.class,
            () -> Npy.loadObjects(new java.io.ByteArrayInputStream(file)));
    assertEquals("'os.system' is not among what npyio reads from a pickle", refused.problem());
    assertEquals("nothing was run", refused.hint());
    assertTrue(refused.isUnsupported());
  }
}
