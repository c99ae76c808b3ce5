# shellcheck shell=bash
# Redis, as Debian packages it; every write is on disk within a second.

REDIS_PORT=$(port 16379)

address_redis() { echo "127.0.0.1:$REDIS_PORT"; }

install_redis() { need_commands redis-server; }

start_redis() {
  mkdir -p "$DATA/redis"
  spawn redis redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir . --daemonize no \
    --appendonly yes --appendfsync everysec --auto-aof-rewrite-min-size 4gb --save ''
  wait_ready redis 60
}

ready_redis() { [[ $(redis-cli -p "$REDIS_PORT" ping) == PONG ]]; }
