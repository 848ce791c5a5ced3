package io.npyio.spark;

import java.util.Map;
import java.util.stream.Stream;

/** A file system that Hadoop's FileOutputCommitter is made for, with both of its algorithms. */
abstract class FileOutputContract extends FilesContract {

  @Override
  Committer recommended() {
    return algorithm("1");
  }

  private static Committer algorithm(String version) {
    return new Committer(
        "algorithm " + version,
        true,
        Map.of("mapreduce.fileoutputcommitter.algorithm.version", version));
  }

  static Stream<Committer> committers() {
    return Stream.of("1", "2").map(FileOutputContract::algorithm);
  }

  /** Algorithm 2 publishes the shards of a task when the task ends, whatever becomes of the job. */
  static Stream<Committer> committersOfJobs() {
    return Stream.of(algorithm("1"));
  }
}
