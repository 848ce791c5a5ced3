import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.view.browser.Chromium;
import io.npyio.view.browser.Page;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.openqa.selenium.chrome.ChromeDriver;

/** Takes the picture of npyio view for the README: {@code Picture COMMAND FOLDER FILE.png}. */
final class Picture {
  private static final int ROWS = 2500;
  private static final int COLUMNS = 6000;
  private static final int COLOURS = 128;

  private Picture() {}

  public static void main(String[] arguments) throws Exception {
    Path array = waves(Path.of(arguments[1], "waves.npy"));
    Path whole = Path.of(arguments[1], "whole.png");
    Process viewer =
        new ProcessBuilder(arguments[0], "view", "--no-browser", array.getFileName().toString())
            .directory(array.getParent().toFile())
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
      page.hover("#heat", 330, 150);
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
    Npy.create(file, ArrayLayout.of(DType.FLOAT32, ROWS, COLUMNS)).close();
    try (Memmap map = Npy.map(file, MapMode.READ_WRITE)) {
      float[] row = new float[COLUMNS];
      for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLUMNS; x++) {
          boolean isMissing = x > 4000 && x < 4300 && y > 400 && y < 700;
          row[x] = isMissing ? Float.NaN : terrace(wave(x, y, 1700, 900) + wave(x, y, 4300, 1700));
        }
        map.array().at(y).copyFrom(row);
      }
    }
    return file;
  }

  /** Steps, which a picture of few colours shows as they are. */
  private static float terrace(double height) {
    return Math.round(height * 4) / 4f;
  }

  private static double wave(int x, int y, int x0, int y0) {
    double distance = Math.hypot(x - x0, y - y0);
    return Math.cos(distance / 300) * Math.exp(-distance / 4000);
  }

  /** The picture with its most frequent colours only, which makes the file small. */
  private static BufferedImage indexed(BufferedImage picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        counts.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    int[] palette =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
    BufferedImage small =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int colour = nearest.computeIfAbsent(picture.getRGB(x, y), rgb -> nearest(palette, rgb));
        small.getRaster().setSample(x, y, 0, colour);
      }
    }
    return small;
  }

  private static int nearest(int[] palette, int rgb) {
    return IntStream.range(0, palette.length)
        .boxed()
        .min(Comparator.comparingInt(index -> distance(palette[index], rgb)))
        .orElseThrow();
  }

  private static int distance(int a, int b) {
    return IntStream.of(0, 8, 16)
        .map(shift -> (a >> shift & 0xff) - (b >> shift & 0xff))
        .map(difference -> difference * difference)
        .sum();
  }
}
