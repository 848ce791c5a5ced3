package io.npyio.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** HDFS, whose name node and data node run in this JVM. */
class HdfsTest extends FilesContract {
  @TempDir private static Path data;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Configuration configuration = Sessions.local().sparkContext().hadoopConfiguration();
    // how long a client waits before it asks again whether a file is complete
    configuration.set("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "5");
    cluster = new MiniDFSCluster.Builder(new Configuration(), data.toFile()).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Override
  String root() {
    return cluster.getURI() + "/";
  }

  @Override
  Committer recommended() {
    return committer("1");
  }

  private static Committer committer(String version) {
    return new Committer(
        "algorithm " + version,
        true,
        Map.of("mapreduce.fileoutputcommitter.algorithm.version", version));
  }

  static Stream<Committer> committers() {
    return Stream.of("1", "2").map(HdfsTest::committer);
  }

  /** Algorithm 2 publishes the shards of a task when the task ends, whatever becomes of the job. */
  static Stream<Committer> committersOfJobs() {
    return Stream.of(committer("1"));
  }
}
