# shellcheck shell=bash
# S3: SeaweedFS, whose `weed mini` is master, volume server, filer and S3 gateway in one process.

S3_VERSION=4.53
S3_MODULE=github.com/seaweedfs/seaweedfs/weed@v0.0.0-20261109003541-7506e5f91cd6 # Tag 4.53, as the Go proxy names it.
S3_WEED=$CACHE/seaweedfs-$S3_VERSION/weed
S3_PORT=$(port 18333)
# shellcheck disable=SC2034
S3_BUCKET=thousandfold S3_ACCESS_KEY=devaccesskey S3_SECRET_KEY=devsecretkey0000

address_s3() { echo "http://127.0.0.1:$S3_PORT"; }

install_s3() {
  need_commands curl
  [[ ! -x $S3_WEED ]] || return 0
  command -v go >/dev/null || die s3 "Go 1.21 or newer is needed to build SeaweedFS (it fetches the version it wants)"
  say s3 "building SeaweedFS $S3_VERSION: about six minutes, once"
  install_once s3 "$S3_WEED" build_s3
}

# `go install module@version` refuses a module that replaces a dependency, so we build it from a module of our own that
# repeats the replacement. The build's caches are removed at the end: they are 5 GB.
build_s3() {
  local dir=$CACHE/seaweedfs-build
  mkdir -p "$dir/out"
  cd "$dir" || exit
  printf 'module build\ngo 1.26\nreplace github.com/tyler-smith/go-bip39 => github.com/cosmos/go-bip39 v1.0.0\n' >go.mod
  export CGO_ENABLED=0 GOFLAGS='-mod=mod -modcacherw -buildvcs=false' GOCACHE=$dir/cache GOMODCACHE=$dir/modules
  go get "$S3_MODULE"
  go build -trimpath -ldflags '-s -w' -o out/weed "${S3_MODULE%@*}"
  put_in_place out "${S3_WEED%/*}"
  cd / && rm -rf "$dir"
}

# `weed` takes the port above 10000 for the gRPC twin of each of its ports, unless told: that could be another stack's.
start_s3() {
  local p=$S3_PORT
  mkdir -p "$DATA/s3"
  write_s3_keys >"$RUN/s3.json"
  spawn s3 env GOMEMLIMIT=1GiB "$S3_WEED" -logtostderr=true mini -dir="$DATA/s3" \
    -ip=127.0.0.1 -ip.bind=127.0.0.1 -s3.config="$RUN/s3.json" -bucket="$S3_BUCKET" \
    -s3.port="$p" -master.port=$((p + 1)) -volume.port=$((p + 2)) -filer.port=$((p + 3)) -admin.port=$((p + 4)) \
    -s3.port.grpc=$((p + 10)) -master.port.grpc=$((p + 11)) -volume.port.grpc=$((p + 12)) \
    -filer.port.grpc=$((p + 13)) -admin.port.grpc=$((p + 14)) \
    -admin.ui=false -admin.port.legacy=0 -webdav=false -s3.port.iceberg=0 -s3.port.lance=0 \
    -master.telemetry=false -master.electionTimeout=1s -volume.preStopSeconds=0
  wait_ready s3 120
}

# It answers before it can store anything, so ready is when it has stored something.
ready_s3() {
  curl -sf -m 30 --aws-sigv4 aws:amz:us-east-1:s3 -u "$S3_ACCESS_KEY:$S3_SECRET_KEY" \
    -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -X PUT -d ready "http://127.0.0.1:$S3_PORT/$S3_BUCKET/.ready"
}

write_s3_keys() {
  cat <<END
{"identities": [{
  "name": "dev",
  "credentials": [{"accessKey": "$S3_ACCESS_KEY", "secretKey": "$S3_SECRET_KEY"}],
  "actions": ["Admin", "Read", "ReadAcp", "Write", "WriteAcp", "List", "Tagging"]
}]}
END
}
