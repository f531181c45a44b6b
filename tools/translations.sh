#!/bin/sh
# Find every text a person reads, in code and templates, and bring the catalogues up to date.
#   translations.sh              extract, update every catalogue, compile
#   translations.sh extract FILE only write what was found to FILE
set -eu
cd "$(dirname "$0")/.."
found=translations/messages.pot

extract() {
    .venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --keywords "say later" \
        --no-location --no-wrap --sort-output --output-file "$1" .
}

if [ "${1:-}" = extract ]; then
    extract "$2"
    exit
fi
extract "$found"
.venv/bin/pybabel --quiet update --input-file "$found" --output-dir translations --no-wrap \
    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
.venv/bin/pybabel --quiet compile --directory translations
