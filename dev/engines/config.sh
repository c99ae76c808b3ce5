# shellcheck shell=bash
# The server's config file for this stack.

write_config() {
  local file=$HERE/thousandfold.toml
  server_config >"$file.tmp"
  mv "$file.tmp" "$file"
}

server_config() {
  cat <<END
# Written by dev/stack; edit dev/stack, not this file.
namespace = "thousandfold"
listen = "127.0.0.1:$(port 18080)"

[auth]
secrets = ["$(auth_secret)"]
issuer = "http://127.0.0.1:$(port 18080)"
mail = { folder = "$HERE/mail" }

[postgres]
shards = [$(shard_list)]
# Each tenant on both, so that development sees what several shards do.
spread = 2

[kafka]
brokers = "$(address_kafka)"

[redis]
url = "redis://$(address_redis)"

[clickhouse]
url = "$(address_clickhouse)"

[s3]
endpoint = "$(address_s3)"
region = "us-east-1"
bucket = "$S3_BUCKET"
access_key = "$S3_ACCESS_KEY"
secret_key = "$S3_SECRET_KEY"
END
}

# What seals the secrets of accounts: made once for each stack, since what it sealed opens with it alone.
auth_secret() {
  local file=$HERE/auth-secret
  if [[ ! -s $file ]]; then
    (umask 077 && head -c 32 /dev/urandom | base64 -w 0 >"$file")
  fi
  cat "$file"
}

shard_list() {
  local shard separator=''
  for shard in "${PG_SHARDS[@]}"; do
    printf '%s"host=127.0.0.1 port=%s user=app dbname=%s"' "$separator" "$PG_PORT" "$shard"
    separator=', '
  done
}
