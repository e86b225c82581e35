#!/bin/sh
# From nothing to an open house, as a newcomer has it: a fresh clone, empty package caches, `make run`, twice.
# Prints the seconds of the first start (at most 180) and of the second (at most 5, same row counts), ends each with
# SIGINT, and fails if a process of its group lives on.
#
#   sh scripts/fresh.sh [PORT]
set -eu

port=${1:-8700}
first_limit=180
second_limit=5
here=$(cd "$(dirname "$0")/.." && pwd)
top=$(mktemp -d "${TMPDIR:-/tmp}/guizheng-fresh-XXXXXX")
clone=$top/guizheng
group=""

export UV_CACHE_DIR="$top/uv-cache" PIP_CACHE_DIR="$top/pip-cache" PIP_NO_CACHE_DIR=1 XDG_CACHE_HOME="$top/cache"
unset VIRTUAL_ENV GUIZHENG_HOME GUIZHENG_ENV DATABASE_URL DATABASE_OWNER_URL DJANGO_SETTINGS_MODULE 2>/dev/null || true

end() {
    [ -z "$group" ] || kill -KILL "-$group" 2>/dev/null || true
    rm -rf "$top"
}
trap end EXIT

now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{printf "%.1f", $1 - $2}'; }
fail() {
    echo "fresh: $*" >&2
    tail -n 30 "$top/log" >&2
    exit 1
}

# Starts the house in a group of its own and waits until every part answers; the seconds go to $seconds.
start() {
    began=$(now)
    setsid make -C "$clone" run ARGS="--port $port" >"$top/log" 2>&1 &
    group=$!
    until "$clone/.venv/bin/python" -c "
import urllib.request
urllib.request.urlopen('http://127.0.0.1:$port/readyz', timeout=2)" 2>/dev/null; do
        kill -0 "$group" 2>/dev/null || fail "make run ended by itself"
        [ "$(since "$began" | cut -d. -f1)" -lt 600 ] || fail "not ready after 600 s"
        sleep 0.2
    done
    seconds=$(since "$began")
}

# Ctrl-C: the signal goes to the whole group, as a terminal sends it.
stop() {
    began=$(now)
    kill -INT "-$group"
    while kill -0 "-$group" 2>/dev/null; do
        [ "$(since "$began" | cut -d. -f1)" -lt 15 ] || fail "a child of the group lives on: $(pgrep -g "$group" -l | tr '\n' ' ')"
        sleep 0.1
    done
    left=$(pgrep -f "$clone" || true)
    [ -z "$left" ] || fail "a process of the house lives on: $left"
    echo "fresh: ended in $(since "$began") s"
    group=""
}

rows() { (cd "$clone" && .venv/bin/guizheng rows); }

git clone --quiet "$here" "$clone"
start
first=$seconds
echo "fresh: first start $first s, downloads included (at most $first_limit)"
stop
before=$(rows)
start
second=$seconds
echo "fresh: second start $second s (at most $second_limit)"
stop
after=$(rows)
[ "$before" = "$after" ] || fail "row counts differ: $before -> $after"
echo "fresh: the same rows after both: $after"
echo "$first $first_limit $second $second_limit" | awk '{exit !($1 <= $2 && $3 <= $4)}' || fail "too slow"
echo "fresh: green"
