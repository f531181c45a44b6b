#!/bin/sh
# Find what the tests need besides Python packages: a Chromium to drive and a PostgreSQL to run.
# As root, or where sudo asks for no password, what is missing is installed from Debian's packages.
set -eu

say() { printf '%s\n' "$*"; }

has_chromium() {
    for program in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$program" >/dev/null 2>&1 && return
    done
    return 1
}

has_postgresql() {
    [ -n "${TEST_DATABASE_URL:-}" ] && return
    for program in initdb /usr/lib/postgresql/*/bin/initdb; do
        command -v "$program" >/dev/null 2>&1 && return
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1 || return 1
    say "Installing $1 from the system's packages"
    as_root apt-get update -qq >/dev/null &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq -y --no-install-recommends "$1" >/dev/null
}

if ! has_chromium && ! { install chromium && has_chromium; }; then
    say "The browser tests need Chromium, and none was found or could be installed." >&2
    say "Debian, Ubuntu: sudo apt-get install chromium" >&2
    say "One elsewhere: CHROMIUM=/path/to/chrome make test" >&2
    exit 1
fi

if ! has_postgresql && ! { install postgresql && has_postgresql; }; then
    say "The tests run on PostgreSQL too, and none was found or could be installed." >&2
    say "Debian, Ubuntu: sudo apt-get install postgresql" >&2
    say "A server of yours, with a role that may create databases:" >&2
    say "    TEST_DATABASE_URL=postgresql://role:password@host/postgres make test" >&2
    exit 1
fi
