# shellcheck shell=bash
# Debian packages: what the engines need, and what building the project's C libraries needs (librdkafka, zstd).

COMMANDS=(cc:build-essential cmake:cmake pkg-config:pkg-config curl:curl jq:jq python3:python3
  redis-server:redis-server java:default-jre-headless mvn:maven)
LIBRARIES=(libcurl4-openssl-dev libssl-dev zlib1g-dev)

missing_packages() {
  local pair package
  for pair in "${COMMANDS[@]}"; do
    command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
  done
  python3 -c 'import pip, ensurepip' 2>/dev/null || printf '%s\n' python3-pip python3-venv
  command -v dpkg-query >/dev/null || return 0
  for package in "${LIBRARIES[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

# need_commands COMMAND…: the quick check, for what runs every day.
need_commands() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || { need_packages; return; }
  done
}

# need_packages: installs what is missing. Engines are installed at the same time, and two apt runs would collide.
need_packages() { (flock 8 && install_missing_packages) 8>"$CACHE/packages.lock"; }

install_missing_packages() {
  local missing log=$LOGS/packages.log sudo=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0
  command -v apt-get >/dev/null || die packages "there is no apt-get here; please install: ${missing[*]}"
  say packages "installing ${missing[*]}"
  ((EUID == 0)) || sudo=(sudo)
  "${sudo[@]}" sh -c "$APT_INSTALL" sh "${missing[@]}" >"$log" 2>&1 || die_with_log packages "apt-get failed" "$log"
}

# The policy file keeps Debian from starting a Redis of its own as soon as it is installed.
# shellcheck disable=SC2016
APT_INSTALL='
  set -e
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT INT TERM
    printf "#!/bin/sh\nexit 101\n" >$policy
    chmod +x $policy
  fi
  apt-get update -q
  apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"'
