package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.view.LocalFile;
import io.npyio.view.OpenView;
import io.npyio.view.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When arrays are opened and closed. */
@Timeout(60)
class OpenFilesTest {
  /** A file of many members, which notes what happens to them. */
  private static final class Noted extends LocalFile {
    private final List<String> events = new ArrayList<>();
    private volatile String stamp = "s1";

    Noted() {
      super(Path.of("noted.npz"));
    }

    @Override
    public Stamp stamp() {
      return new Stamp(stamp);
    }

    @Override
    public OpenView open(String member) throws IOException {
      note("open " + member);
      if (member.equals("bad")) {
        throw new IOException("bad");
      }
      return new OpenView.Values(NdArray.of(new int[] {1}), () -> note("close " + member));
    }

    private synchronized void note(String event) {
      events.add(event);
    }
  }

  private final Noted file = new Noted();
  private final OpenFiles files =
      new OpenFiles(List.of(file), key -> file.note("leave " + key.member()));

  private void use(String member) throws IOException, HttpProblem {
    files.use(0, member, null, (key, view) -> key);
  }

  @Test
  void anArrayStaysOpenBetweenRequests() throws Exception {
    use("a");
    use("a");
    use("b");
    use("a");
    assertEquals(List.of("open a", "open b"), file.events);
    files.close();
    assertEquals(
        List.of("open a", "open b", "leave b", "close b", "leave a", "close a"), file.events);
  }

  @Test
  void theLeastRecentlyUsedIsClosed() throws Exception {
    for (String member : "a b c d a e f".split(" ")) {
      use(member);
    }
    assertEquals(
        List.of(
            "open a", "open b", "open c", "open d", "leave b", "close b", "open e", "leave c",
            "close c", "open f"),
        file.events);
  }

  @Test
  void aChangedFileIsOpenedAnew() throws Exception {
    use("a");
    file.stamp = "s2";
    use("a");
    assertEquals(List.of("open a", "leave a", "close a", "open a"), file.events);
  }

  @Test
  void anArrayInUseIsNotClosed() throws Exception {
    files.use(
        0,
        "a",
        "s1",
        (key, view) -> {
          file.stamp = "s2";
          use("a");
          assertEquals(List.of("open a", "open a"), file.events);
          return key;
        });
    use("a");
    assertEquals(List.of("open a", "open a", "leave a", "close a"), file.events);
  }

  @Test
  void whatCannotBeOpenedIsTriedAgain() {
    for (int i = 0; i < 2; i++) {
      assertEquals("bad", assertThrows(IOException.class, () -> use("bad")).getMessage());
    }
    assertEquals(List.of("open bad", "open bad"), file.events);
  }

  @Test
  void manyRequestsOpenAnArrayOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    var start = new CountDownLatch(1);
    List<Future<?>> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Callable<?> request =
          () -> {
            start.await();
            return files.use(0, "a", null, (key, view) -> key);
          };
      requests.add(threads.submit(request));
    }
    start.countDown();
    for (Future<?> request : requests) {
      request.get();
    }
    threads.shutdown();
    assertEquals(List.of("open a"), file.events);
  }
}
