# shellcheck shell=bash
# Kafka: one node that is broker and controller (KRaft), from Maven Central's jars.

KAFKA_VERSION=4.3.1
KAFKA_JARS=$CACHE/kafka-$KAFKA_VERSION
KAFKA_PORT=$(port 19092)
KAFKA_CONTROLLER_PORT=$(port 19093)
KAFKA_CLUSTER=dGhvdXNhbmRmb2xkLWRldg # The 16 bytes `thousandfold-dev`, as Kafka writes an id.

address_kafka() { echo "127.0.0.1:$KAFKA_PORT"; }

install_kafka() {
  need_commands java
  install_once kafka "$KAFKA_JARS" fetch_kafka
}

fetch_kafka() {
  local tmp
  tmp=$(mktemp -d "$CACHE/tmp.XXXXXX")
  cp "$ROOT/dev/engines/kafka/pom.xml" "$tmp"
  mvn -q -B -f "$tmp/pom.xml" -Dkafka.version="$KAFKA_VERSION" dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$tmp/jars"
  put_in_place "$tmp/jars" "$KAFKA_JARS"
  rm -rf "$tmp"
}

start_kafka() {
  local config=$RUN/kafka.properties
  mkdir -p "$DATA/kafka"
  write_kafka_config >"$config"
  [[ -f $DATA/kafka/meta.properties ]] || format_kafka "$config"
  spawn kafka "${KAFKA_JAVA[@]}" -Xms192m -Xmx192m kafka.Kafka "$config"
  wait_ready kafka 90
}

ready_kafka() { grep -q 'Kafka Server started' "$LOGS/kafka.log"; }

KAFKA_JAVA=(java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k
  -Dlog4j2.configurationFile="$ROOT/dev/engines/kafka/log4j2.properties" -cp "$KAFKA_JARS/*")

format_kafka() {
  local log=$LOGS/kafka-format.log
  "${KAFKA_JAVA[@]}" -Xmx64m kafka.tools.StorageTool format --standalone -t "$KAFKA_CLUSTER" -c "$1" >"$log" 2>&1 ||
    die_with_log kafka "its storage could not be formatted" "$log"
}

# The addresses and the folder depend on the stack; the rest is in the file beside.
write_kafka_config() {
  cat "$ROOT/dev/engines/kafka/server.properties"
  cat <<END
controller.quorum.bootstrap.servers=127.0.0.1:$KAFKA_CONTROLLER_PORT
listeners=PLAINTEXT://127.0.0.1:$KAFKA_PORT,CONTROLLER://127.0.0.1:$KAFKA_CONTROLLER_PORT
advertised.listeners=PLAINTEXT://127.0.0.1:$KAFKA_PORT
log.dirs=$DATA/kafka
END
}
