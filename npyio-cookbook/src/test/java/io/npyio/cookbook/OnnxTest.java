package io.npyio.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.npyio.array.NdArray;
import io.npyio.docs.Snippets;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime works on the memory of mapped arrays, in and out. */
class OnnxTest {
  @TempDir private Path folder;

  @BeforeEach
  void saveModelAndInput() throws Exception {
    Doubling.save(folder.resolve("model.onnx"));
    Npy.save(folder.resolve("input.npy"), new float[][] {{1, 2, 3}, {4, 5, 6}});
  }

  @Test
  void theProgramRunsAModelFromFileToFile() throws Exception {
    assertEquals(List.of("[[ 2.  4.  6.]", " [ 8. 10. 12.]]"), Programs.run(folder, "Onnx"));
    assertEquals(
        "float32 [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]",
        Snippets.runNumPy(folder, "y = np.load('output.npy'); print(y.dtype, y.tolist())"));
  }

  @Test
  void theModelSeesWhatIsWrittenToTheFileLaterAndWritesIntoTheOther() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT32, 2, 3);
    try (OrtSession model = environment.createSession(folder.resolve("model.onnx").toString());
        Memmap input = Npy.map(folder.resolve("input.npy"), MapMode.READ_WRITE);
        Memmap output = Npy.create(folder.resolve("output.npy"), layout);
        OnnxTensor x = tensor(environment, input.array());
        OnnxTensor y = tensor(environment, output.array())) {
      assertFalse(x.ownsBuffer());
      input.array().setFloat(50, 1, 1);
      model.run(Map.of("x", x), Map.of("y", y)).close();
      assertEquals("[[  2.   4.   6.]\n [  8. 100.  12.]]", output.array().toString());
    }
  }

  @Test
  void aResultThatTheModelAllocatesIsCopied() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession model = environment.createSession(folder.resolve("model.onnx").toString());
        Memmap input = Npy.map(folder.resolve("input.npy"), MapMode.READ_ONLY);
        OnnxTensor x = tensor(environment, input.array());
        OrtSession.Result results = model.run(Map.of("x", x))) {
      OnnxTensor y = (OnnxTensor) results.get(0);
      NdArray first = NdArray.wrap(y.getFloatBuffer(), y.getInfo().getShape());
      first.setFloat(-1, 0, 0);
      assertEquals(2, y.getFloatBuffer().get(0));
      assertEquals("[[-1.  4.  6.]\n [ 8. 10. 12.]]", first.toString());
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, NdArray array) throws Exception {
    FloatBuffer numbers = array.asByteBuffer().asFloatBuffer();
    return OnnxTensor.createTensor(environment, numbers, array.shape().lengths());
  }

  @Test
  void anArrayOnTheHeapIsCopiedIn() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    NdArray array = Npy.load(folder.resolve("input.npy"));
    try (OnnxTensor x = tensor(environment, array)) {
      array.setFloat(50, 0, 0);
      assertEquals(1, x.getFloatBuffer().get(0));
    }
  }
}
