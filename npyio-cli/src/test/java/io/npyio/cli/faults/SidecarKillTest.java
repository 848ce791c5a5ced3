package io.npyio.cli.faults;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.MemoryFolder;
import io.npyio.array.NdArray;
import io.npyio.cli.Main;
import io.npyio.cli.Run;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raw file and its sidecar are two files; the process is killed before each of its calls. */
class SidecarKillTest {
  private static final String OLD = "[1 2 3 4]\n";
  private static final String NEW = "[1.5 2.5]\n";

  @TempDir(factory = MemoryFolder.class)
  Path temporary;

  /** A pair of raw file and sidecar, about to be replaced by another one of as many bytes. */
  private Path pair() throws IOException {
    Path folder = Files.createDirectory(temporary.toRealPath().resolve("pair"));
    Npy.save(folder.resolve("old.npy"), NdArray.of(new int[] {1, 2, 3, 4}));
    Npy.save(folder.resolve("new.npy"), NdArray.of(new double[] {1.5, 2.5}));
    npyio("convert", folder.resolve("old.npy"), folder.resolve("x.dat")).isSilent();
    return folder;
  }

  private void removePair() throws IOException {
    try (var files = Files.newDirectoryStream(temporary.resolve("pair"))) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(temporary.resolve("pair"));
  }

  private void killAtEveryCall(String... command) throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (int kill = 0, status = Calls.KILLED; status != 0; kill++) {
      Path folder = pair();
      List<Object> args = new ArrayList<>();
      for (String word : command) {
        args.add(word.endsWith("x.dat") || word.endsWith(".npy") ? folder.resolve(word) : word);
      }
      Child.Ended end = Child.run(folder, kill, Main.class, args.toArray());
      status = end.status();
      assertTrue(Set.of(0, Calls.KILLED).contains(status), "kill " + kill + ": " + end);
      outcomes.add(outcome(folder, kill));
      removePair();
    }
    assertEquals(OLD, outcomes.get(0));
    System.out.printf("%d kills of '%s', 0 wrong numbers%n", outcomes.size() - 1, command[0]);
  }

  /** What the raw file holds: never numbers that are neither the old nor the new ones. */
  private static String outcome(Path folder, int kill) {
    Run cat = npyio("cat", folder.resolve("x.dat"));
    if (cat.status() == 0) {
      assertTrue(Set.of(OLD, NEW).contains(cat.out()), "kill " + kill + ": " + cat.out());
      return cat.out();
    }
    assertEquals(
        "npyio: "
            + folder.resolve("x.dat")
            + ": is not a .npy file; for a raw file give --dtype (and --shape), or describe it in x.dat.json\n",
        cat.err());
    return cat.err();
  }

  @Test
  void convertOverARawFileNeverLeavesTheSidecarOfOtherBytes() throws Exception {
    killAtEveryCall("convert", "new.npy", "x.dat");
  }

  @Test
  void withoutASidecarTheOldOneIsGoneFirst() throws Exception {
    killAtEveryCall("convert", "new.npy", "x.dat", "--no-sidecar");
    Path folder = pair();
    npyio("convert", folder.resolve("new.npy"), folder.resolve("x.dat"), "--no-sidecar").isSilent();
    assertTrue(Files.notExists(folder.resolve("x.dat.json")));
    npyio("cat", folder.resolve("x.dat"), "--dtype", "f8").prints(NEW);
  }

  @Test
  void aSidecarKeepsItsPermissions() throws Exception {
    Path folder = pair();
    Path sidecar = folder.resolve("x.dat.json");
    var secret = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(sidecar, secret);
    npyio("convert", folder.resolve("new.npy"), folder.resolve("x.dat")).isSilent();
    assertEquals(secret, Files.getPosixFilePermissions(sidecar));
    npyio("cat", folder.resolve("x.dat")).prints(NEW);
  }
}
