#!/usr/bin/env bash
# Pin every package with its hashes. Run when pyproject.toml changes; needs uv.
set -eu
cd "$(dirname "$0")/.."
pin() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url "$@"; }
pin pyproject.toml requirements/build.in --output-file requirements/demo.txt
pin pyproject.toml requirements/build.in --extra dev --extra postgres --extra excel --extra berichten \
    --constraint requirements/demo.txt --output-file requirements/test.txt
