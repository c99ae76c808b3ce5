# shellcheck shell=bash
# What every engine shares: where things lie, processes, waiting, and telling the reader what goes on.

# shellcheck disable=SC2034
ENGINES=(postgres redis kafka s3 clickhouse)
STACK=${STACK:-demo}
case $STACK in
  demo) OFFSET=0 ;;
  test) OFFSET=10000 ;;
  *) echo "STACK must be demo or test, not '$STACK'" >&2; exit 2 ;;
esac

HERE=$ROOT/.dev/$STACK
DATA=$HERE/data LOGS=$HERE/log RUN=$HERE/run
# What is slow to get is kept outside the checkout, and both stacks share it.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/thousandfold/engines
mkdir -p "$DATA" "$LOGS" "$RUN" "$CACHE"

# port BASE: the port that this stack uses for what the demo has at BASE.
port() { echo $(($1 + OFFSET)); }

say() { printf '%-11s %s\n' "$1" "$2"; }

die() { say "$1" "FAILED: $2" >&2; exit 1; }

# die_with_log NAME REASON LOG
die_with_log() {
  say "$1" "FAILED: $2; the last lines of $3:" >&2
  tail -n 15 "$3" 2>/dev/null | sed 's/^/            | /' >&2
  exit 1
}

now() { date +%s%N; }
seconds_since() { local tenths=$((($(now) - $1) / 100000000)); echo "$((tenths / 10)).$((tenths % 10)) s"; }

# ---- installing ------------------------------------------------------------------------------

# install_once NAME TEST BUILD: runs BUILD unless the file TEST exists. Two stacks may do so at once: the second one waits.
install_once() {
  [[ ! -x $2 ]] || return 0
  need_packages
  (flock 9 && build_unless_there "$@") 9>"$CACHE/$1.lock"
}

build_unless_there() {
  local name=$1 log=$LOGS/$1-install.log started status
  [[ -x $2 ]] && return
  started=$(now)
  # Not `build || …`: in a condition, bash would go on after a command of the build that fails.
  set +e
  (set -e && "$3") >"$log" 2>&1
  status=$?
  set -e
  ((status == 0)) || die_with_log "$name" "could not be installed" "$log"
  say "$name" "installed in $(seconds_since "$started")"
}

# put_in_place FROM TO: a finished folder appears all at once, so that a stopped installation leaves nothing half done.
put_in_place() { rm -rf "$2"; mv "$1" "$2"; }

# one_at_a_time ENGINE COMMAND…: `up` may be called twice at once, by a build and by its tests.
one_at_a_time() { (flock 7 && "${@:2}") 7>"$RUN/$1.lock"; }

# ---- processes -------------------------------------------------------------------------------

# start_tick PID: when the process started; nothing when it is gone, or a zombie that nobody has collected yet.
start_tick() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra stat <<<"${stat##*) }"
  [[ ${stat[0]} != Z ]] && echo "${stat[19]}"
}

# running_pid NAME: prints the pid when the process that we started runs. The start time tells it from a later
# process that was given the same number.
running_pid() {
  local pid tick
  read -r pid tick 2>/dev/null <"$RUN/$1.pid" || return 1
  [[ $(start_tick "$pid") == "$tick" ]] && echo "$pid"
}

# spawn NAME COMMAND…: starts it in the background, in its data folder, in a session of its own.
spawn() {
  local name=$1 log=$LOGS/$1.log pid
  shift
  [[ -f $log ]] && mv "$log" "$log.1"
  cd -P "$DATA/$name"
  setsid "$@" </dev/null >"$log" 2>&1 7>&- & # Without the lock that one_at_a_time holds.
  pid=$!
  echo "$pid $(start_tick "$pid")" >"$RUN/$name.pid"
  cd "$ROOT"
}

# wait_ready NAME SECONDS: until ready_NAME says yes, or the process has died.
wait_ready() {
  local name=$1 end=$((SECONDS + $2))
  until "ready_$name" >/dev/null 2>&1; do
    running_pid "$name" >/dev/null || die_with_log "$name" "it has stopped" "$LOGS/$name.log"
    ((SECONDS < end)) || die_with_log "$name" "not ready after $2 s" "$LOGS/$name.log"
    sleep 0.05
  done
}

# wait_gone NAME SECONDS: fails when the process still runs after that time.
wait_gone() {
  local end=$((SECONDS + $2))
  while running_pid "$1" >/dev/null; do
    ((SECONDS < end)) || return 1
    sleep 0.05
  done
}
