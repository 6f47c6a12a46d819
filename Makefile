# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# They need make and Python 3.11 or later with its venv module; everything else is pinned, with
# hashes, in requirements/.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: demo test check bench waarheid format clean

demo: $(VENV)/.demo
	@$(BIN)/resultaat demo .

test: $(VENV)/.test
	@$(BIN)/python -m pytest --numprocesses auto

check: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/resultaat check

bench: $(VENV)/.test
	@$(BIN)/python -m bench

# Every analysis against worlds whose truth was planted; some lines: make waarheid REGELS='"5 of 60"'
waarheid: $(VENV)/.test
	@$(BIN)/python -m bench.waarheid $(REGELS)

format: $(VENV)/.test
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) data rapporten .resultaat

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 of later is nodig; kies hem met: make PYTHON=python3.11 ..."; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "De module venv ontbreekt; op Debian: apt-get install python3-venv"; exit 2; }

# The package itself is installed as a link to this folder, so that an edit needs no new install.
$(VENV)/.demo: $(BIN)/python requirements/demo.txt pyproject.toml
	@echo "Installeren (alleen de eerste keer) ..."
	@$(INSTALL) --require-hashes --requirement requirements/demo.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements/test.txt
	@$(INSTALL) --require-hashes --requirement requirements/test.txt
	@touch $@
