package io.npyio.spark;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * Runs {@link SlowShards} on a standalone cluster that is part of this program. Its two workers
 * have an address each: on the host of a task that hangs, Spark does not begin it again.
 */
public final class TwoHosts {
  private TwoHosts() {}

  /** Started by LocalCluster. */
  public static void main(String[] arguments) {
    SparkConf settings = new SparkConf();
    RpcEnv master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, settings)._1();
    String url = master.address().toSparkURL();
    List<RpcEnv> workers =
        Stream.of("127.0.0.1", "127.0.0.2").map(host -> worker(host, url, settings)).toList();
    System.setProperty("spark.master", url);
    try {
      SlowShards.main(arguments);
    } finally {
      workers.forEach(RpcEnv::shutdown);
      master.shutdown();
    }
  }

  /** A worker of one core and 600 MiB. */
  private static RpcEnv worker(String host, String master, SparkConf settings) {
    return Worker.startRpcEnvAndEndpoint(
        host, 0, 0, 1, 600, new String[] {master}, null, Option.empty(), settings, Option.empty());
  }
}
