#!/bin/sh
# `make check`: everything that can be said of the project without running it, each step with its seconds.
set -u
cd "$(dirname "$0")/.."
export GUIZHENG_HOME="$PWD/test-output/home"
wrong=""

step() {
    name=$1
    shift
    began=$(date +%s)
    if out=$("$@" 2>&1); then
        echo "ok    $name ($(($(date +%s) - began)) s)"
    else
        echo "$out"
        echo "WRONG $name"
        wrong="$wrong $name"
    fi
}

BIN=.venv/bin
step format $BIN/ruff format --check .
step lint $BIN/ruff check .
step types $BIN/mypy
step imports $BIN/lint-imports --no-logo
step schema $BIN/guizheng lint-schema
step migrations $BIN/guizheng manage makemigrations --check --dry-run
step docs $BIN/python scripts/make_docs.py --check
step notices $BIN/python scripts/make_notices.py --check
step house $BIN/python scripts/test.py house
[ -z "$wrong" ] || { echo "make check: wrong:$wrong"; exit 1; }
echo "make check: green"
