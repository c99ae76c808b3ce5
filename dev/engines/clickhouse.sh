# shellcheck shell=bash
# ClickHouse: the real engine in process behind an HTTP front of our own, see dev/clickhouse/README.md.

CLICKHOUSE_VERSION=26.9.0
CLICKHOUSE_VENV=$CACHE/clickhouse-$CLICKHOUSE_VERSION
CLICKHOUSE_PORT=$(port 18123)

address_clickhouse() { echo "http://127.0.0.1:$CLICKHOUSE_PORT"; }

install_clickhouse() {
  need_commands curl
  install_once clickhouse "$CLICKHOUSE_VENV/bin/python" fetch_clickhouse
}

fetch_clickhouse() {
  local tmp
  tmp=$(mktemp -d "$CACHE/tmp.XXXXXX")
  python3 -m venv "$tmp/venv"
  # Without its dependencies: pandas and pyarrow are large, and the front does not use them.
  "$tmp/venv/bin/python" -m pip install --quiet --no-deps "chdb-core==$CLICKHOUSE_VERSION" lz4==4.4.5 zstandard==0.25.0
  put_in_place "$tmp/venv" "$CLICKHOUSE_VENV"
  rm -rf "$tmp"
}

start_clickhouse() {
  mkdir -p "$DATA/clickhouse"
  spawn clickhouse "$CLICKHOUSE_VENV/bin/python" -B "$ROOT/dev/clickhouse/front.py" \
    --path "$DATA/clickhouse" --port "$CLICKHOUSE_PORT"
  wait_ready clickhouse 60
}

ready_clickhouse() { curl -sf -m 5 "http://127.0.0.1:$CLICKHOUSE_PORT/ping"; }
