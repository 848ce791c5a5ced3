import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.view.browser.Chromium;
import io.npyio.view.browser.Page;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.openqa.selenium.chrome.ChromeDriver;

/** Takes the picture of npyio view for the README: {@code Picture COMMAND FOLDER FILE.png}. */
final class Picture {
  private static final int SIDE = 4096;
  private static final int COLOURS = 256;

  private Picture() {}

  public static void main(String[] arguments) throws Exception {
    Path array = waves(Path.of(arguments[1], "waves.npy"));
    Path whole = Path.of(arguments[1], "whole.png");
    Process viewer =
        new ProcessBuilder(arguments[0], "view", "--no-browser", array.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ChromeDriver driver = Chromium.start();
    try {
      Matcher address = Pattern.compile("http://\\S+").matcher(viewer.inputReader().readLine());
      if (!address.find()) {
        throw new IOException("npyio view printed no address");
      }
      Page page = new Page(driver, URI.create(address.group()));
      page.resize(1000, 600);
      page.openAndWait("v=heat&map=viridis");
      page.hover("#heat", 300, 180);
      page.awaitData();
      page.save(whole);
    } finally {
      driver.quit();
      viewer.destroy();
    }
    File picture = new File(arguments[2]);
    ImageIO.write(indexed(ImageIO.read(whole.toFile())), "png", picture);
    System.out.println(picture + ": " + Files.size(picture.toPath()) + " bytes");
  }

  /** Two waves that meet, and a block of NaN. */
  private static Path waves(Path file) throws IOException {
    Npy.create(file, ArrayLayout.of(DType.FLOAT32, SIDE, SIDE)).close();
    try (Memmap map = Npy.map(file, MapMode.READ_WRITE)) {
      float[] row = new float[SIDE];
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          boolean isMissing = x > 3000 && x < 3300 && y > 700 && y < 1000;
          row[x] = isMissing ? Float.NaN : (float) (wave(x, y, 1300, 1500) + wave(x, y, 3100, 2900));
        }
        map.array().at(y).copyFrom(row);
      }
    }
    return file;
  }

  private static double wave(int x, int y, int x0, int y0) {
    double distance = Math.hypot(x - x0, y - y0);
    return Math.cos(distance / 90) * Math.exp(-distance / 1500);
  }

  /** The picture with its most frequent colours only, which makes the file small. */
  private static BufferedImage indexed(BufferedImage picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        counts.merge(picture.getRGB(x, y) & 0xf8f8f8, 1, Integer::sum);
      }
    }
    List<Integer> colours =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .map(each -> each.getKey() | each.getKey() >> 5 & 0x070707)
            .toList();
    int[] palette = colours.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
    BufferedImage small =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        java.awt.RenderingHints.KEY_DITHERING, java.awt.RenderingHints.VALUE_DITHER_DISABLE);
    graphics.drawImage(picture, 0, 0, null);
    graphics.dispose();
    return small;
  }
}
