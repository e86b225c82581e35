#!/bin/sh
# What the tests need beside Python: a PostgreSQL server, Chromium and a Chinese font. Root on Debian gets what is
# missing; everybody else is told in one line.
set -eu

missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 ||
    { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn 2>/dev/null | head -n 1)" ]; } ||
    missing="$missing fonts-noto-cjk"
[ "$(id -u)" != 0 ] || command -v runuser >/dev/null 2>&1 || missing="$missing util-linux"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "make test: installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
    echo "make test needs$missing (Debian, as root: apt-get install -y$missing)" >&2
    exit 1
fi
