#!/bin/sh
# Resolve all lists of requirements to exact, hash-locked versions for every platform.
# What is locked already stays as it is unless a list asks otherwise; `make lock UPGRADE=1` takes the newest of all.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

compile ${UPGRADE:+--upgrade} requirements-dev.in --output-file requirements-dev.txt
compile --constraints requirements-dev.txt requirements.in --output-file requirements.txt
# The peers stand in an environment of their own, but what measures them is what the product runs on.
grep -oE '^(duckdb|llvmlite|numba|numpy|pandas)==[^ ]+' requirements-dev.txt |
    compile ${UPGRADE:+--upgrade} --constraints /dev/stdin requirements-bench.in --output-file requirements-bench.txt
echo "Locked requirements.txt, requirements-dev.txt and requirements-bench.txt. Read the difference before you commit it."
