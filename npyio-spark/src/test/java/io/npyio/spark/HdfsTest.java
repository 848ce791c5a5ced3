package io.npyio.spark;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** HDFS, whose name node and data node run in this JVM. */
class HdfsTest extends FileOutputContract {
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
}
