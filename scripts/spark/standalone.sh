# What the scripts for Spark share: Spark from nothing but Maven's jars, and a cluster of one machine. To be sourced.
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
spark_version="${SPARK_VERSION:-4.2.0}"
master_port="${MASTER_PORT:-7077}"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

# build_for_spark FILE: compiles npyio for the oldest Spark, and writes the class path of the chosen one to a file.
build_for_spark() {
  local modules=(-pl npyio-core,npyio-spark)
  mvn -B -ntp -q -f "$repository" -Dquick -Dspark -DskipTests "${modules[@]}" package
  mvn -B -ntp -q -f "$repository" -Dquick -Dspark -DskipTests -Dspark.version="$spark_version" -Dmaven.main.skip "${modules[@]}" \
    package dependency:build-classpath -DincludeScope=provided -DexcludeArtifactIds=npyio-core -Dmdep.outputFile="$1"
}

# make_spark_home FOLDER: an installation of Spark with npyio among its jars.
make_spark_home() {
  mkdir -p "$1/jars"
  touch "$1/RELEASE"
  build_for_spark "$1/classpath"
  tr : '\n' <"$1/classpath" | xargs ln -s -t "$1/jars"
  ln -s -t "$1/jars" "$repository"/npyio-core/target/npyio-core-*-SNAPSHOT.jar "$repository"/npyio-spark/target/npyio-spark-*-SNAPSHOT.jar
  export SPARK_HOME="$1" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
}

# start_cluster FOLDER: a master and a worker; their logs and files are in the folder.
start_cluster() {
  export SPARK_LOCAL_DIRS="$1/local"
  mkdir -p "$1/local"
  "$java" -cp "$SPARK_HOME/jars/*" -Dspark.deploy.maxExecutorRetries=-1 org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port "$master_port" --webui-port 0 >"$1/master.log" 2>&1 &
  master=$!
  until (exec 3<>"/dev/tcp/127.0.0.1/$master_port") 2>/dev/null; do
    kill -0 "$master" 2>/dev/null || { cat "$1/master.log" >&2; return 1; }
    sleep 0.2
  done
  "$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores "${CORES:-2}" \
    --memory "${MEMORY:-2g}" --work-dir "$1/work" --webui-port 0 "spark://127.0.0.1:$master_port" >"$1/worker.log" 2>&1 &
  worker=$!
}

# submit ARGUMENTS...: what bin/spark-submit does, which Maven has as a class only.
submit() {
  "$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit --master "spark://127.0.0.1:$master_port" "$@"
}

stop_cluster() {
  for process in ${worker:-} ${master:-}; do
    kill "$process" 2>/dev/null && wait "$process" || true
  done
}
