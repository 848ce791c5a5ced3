package io.npyio.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's client of S3, with each of its committers. */
class S3aTest extends FilesContract {
  @TempDir private static Path data;
  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(data);
    server.makeBucket("bucket");
    Configuration configuration = Sessions.local().sparkContext().hadoopConfiguration();
    settings().forEach(configuration::set);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", server.address().toString(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.access.key", "local",
        "fs.s3a.secret.key", "local",
        "fs.s3a.buffer.dir", data.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @Override
  String root() {
    return "s3a://bucket/";
  }

  @Override
  Map<String, String> connection() {
    return settings();
  }

  @Override
  Committer recommended() {
    return committer("magic");
  }

  private static Committer committer(String name) {
    return new Committer(
        name,
        name.equals("file"),
        Map.of(
            "fs.s3a.committer.name",
            name,
            "fs.s3a.committer.staging.tmp.path",
            data.resolve("staging").toUri().toString(),
            "mapreduce.outputcommitter.factory.scheme.s3a",
            "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory"));
  }

  static Stream<Committer> committers() {
    return Stream.of("file", "magic", "directory").map(S3aTest::committer);
  }

  static Stream<Committer> committersOfJobs() {
    return committers();
  }
}
