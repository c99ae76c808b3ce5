# shellcheck shell=bash
# What `generate` and `test` have in common. Packages are kept in the user's cache, never in the checkout.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # generate reads it.
DOCUMENT=$HERE/../docs/openapi.json
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/thousandfold/clients

# name_of FILE…: a name for what these files say.
name_of() { cat "$@" | sha256sum | cut -c 1-16; }

# once DIR COMMAND…: makes DIR by a command that gets the name of a new folder, unless DIR is there.
once() {
  local dir=$1 new
  shift
  [[ ! -d $dir ]] || return 0
  mkdir -p "$CACHE"
  new=$(mktemp -d "$CACHE/new.XXXXXX")
  "$@" "$new" >&2
  mv --no-target-directory "$new" "$dir" 2>/dev/null || [[ -d $dir ]] # Somebody else may have been quicker.
}

install_node_packages() {
  cp "$HERE"/typescript/package{,-lock}.json "$1"
  npm --prefix "$1" ci --no-audit --no-fund --loglevel=error
}

# node_packages: prints the folder whose node_modules has what package-lock.json says.
node_packages() {
  local dir
  dir=$CACHE/node-$(name_of "$HERE"/typescript/package{,-lock}.json)
  once "$dir" install_node_packages
  echo "$dir"
}

install_python_packages() {
  "$PYTHON" -m venv "$1/packages"
  "$1/packages/bin/python" -m pip --quiet --disable-pip-version-check install --requirement "$HERE/python/requirements.txt"
}

# python_packages: prints the folder of a `python` that has what requirements.txt says. Commands are called as its modules:
# their files name the folder that they were made in. PYTHON may name another Python.
python_packages() {
  local dir
  PYTHON=${PYTHON:-python3}
  dir=$CACHE/python-$({ cat "$HERE/python/requirements.txt" && "$PYTHON" --version; } | name_of -)
  once "$dir" install_python_packages
  echo "$dir/packages/bin"
}
