#!/bin/sh
# Make .venv, or another folder, hold what a lock names, checked by hash: environment.sh requirements.txt [folder]
#
# A copy of the lock inside it is the stamp: while it is the same, there is nothing to do.
# pip's own settings are honoured, so a closed network may name its mirror (PIP_INDEX_URL)
# or a folder of wheels (PIP_NO_INDEX=1 PIP_FIND_LINKS=folder).
set -eu
cd "$(dirname "$0")/.."
lock=$1
place=${2:-.venv}
needs="import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"

say() { printf '%s\n' "$*"; }

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
        if "$candidate" -c "$needs" >/dev/null 2>&1; then
            say "$candidate"
            return
        fi
    done
    say "Xinheng needs Python 3.11 or newer, with its venv module, and found none." >&2
    say "Debian, Ubuntu: apt-get install python3 python3-venv    macOS: brew install python@3.13" >&2
    say "An interpreter elsewhere: make PYTHON=/path/to/python3.12 ..." >&2
    exit 1
}

is_sound() {
    "$place/bin/python" -c "import sys, pip; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1
}

install() {
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --only-binary :all: --requirement "$1"
}

if is_sound && cmp -s "$lock" "$place/$lock"; then
    exit 0
fi

if ! is_sound; then
    python=$(find_python)
    say "Creating $place with $("$python" --version)"
    "$python" -m venv --clear "$place"
fi

say "Installing what $lock names, each package checked by its hash; the first time takes a minute"
if ! install "$lock"; then
    say "" >&2
    say "The packages of $lock could not be installed; pip's own message stands above." >&2
    say "On a closed network, name your mirror:       PIP_INDEX_URL=address make ..." >&2
    say "or carry the packages in. Where there is a way out:" >&2
    say "    pip download --require-hashes --only-binary :all: -r $lock -d wheels" >&2
    say "and here:                                     PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels make ..." >&2
    exit 1
fi

cp "$lock" "$place/$lock"
if [ "$lock" = requirements-dev.txt ]; then
    cp requirements.txt "$place/requirements.txt"  # the larger lock contains the smaller
fi
